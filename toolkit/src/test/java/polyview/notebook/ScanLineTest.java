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

    /** What is shown of a scan by a clock of the test's own: at its beginning, after so many seconds, and at its end. */
    private static String shown(double seconds, long total) {
        var bytes = new ByteArrayOutputStream();
        double[] now = {0};
        var line =
                new ScanLine(new LiveLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), true), scan -> now[0]);
        Scan scan = Scan.of("reading a.csv", total, "rows");
        scan.step(1200);
        line.at(scan, false);
        now[0] = seconds;
        line.at(scan, false);
        line.at(scan, true);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aShortScanShowsNothing() {
        assertEquals("", shown(2.9, 5000));
    }

    @Test
    void aLongScanShowsHowFarItIsAndStaysWithItsTime() {
        String text = shown(3, 5000);
        // 3 s for 1200 rows, and 3800 to come.
        assertTrue(text.startsWith("\rreading a.csv: 1,200 of 5,000 rows   24%  9.5 s left"), text);
        assertTrue(text.strip().endsWith("\rreading a.csv: 1,200 of 5,000 rows  3.0 s"), text);
        assertTrue(text.endsWith("\n"), "what follows begins on a new line");
    }

    @Test
    void withoutATotalThereIsNoTimeLeft() {
        String text = shown(3, 0);
        assertTrue(text.contains("\rreading a.csv: 1,200 rows"), text);
        assertFalse(text.contains("left"), text);
    }
}
