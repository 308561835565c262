package polyview.experiments;

import java.util.List;
import java.util.Map;

/**
 * Executes the runs of an experiment: {@code experiment.run(runner)}.
 *
 * <p>The experiment plans the runs; a runner decides where, when and in which order each is executed. Results come back one by
 * one. They are the same whatever the order, since every run draws everything random from its own seed. A runner that executes
 * in this process calls {@link RunTask#run}; here the last task comes first:
 *
 * <pre>{@code
 * Runner reversed = (tasks, report) -> {
 *     for (int i = tasks.size() - 1; i >= 0; i--) {
 *         tasks.get(i).run(report);
 *     }
 * };
 * experiment.run(reversed)
 * }</pre>
 *
 * <p>A runner that executes elsewhere makes a {@link RunParcel} of each task first, so that what cannot be sent is refused before anything
 * starts; it calls {@link RunReport#begin} before it sends one away, and {@link RunReport#end} with the result that came back.
 */
@FunctionalInterface
public interface Runner {

    /**
     * Executes the tasks, in any order, on any threads; returns when no run is under way any more.
     *
     * <p>It should return soon after an interrupt of its thread. Runs that it did not execute are missing in the results. An error
     * that it throws ends the sweep; runs that ended before stay in the {@link RunStore}.
     *
     * @param tasks the runs that are not done yet, seed by seed, and for each seed variant by variant
     * @param report through which each run is reported
     * @throws InterruptedException if its thread was interrupted; the sweep then returns the runs that are done
     */
    void run(List<RunTask> tasks, RunReport report) throws InterruptedException;

    /**
     * This runner for several sweeps one after the other: a {@link polyview.experiments.search.Search} opens one when it starts, gives it the runs
     * of each generation, and closes it at its end, also where it fails or is interrupted.
     *
     * <p>By default it is this runner itself, which keeps nothing. A runner that connects, or starts processes, overrides it, so that a search
     * does so once and not for each generation; one that wraps another runner wraps its session.
     */
    default RunnerSession session() {
        return RunnerSession.of(this);
    }

    /** One run after another, on the thread that calls {@link Experiment#run()}. */
    static Runner local() {
        return (tasks, report) -> {
            for (RunTask task : tasks) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                task.run(report);
            }
        };
    }

    /**
     * So many runs at once in this process, each on a thread of its own; the results are those of {@link #local()}, bit by bit.
     *
     * <p>It pays where each run has one thread, {@code fit(Fit.epochs(8).threads(1))}, as many at once as there are cores: a step of a
     * small network hardly gains by a second thread, two runs do. Runs whose threads are not set take as many each as there are cores,
     * and get in each other's way. Each run under way has its network, weights and gradients in memory; the data of a seed is there once.
     *
     * <p>An interrupt of the calling thread, or of one of the runs, ends all after the steps that run. The first error of a listener or the
     * store ends all too, and is thrown. Callbacks of the experiment's fit are called by several threads; {@link Experiment#callbacks} gives
     * each run its own. Refused: {@code atOnce must be positive, got 0}.
     *
     * <p>Example: {@code experiment.fit(Fit.epochs(8).threads(1)).run(Runner.local(2))}.
     */
    static Runner local(int atOnce) {
        return new LocalRunner(atOnce);
    }

    /**
     * The runs on Apache Spark, as many at once as it has cores for them: {@code Runner.spark("local[2]")}.
     *
     * <p>Masters are those of Spark: {@code local[n]}, {@code local-cluster[workers,cores,MB]}, {@code spark://host:port}, {@code yarn},
     * {@code k8s://...}. It needs the artifact {@code polyview-spark}, where {@code polyview.spark.Spark} has more to choose.
     *
     * <p>Refused without it, with an {@link IllegalStateException}: {@code Runner.spark needs the artifact
     * io.github.polyview:polyview-spark:VERSION: in a notebook, %maven ...}.
     */
    static Runner spark(String master) {
        return spark(master, Map.of());
    }

    /**
     * The runs on the cluster whose master the environment variable {@code POLYVIEW_SPARK} names, as {@code notebooks/launch --spark
     * MASTER} sets it.
     *
     * <p>Refused: {@code POLYVIEW_SPARK must name a master of Spark, such as local[2]; it is not set}; and as {@link #spark(String)}.
     */
    static Runner spark() {
        return spark(ClusterRunners.masterOfEnvironment());
    }

    /** The same with settings of Spark, such as {@code Map.of("spark.executor.memory", "4g")}. */
    static Runner spark(String master, Map<String, String> settings) {
        return ClusterRunners.first().runner(master, settings);
    }
}
