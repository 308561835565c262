package polyview.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A line of text that tells how far something is.
 *
 * <p>In a terminal or a notebook it is written over in place, a few times a second; elsewhere, as in a log file, only what is
 * to stay is written.
 *
 * <pre>{@code
 * var line = LiveLine.standard();
 * line.passing(seconds, () -> "epoch 1/8   50%");
 * line.stay("epoch 1/8  12.0 s");
 * }</pre>
 */
public final class LiveLine {

    private static final double SECONDS_BETWEEN = 0.25;

    private final PrintStream out;
    private final boolean inPlace;
    private double lastShown;
    private int shownLength;

    /**
     * A line of one's own.
     *
     * @param out where it is written
     * @param inPlace whether {@code \r} goes back to its beginning there
     */
    public LiveLine(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    /** The line for where this JVM writes: Jupyter sets a variable for every kernel that it starts. */
    public static LiveLine standard() {
        return new LiveLine(System.out, System.console() != null || System.getenv("JPY_PARENT_PID") != null);
    }

    /**
     * Shows what will soon be out of date, where the line is written in place and the last was shown some time ago.
     *
     * @param seconds on a clock that begins anew with each line
     * @param text asked for only where it is shown
     */
    public void passing(double seconds, Supplier<String> text) {
        if (seconds < lastShown) {
            lastShown = 0;
        }
        if (inPlace && seconds - lastShown >= SECONDS_BETWEEN) {
            lastShown = seconds;
            show(text.get());
        }
    }

    /** Shows what is to stay; what follows begins on a new line. */
    public void stay(String text) {
        show(text);
        end();
    }

    /** Leaves the line as it is, so that what follows begins on a new one. */
    public void end() {
        if (shownLength > 0) {
            shownLength = 0;
            write("\n");
        }
        lastShown = 0;
    }

    /** A time as progress is told in: {@code 12.0 s}, from a minute on {@code 2 min 5 s}. */
    public static String time(double seconds) {
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %d s", (long) seconds / 60, (long) seconds % 60);
    }

    private void show(String line) {
        String padded = line + " ".repeat(Math.max(0, shownLength - line.length()));
        write(inPlace ? "\r" + padded : line);
        shownLength = line.length();
    }

    private void write(String text) {
        // Some kernels break when a thread whose interrupt flag is set writes to their channels.
        boolean interrupted = Thread.interrupted();
        out.print(text);
        out.flush();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
