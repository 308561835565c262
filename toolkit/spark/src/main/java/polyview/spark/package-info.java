/**
 * Experiments on Apache Spark: the runs of an experiment on the cores of this machine, of a cluster, or of whatever master a
 * Spark takes.
 *
 * <p>{@link polyview.spark.Spark} describes the cluster, {@link polyview.spark.Spark#runner()} executes the runs of an experiment
 * there, {@link polyview.spark.Spark#open()} connects. The artifact is {@code io.github.polyview:polyview-spark}; it asks for
 * Spark's core alone. Nothing else of the toolkit knows of Spark: {@code Runner.spark(master)} finds this package where it is on
 * the class path.
 *
 * <p>Executors train one model together by {@link polyview.spark.Spark#parts}: {@link polyview.spark.SparkCluster} is what {@link
 * polyview.training.Fit#on} takes, {@link polyview.spark.AveragingCost} tells on paper what a round costs.
 *
 * <p>Limits of that: the mean is taken in this process, which holds the answers of all parts, 2 GB each at most; a training ends with this
 * process, and goes on from a checkpoint.
 */
package polyview.spark;
