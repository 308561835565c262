package polyview.spark;

import polyview.training.Averaging;
import polyview.training.Cluster;
import polyview.training.PartTask;

/**
 * Executors of Spark that train one model together; see {@link Spark#parts}, and {@link polyview.training.Fit#on}.
 *
 * <p>A training opens a connection, and closes it where it has opened it: {@code try (var open = spark.open())} around several trainings
 * keeps one. Each round is a job with a task for each part. Each executor is one process, which fetches program and data once, and keeps
 * them started between the rounds. A task that fails with its executor is done again by another, {@code spark.task.maxFailures} times in
 * all; the training has the same bits then, and one slow round.
 *
 * @param spark the cluster
 * @param parts into how many the data is dealt
 * @param averaging what the mean is made of
 */
public record SparkCluster(Spark spark, int parts, Averaging averaging) implements Cluster {

    @Override
    public Link link(PartTask task) {
        return SparkLink.open(spark, parts, task);
    }

    /** {@code Spark[local[2]], 2 parts, averaged gradients}. */
    @Override
    public String toString() {
        return spark + ", " + parts + " parts, " + averaging;
    }
}
