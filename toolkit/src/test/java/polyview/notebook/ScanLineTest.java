package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Scan;
import polyview.training.LiveLine;

/** The line that long scans show in a notebook. */
@Tag("experiments")
class ScanLineTest {

    private static String shown(double patience, long total) {
        var bytes = new ByteArrayOutputStream();
        var line = new ScanLine(new LiveLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), true), patience);
        Scan scan = Scan.of("reading a.csv", total, "rows");
        scan.step(1200);
        line.at(scan, false);
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        line.at(scan, false);
        line.at(scan, true);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aShortScanShowsNothing() {
        assertEquals("", shown(ScanLine.PATIENCE, 5000));
    }

    @Test
    void aLongScanShowsHowFarItIsAndStaysWithItsTime() {
        String text = shown(0, 5000);
        assertTrue(text.contains("\rreading a.csv: 1,200 of 5,000 rows   24%"), text);
        assertTrue(text.contains(" s left"), text);
        assertTrue(text.strip().endsWith(" s"), text);
        assertTrue(text.endsWith("\n"), "what follows begins on a new line");
    }

    @Test
    void withoutATotalThereIsNoTimeLeft() {
        String text = shown(0, 0);
        assertTrue(text.contains("\rreading a.csv: 1,200 rows"), text);
        assertFalse(text.contains("left"), text);
    }
}
