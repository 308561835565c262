package polyview.spark;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import polyview.training.Cluster;
import polyview.training.PartTask;

/** The rounds of one training as jobs of Spark. */
final class SparkLink implements Cluster.Link {

    /** A small request goes with the code of the task, which Spark broadcasts anyhow: one broadcast less to ask for. */
    private static final int WITH_THE_TASK = 1 << 18;

    private final SparkConnection connection;
    private final int parts;
    private final String training;
    private final Broadcast<PartTask> task;

    private SparkLink(SparkConnection connection, int parts, String training, Broadcast<PartTask> task) {
        this.connection = connection;
        this.parts = parts;
        this.training = training;
        this.task = task;
    }

    /** Connects, and offers the task to the executors. */
    static SparkLink open(Spark spark, int parts, PartTask task) {
        SparkConnection connection = spark.open();
        try {
            return new SparkLink(
                    connection, parts, task.training(), connection.context().broadcast(task));
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private JavaSparkContext context() {
        return connection.context();
    }

    @Override
    public List<byte[]> round(byte[] request) {
        if (request.length <= WITH_THE_TASK) {
            return asked(() -> request);
        }
        Broadcast<byte[]> sent = context().broadcast(request);
        try {
            return asked(sent::value);
        } finally {
            sent.destroy();
        }
    }

    /** What a task finds its request by. */
    private interface Request extends Serializable {
        byte[] bytes();
    }

    private List<byte[]> asked(Request request) {
        Broadcast<PartTask> known = task;
        return got(context()
                .parallelize(numbers(parts), parts)
                .map(part -> known.value().run(part, request.bytes()))
                .collectAsync());
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Waits to the end of the round, interrupted or not: what is half done would be lost. */
    private static <T> List<T> got(JavaFutureAction<List<T>> job) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return job.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "a round of the training failed: " + Connecting.reason(e), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Executors that this does not reach free what they keep when they begin other trainings, or end. */
    @Override
    public void close() {
        try {
            String done = training;
            int many = 2 * Math.max(parts, connection.slots());
            got(context()
                    .parallelize(numbers(many), many)
                    .map(i -> {
                        PartTask.forget(done);
                        return i;
                    })
                    .collectAsync());
            task.destroy();
        } finally {
            connection.close();
        }
    }
}
