package polyview.base;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * A long pass over rows or files: it tells how far it is, and ends where its thread is interrupted, as by the stop button of a notebook.
 *
 * <pre>{@code
 * try (Scan scan = Scan.of("hashing pairs.csv", files.size(), "files")) {
 *     for (Path file : files) {
 *         scan.step();
 *         hash(file);
 *     }
 * }
 * }</pre>
 */
public final class Scan implements AutoCloseable {

    private static final long BETWEEN = 100_000_000;

    private static volatile ScanProgress progress = ScanProgress.none();

    private final String what;
    private final long total;
    private final String unit;
    private final LongSupplier clock;
    private final long start;
    private long told;
    private long done;

    /** By a clock of the caller's own, in nanoseconds. */
    Scan(String what, long total, String unit, LongSupplier clock) {
        this.what = what;
        this.total = total;
        this.unit = unit;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.told = start;
    }

    /**
     * A scan that begins now.
     *
     * @param what is done: {@code reading pairs.csv}
     * @param total the number of steps; 0 where it is not known
     * @param unit of the steps: {@code rows}
     */
    public static Scan of(String what, long total, String unit) {
        return new Scan(what, total, unit, System::nanoTime);
    }

    /** Sets what is told of all scans from now on, in the place of the one before. */
    public static void show(ScanProgress newProgress) {
        progress = newProgress;
    }

    /** One step more. */
    public void step() {
        step(1);
    }

    /**
     * Some steps more, or none.
     *
     * <p>Throws a {@link CancellationException} where the thread is interrupted, and leaves its flag set: {@code reading pairs.csv was
     * interrupted after 1,200 of 5,000 rows; nothing of it is kept}.
     */
    public void step(long steps) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(what + " was interrupted after " + counted() + "; nothing of it is kept");
        }
        done += steps;
        long now = clock.getAsLong();
        if (now - told >= BETWEEN) {
            told = now;
            progress.at(this, false);
        }
    }

    private String counted() {
        return String.format(Locale.ROOT, total > 0 ? "%,d of %,d %s" : "%,d %3$s", done, total, unit);
    }

    /** What is done: {@code reading pairs.csv}. */
    public String what() {
        return what;
    }

    /** The steps so far. */
    public long done() {
        return done;
    }

    /** The number of all steps; 0 where it is not known. */
    public long total() {
        return total;
    }

    /** The seconds since it began. */
    public double seconds() {
        return (clock.getAsLong() - start) / 1e9;
    }

    /** Tells the end. */
    @Override
    public void close() {
        progress.at(this, true);
    }

    /** {@code reading pairs.csv: 1,200 of 5,000 rows}. */
    @Override
    public String toString() {
        return what + ": " + counted();
    }
}
