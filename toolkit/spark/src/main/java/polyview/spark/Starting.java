package polyview.spark;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Starts a context of Spark, or takes the active one, on a thread of its own, which can be left behind: what comes after that is stopped. It
 * is not interrupted, since Spark then leaves a client behind that, a minute later, ends whatever context is there by then.
 */
final class Starting {

    /** Tells a context that was started here from one that was active. */
    private static final String MARK = "spark.polyview.started";

    private final Spark spark;
    private final SparkConf conf;
    private final String mark = UUID.randomUUID().toString();

    Starting(Spark spark, SparkConf conf) {
        this.spark = spark;
        this.conf = conf.clone().set(MARK, mark);
    }

    /** Within the patience; refused after it, and where an earlier attempt does not end in it. */
    JavaSparkContext context() {
        awaitEarlier();
        CompletableFuture<JavaSparkContext> coming = new CompletableFuture<>();
        Thread thread = new Thread(() -> start(coming), "polyview-spark-start");
        thread.setContextClassLoader(ClassLoaders.seeing(Thread.currentThread().getContextClassLoader()));
        thread.setDaemon(true);
        long begun = System.nanoTime();
        thread.start();
        try {
            return coming.get(spark.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            leave(coming, thread, begun);
            throw refused(
                    "it did not take the application in " + spark.patience().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw refused(StartReasons.of(spark, e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            leave(coming, thread, begun);
            Thread.currentThread().interrupt();
            throw refused("interrupted", e);
        }
    }

    /** Whether a context was started by this, and not active before. */
    boolean made(JavaSparkContext context) {
        return context.getConf().get(MARK, "").equals(mark);
    }

    private void start(CompletableFuture<JavaSparkContext> coming) {
        try {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
            if (!coming.complete(context) && made(context)) {
                LeftAttempt.stop(context);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            coming.completeExceptionally(e);
        } catch (Throwable e) { // Scala declares no checked exceptions, and throws them.
            // Of an error of the JVM it leaves its context as it is.
            if (e instanceof Exception) {
                LeftAttempt.awaitStopped();
            }
            coming.completeExceptionally(e);
        }
    }

    private void leave(CompletableFuture<JavaSparkContext> coming, Thread thread, long begun) {
        if (coming.cancel(false)) {
            LeftAttempt.leave(
                    new LeftAttempt(spark.master().map(Master::text).orElse("the active context"), thread, begun));
        } else {
            // It came in the same moment.
            coming.thenAccept(context -> {
                if (made(context)) {
                    context.close();
                }
            });
        }
    }

    /** Its context would be taken for one of the user's. */
    private void awaitEarlier() {
        Optional<LeftAttempt> earlier = LeftAttempt.last();
        if (earlier.isEmpty()) {
            return;
        }
        try {
            if (!earlier.get().endsIn(spark.patience())) {
                throw refused(earlier.get().stillEnding(), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("interrupted", e);
        }
    }

    private IllegalStateException refused(String why, Throwable cause) {
        String what = spark.master()
                .map(master -> "Spark cannot start with master " + master)
                .orElse("no context of Spark is active");
        return new IllegalStateException(what + ": " + why, cause);
    }
}
