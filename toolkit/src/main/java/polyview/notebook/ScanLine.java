package polyview.notebook;

import java.util.Locale;
import polyview.base.Scan;
import polyview.base.ScanProgress;
import polyview.training.LiveLine;

/** A line of progress for scans that take more than a few seconds; short ones show nothing. */
final class ScanLine implements ScanProgress {

    /** So long one waits without asking why. */
    static final double PATIENCE = 3;

    private final LiveLine line;

    ScanLine(LiveLine line) {
        this.line = line;
    }

    @Override
    public synchronized void at(Scan scan, boolean over) {
        double seconds = scan.seconds();
        if (seconds < PATIENCE) {
            return;
        }
        if (over) {
            line.stay(scan + "  " + LiveLine.time(seconds));
        } else {
            line.passing(seconds, () -> scan + left(scan, seconds));
        }
    }

    /** The time left, at the speed so far. */
    private static String left(Scan scan, double seconds) {
        return scan.total() == 0 || scan.done() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %3.0f%%  %s left",
                        100.0 * scan.done() / scan.total(),
                        LiveLine.time(seconds / scan.done() * (scan.total() - scan.done())));
    }
}
