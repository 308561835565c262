/**
 * Experiments on Apache Spark: the runs of an experiment on the cores of this machine, of a cluster, or of whatever master a
 * Spark takes.
 *
 * <p>{@link polyview.spark.Spark} describes the cluster, {@link polyview.spark.Spark#runner()} executes the runs of an experiment
 * there, {@link polyview.spark.Spark#open()} connects. The artifact is {@code io.github.polyview:polyview-spark}; it asks for
 * Spark's core alone. Nothing else of the toolkit knows of Spark: {@code Runner.spark(master)} finds this package where it is on
 * the class path.
 *
 * <p><b>What travels.</b> Each run is a {@link polyview.experiments.RunParcel}, a job of Spark with one task. Its data is sent beside it, each
 * data set once for a sweep to each executor, which makes it once and keeps the last ones as long as it has memory. Results come
 * back as text, one by one as runs end; how far a run is comes with the heartbeats of its executor, by default every 2 s.
 *
 * <p><b>How long a connection lasts.</b> For one experiment or one whole search, or as long as whoever opened it keeps it. The runs of the first
 * seed and fold are packed before it is opened, so that what cannot travel is refused then; a run needs one executor that has all its cores.
 *
 * <p><b>When a run begins.</b> As many runs are under way as the executors have cores for. The next one is begun, and locked in the
 * {@link polyview.experiments.RunStore}, when a core becomes free: several programs with one store share the runs between them.
 *
 * <p><b>What is lost.</b> An error of a run is its result, and not repeated. A run whose executor is lost is repeated on another one,
 * up to {@code spark.task.maxFailures} (4) attempts, and has failed after that. {@code spark.excludeOnFailure} is left off: only
 * executors that died count as failures here, they come back under other names, and on a cluster of one machine nothing would be left.
 * Where the context ends, as without a master, the sweep throws; results that came are kept.
 *
 * <p><b>The same bits.</b> Executors get the same value of {@code TF_ENABLE_ONEDNN_OPTS} as this process, and a run is refused where
 * its versions or oneDNN differ. Tasks side by side in one executor share the threads of TensorFlow, which changes no bits; {@code Fit.threads}
 * travels with the run.
 *
 * <p><b>Limits.</b> Results, programs and data in memory go through this process. It is the only one that writes to the store. Callbacks that
 * write files write them where the run is executed.
 *
 * <p><b>One model.</b> Executors train one model together by {@link polyview.spark.Spark#parts}: {@link polyview.spark.SparkCluster} is what {@link
 * polyview.training.Fit#on} takes, {@link polyview.spark.AveragingCost} tells on paper what a round costs.
 *
 * <p><b>Its limits.</b> The mean is taken in this process, which holds the answers of all parts, 2 GB each at most; a training ends with this
 * process, and goes on from a checkpoint.
 */
package polyview.spark;
