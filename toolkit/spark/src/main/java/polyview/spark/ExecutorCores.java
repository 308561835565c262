package polyview.spark;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The cores of the executors that are there, without the driver.
 *
 * @param ofEach those of each executor
 * @param perTask those that one task reserves
 */
record ExecutorCores(List<Integer> ofEach, int perTask) {

    private static final String DRIVER = "driver";

    static ExecutorCores of(JavaSparkContext context) {
        List<Integer> cores = CollectionConverters.asJava(
                        context.sc().statusStore().executorList(true))
                .stream()
                .filter(executor -> !executor.id().equals(DRIVER))
                .map(executor -> executor.totalCores())
                .toList();
        return new ExecutorCores(cores, context.getConf().getInt("spark.task.cpus", 1));
    }

    /** The tasks that can run at once: a task has its cores in one executor. */
    int slots() {
        return ofEach.stream().mapToInt(cores -> cores / perTask).sum();
    }

    /** Whether executors are there, and none has the cores of one task. */
    boolean allTooSmall() {
        return !ofEach.isEmpty() && slots() == 0;
    }

    /** {@code no executor has 9 cores for one task (largest: 1)}. */
    String tooSmall() {
        return tooSmall(
                perTask, ofEach.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /** The same with the numbers that Spark tells. */
    static String tooSmall(int needed, int largest) {
        return "no executor has " + needed + " cores for one task (largest: " + largest + ")";
    }
}
