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
    void progressIsToldNowAndThenAndAtTheEnd() throws InterruptedException {
        List<String> told = new ArrayList<>();
        Scan.show((scan, over) -> told.add(scan + (over ? ", over" : "")));
        try (Scan scan = Scan.of("reading a.csv", 5000, "rows")) {
            scan.step(1200);
            assertEquals(List.of(), told, "too early to be told");
            Thread.sleep(150);
            scan.step();
            scan.step();
        }
        assertEquals("reading a.csv: 1,201 of 5,000 rows", told.get(0));
        assertEquals("reading a.csv: 1,202 of 5,000 rows, over", told.get(told.size() - 1));
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
