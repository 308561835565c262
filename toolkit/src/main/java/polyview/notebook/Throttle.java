package polyview.notebook;

import java.util.function.LongSupplier;

/**
 * Limits how often something is drawn: a few times a second at most, and at most a tenth of the time is spent drawing. But it
 * draws at least once a second, since the first chart of a JVM takes far longer than later ones.
 *
 * <p>The first call draws at once.
 */
final class Throttle {

    private static final long GAP = 250_000_000;
    private static final long LONGEST_GAP = 1_000_000_000;
    private static final int REST = 9;

    private final LongSupplier nanoseconds;
    private boolean begun;
    private long next;

    /** A clock may begin anywhere, also below zero. */
    Throttle(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
    }

    /** Draws, unless it is too early. */
    void ifDue(Runnable drawing) {
        if (!begun || nanoseconds.getAsLong() - next >= 0) {
            now(drawing);
        }
    }

    /** Draws in any case. */
    void now(Runnable drawing) {
        long begin = nanoseconds.getAsLong();
        drawing.run();
        long end = nanoseconds.getAsLong();
        next = end + Math.min(LONGEST_GAP, Math.max(GAP, REST * (end - begin)));
        begun = true;
    }
}
