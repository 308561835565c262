package polyview.notebook;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import polyview.base.Scan;
import polyview.base.ScanProgress;
import polyview.training.LiveLine;

/** A line of progress for scans that take more than a few seconds; short ones show nothing. */
final class ScanLine implements ScanProgress {

    /** So long one waits without asking why. */
    static final double PATIENCE = 3;

    private final LiveLine line;
    private final ToDoubleFunction<Scan> seconds;

    ScanLine(LiveLine line) {
        this(line, Scan::seconds);
    }

    /** @param seconds since a scan began */
    ScanLine(LiveLine line, ToDoubleFunction<Scan> seconds) {
        this.line = line;
        this.seconds = seconds;
    }

    @Override
    public synchronized void at(Scan scan, boolean over) {
        double now = seconds.applyAsDouble(scan);
        if (now < PATIENCE) {
            return;
        }
        if (over) {
            line.stay(scan + "  " + LiveLine.time(now));
        } else {
            line.passing(now, () -> scan + left(scan, now));
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
