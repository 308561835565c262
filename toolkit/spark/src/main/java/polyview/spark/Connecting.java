package polyview.spark;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Opens connections: within a stated time, and with the cause in the first line of an error. */
final class Connecting {

    private static final System.Logger LOG = System.getLogger("polyview.spark");

    private static final Duration LOOK = Duration.ofMillis(100);

    private Connecting() {}

    static SparkConnection to(Spark spark) {
        spark.master().ifPresent(master -> Probe.of(master, spark.patience()));
        SparkConf conf = ContextSettings.of(spark);
        Starting starting = new Starting(spark, conf);
        JavaSparkContext context = starting.context();
        boolean started = starting.made(context);
        SparkConnection connection = new SparkConnection(context, started);
        try {
            spark.master().ifPresent(master -> requireSame(master, context.master()));
            if (!started) {
                ExecutorClassPath.addTo(context);
            }
            awaitExecutor(context, spark.patience());
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The message of the deepest cause, in one line. */
    static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return Optional.ofNullable(deepest.getMessage())
                .orElse(deepest.toString())
                .lines()
                .findFirst()
                .orElse("");
    }

    private static void requireSame(Master asked, String active) {
        if (!asked.text().equals(active)) {
            throw new IllegalStateException("Spark allows one context in a JVM, and one with master " + active
                    + " is active, asked for " + asked + ": close it, or take it with Spark.active()");
        }
    }

    /** One with the cores of a task: Spark would leave a task that fits nowhere waiting for ever. */
    private static void awaitExecutor(JavaSparkContext context, Duration patience) {
        if (new Master(context.master()).inThisJvm()) {
            return;
        }
        long end = System.nanoTime() + patience.toNanos();
        boolean told = false;
        ExecutorCores cores = ExecutorCores.of(context);
        while (cores.slots() == 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        cores.allTooSmall() ? tooSmall(cores, context, patience) : none(context, patience));
            }
            if (cores.allTooSmall() && !told) {
                told = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        cores.tooSmall() + ": waiting " + patience.toSeconds() + " s at most for one that has");
            }
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the first executor", e);
            }
            cores = ExecutorCores.of(context);
        }
    }

    private static String tooSmall(ExecutorCores cores, JavaSparkContext context, Duration patience) {
        return cores.tooSmall() + " after " + patience.toSeconds() + " s at " + context.master()
                + ": take fewer by coresPerTask(...), or workers with more cores";
    }

    private static String none(JavaSparkContext context, Duration patience) {
        return "no executor came in " + patience.toSeconds() + " s from " + context.master()
                + ": it needs a worker with a free core and "
                + context.getConf().get("spark.executor.memory", "1g")
                + " of memory, which other programs leave free (spark.cores.max), and executors that live;"
                + " patience(...) waits longer";
    }
}
