package polyview.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** Opens connections: within a stated time, and with the cause in the first line of an error. */
final class Connecting {

    /** Tells a context that was started here from one that was active. */
    private static final String MARK = "spark.polyview.started";

    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    private Connecting() {}

    static SparkConnection to(Spark spark) {
        spark.master().ifPresent(master -> probe(master, spark.patience()));
        String mark = UUID.randomUUID().toString();
        SparkConf conf = ContextSettings.of(spark).set(MARK, mark);
        JavaSparkContext context = started(spark, conf);
        boolean started = context.getConf().get(MARK, "").equals(mark);
        SparkConnection connection = new SparkConnection(context, started);
        try {
            spark.master().ifPresent(master -> requireSame(master, context.master()));
            if (!started) {
                ExecutorClassPath.addTo(context);
            }
            awaitExecutor(connection, spark.patience());
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Spark tries a master that does not answer for a minute; a look at its port tells at once. */
    private static void probe(Master master, Duration patience) {
        List<String> silent = new ArrayList<>();
        int most = (int) Math.min(PROBE.toMillis(), Math.max(1, patience.toMillis()));
        for (Master.Address address : master.addresses()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.host(), address.port()), most);
                return;
            } catch (IOException | IllegalArgumentException e) {
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                silent.add("nothing answers at " + address + " (" + why + ")");
            }
        }
        if (!silent.isEmpty()) {
            throw new IllegalStateException("Spark cannot start with master " + master + ": "
                    + String.join(", ", silent) + "; start the master there, or correct the address");
        }
    }

    /**
     * On a thread of its own, which can be left behind: what comes after that is stopped. It is not interrupted, since Spark then leaves a
     * client behind that, a minute later, ends whatever context is there by then.
     */
    private static JavaSparkContext started(Spark spark, SparkConf conf) {
        CompletableFuture<JavaSparkContext> coming = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        JavaSparkContext context = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
                        if (!coming.complete(context)
                                && context.getConf().get(MARK, "").equals(conf.get(MARK))) {
                            context.close();
                        }
                    } catch (Throwable e) { // Scala declares no checked exceptions, and throws them.
                        coming.completeExceptionally(e);
                    }
                },
                "polyview-spark-start");
        thread.setContextClassLoader(ClassLoaders.seeing(Thread.currentThread().getContextClassLoader()));
        thread.setDaemon(true);
        thread.start();
        try {
            return coming.get(spark.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            coming.cancel(false);
            throw refused(
                    spark,
                    "it did not take the application in " + spark.patience().toSeconds() + " s",
                    e);
        } catch (ExecutionException e) {
            throw refused(spark, reason(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            coming.cancel(false);
            Thread.currentThread().interrupt();
            throw refused(spark, "interrupted", e);
        }
    }

    private static IllegalStateException refused(Spark spark, String why, Throwable cause) {
        String what = spark.master()
                .map(master -> "Spark cannot start with master " + master)
                .orElse("no context of Spark is active");
        return new IllegalStateException(what + ": " + why, cause);
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

    private static void awaitExecutor(SparkConnection connection, Duration patience) {
        JavaSparkContext context = connection.context();
        if (new Master(context.master()).inThisJvm()) {
            return;
        }
        long end = System.nanoTime() + patience.toNanos();
        // The driver itself is one of them.
        while (context.statusTracker().getExecutorInfos().length < 2) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "no executor came in " + patience.toSeconds() + " s from " + context.master()
                                + ": it needs a worker with a free core and "
                                + context.getConf().get("spark.executor.memory", "1g")
                                + " of memory, which other programs leave free (spark.cores.max), and executors that live;"
                                + " patience(...) waits longer");
            }
            try {
                Thread.sleep(LOOK.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the first executor", e);
            }
        }
    }
}
