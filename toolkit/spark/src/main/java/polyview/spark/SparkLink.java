package polyview.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import polyview.training.Cluster;
import polyview.training.PartTask;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** The rounds of one training as jobs of Spark. */
final class SparkLink implements Cluster.Link {

    private static final System.Logger LOG = System.getLogger("polyview.spark");

    /** A small request goes with the code of the task, which Spark broadcasts anyhow: one broadcast less to ask for. */
    private static final int WITH_THE_TASK = 1 << 18;

    private final SparkConnection connection;
    private final int parts;
    private final String training;
    private final Broadcast<PartTask> task;
    private List<String> places = List.of();

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

    /**
     * What a task brings.
     *
     * @param place the executor that did it, as Spark names a preferred one
     */
    private record Done(String place, byte[] answer) implements Serializable {
        static Done here(byte[] answer) {
            String host = SparkEnv.get().blockManager().blockManagerId().host();
            return new Done("executor_" + host + "_" + SparkEnv.get().executorId(), answer);
        }
    }

    private List<byte[]> asked(Request request) {
        Broadcast<PartTask> known = task;
        List<Done> done = got(tasks().map(part -> Done.here(known.value().run(part, request.bytes())))
                .collectAsync());
        places = done.stream().map(Done::place).toList();
        return done.stream().map(Done::answer).toList();
    }

    /** One for each part, where it was done before: there its files are open, and its images in the cache. */
    private JavaRDD<Integer> tasks() {
        // The driver is one of those that are listed.
        int executors = Math.max(1, context().statusTracker().getExecutorInfos().length - 1);
        List<List<String>> kept = PartPlaces.kept(places, parts, executors);
        List<Tuple2<Integer, Seq<String>>> tasks = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            tasks.add(new Tuple2<>(
                    part, CollectionConverters.asScala(kept.get(part)).toSeq()));
        }
        return context()
                .sc()
                .<Integer>makeRDD(CollectionConverters.asScala(tasks).toSeq(), ClassTag.apply(Integer.class))
                .toJavaRDD();
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
            forget(training);
            task.destroy();
        } catch (RuntimeException e) {
            // The training is over, whatever became of the cluster.
            LOG.log(System.Logger.Level.WARNING, "executors were not told that a training is over", e);
        } finally {
            connection.close();
        }
    }

    private void forget(String done) {
        int many = 2 * Math.max(parts, connection.slots());
        got(context()
                .parallelize(numbers(many), many)
                .map(i -> {
                    PartTask.forget(done);
                    return i;
                })
                .collectAsync());
    }
}
