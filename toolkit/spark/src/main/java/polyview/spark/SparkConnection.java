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

    /**
     * The tasks that can run at once: the cores of each executor that is there by the cores of a task; 1 where none is there yet.
     *
     * <p>Example: two executors with three cores each run two tasks of two cores. Refused: {@code the connection to
     * spark://host:7077 is closed: open another one}.
     */
    public int slots() {
        if (isClosed()) {
            throw new IllegalStateException("the connection to " + context.master() + " is closed: open another one");
        }
        if (new Master(context.master()).inThisJvm()) {
            return Math.max(1, context.defaultParallelism() / context.getConf().getInt("spark.task.cpus", 1));
        }
        return Math.max(1, ExecutorCores.of(context).slots());
    }

    /** Whether the context has ended, by this connection, by whoever started it, or by Spark. */
    boolean isClosed() {
        return context.sc().isStopped();
    }

    /** Stops the context if this connection started it, also on a thread that is interrupted, and which stays so. */
    @Override
    public void close() {
        if (!started) {
            return;
        }
        // An interrupt would end the stopping in the middle.
        boolean interrupted = Thread.interrupted();
        try {
            context.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
