package polyview.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The progress of long scans, and their end by an interrupt. */
@Tag("data")
class ScanTest {

    @AfterEach
    void tellsNothing() {
        Scan.show(ScanProgress.none());
        Thread.interrupted();
    }

    @Test
    void progressIsToldNowAndThenAndAtTheEnd() {
        long[] now = {7};
        List<String> told = new ArrayList<>();
        Scan.show((scan, over) -> told.add(scan + (over ? ", over" : "")));
        try (Scan scan = new Scan("reading a.csv", 5000, "rows", () -> now[0])) {
            now[0] += 99_999_999;
            scan.step(1200);
            assertEquals(List.of(), told, "too early to be told");
            now[0] += 1;
            scan.step();
            scan.step();
            now[0] += 50_000_000;
            assertEquals(0.15, scan.seconds(), 1e-12);
        }
        assertEquals(List.of("reading a.csv: 1,201 of 5,000 rows", "reading a.csv: 1,202 of 5,000 rows, over"), told);
    }

    @Test
    void anInterruptEndsItWithAMessageAndKeepsTheFlag() {
        try (Scan scan = Scan.of("reading a.csv", 0, "rows")) {
            scan.step(1200);
            Thread.currentThread().interrupt();
            String message =
                    assertThrows(CancellationException.class, scan::step).getMessage();
            assertTrue(Thread.interrupted());
            assertEquals("reading a.csv was interrupted after 1,200 rows; nothing of it is kept", message);
            scan.step();
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }
}
