package polyview.spark;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext$;
import org.apache.spark.SparkEnv$;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * An attempt to start a context that was given up, while Spark is still at it: until it ends, Spark begins nothing else in this JVM, and gives
 * its context to whoever asks for one.
 *
 * @param master what it was to connect to
 * @param thread on which Spark is at it; it closes what comes
 * @param begun when, by {@link System#nanoTime}
 */
record LeftAttempt(String master, Thread thread, long begun) {

    /** Spark asks a master three times, 20 s apart. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final long LOOK_MS = 100;

    /** How Spark names the thread that stops a context by itself. */
    private static final String STOPPING = "stop-spark-context";

    private static final AtomicReference<LeftAttempt> LAST = new AtomicReference<>();

    static void leave(LeftAttempt attempt) {
        LAST.set(attempt);
    }

    /** The last one, where it has not ended. */
    static Optional<LeftAttempt> last() {
        return Optional.ofNullable(LAST.get())
                .filter(attempt -> attempt.thread().isAlive());
    }

    /** Waits for its end; false where it has not come in that time. */
    boolean endsIn(Duration most) throws InterruptedException {
        thread.join(Math.max(1, most.toMillis()));
        return !thread.isAlive();
    }

    /** Stops a context that nobody waits for, and returns when Spark is ready for another one. */
    static void stop(JavaSparkContext context) throws InterruptedException {
        context.close();
        // Where Spark itself was stopping it already, that has returned at once.
        await(() -> SparkContext$.MODULE$.getActive().contains(context.sc()) || isStopping());
    }

    /**
     * Waits after a start that failed, until Spark has taken down what there was of the context. A master that gives up makes it do so on
     * another thread, which would take down the next context too.
     */
    static void awaitStopped() {
        try {
            await(() -> SparkEnv$.MODULE$.get() != null || isStopping());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier busy) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (busy.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(LOOK_MS);
        }
    }

    private static boolean isStopping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(STOPPING));
    }

    /** {@code an earlier attempt at spark://host:7077 is still ending; try again in 40 s}. */
    String stillEnding() {
        return stillEnding(Duration.ofNanos(System.nanoTime() - begun));
    }

    String stillEnding(Duration since) {
        long seconds = Math.max(1, LONGEST.minus(since).toSeconds());
        return "an earlier attempt at " + master + " is still ending; try again in " + seconds + " s";
    }
}
