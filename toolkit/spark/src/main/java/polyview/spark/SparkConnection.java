package polyview.spark;

import org.apache.spark.api.java.JavaSparkContext;

/**
 * An open connection to a cluster: a context of Spark.
 *
 * <p>{@link #close()} stops the context if this connection started it; one that was active before stays open. A context that is
 * stopped ends the runs that are under way on it.
 */
public final class SparkConnection implements AutoCloseable {

    private final JavaSparkContext context;
    private final boolean started;

    SparkConnection(JavaSparkContext context, boolean started) {
        this.context = context;
        this.started = started;
    }

    /** The context of Spark. */
    public JavaSparkContext context() {
        return context;
    }

    /** Whether this connection started the context. */
    public boolean startedHere() {
        return started;
    }

    /** The tasks that can run at once: the cores of all executors that are there, by the cores of a task; 1 where none is there yet. */
    public int slots() {
        int cores = context.defaultParallelism();
        return Math.max(1, cores / context.getConf().getInt("spark.task.cpus", 1));
    }

    /** Stops the context if this connection started it. */
    @Override
    public void close() {
        if (started) {
            context.close();
        }
    }
}
