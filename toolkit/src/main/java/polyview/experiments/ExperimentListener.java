package polyview.experiments;

import polyview.training.Callback;

/**
 * Follows the progress of an experiment. It is called by one thread at a time: the thread that runs the experiment, or one of its
 * {@link Runner}.
 */
public interface ExperimentListener {

    /**
     * Before the first run.
     *
     * @param soFar the runs that the store holds already
     */
    default void onBegin(Results soFar) {}

    /** Before each run. */
    default void onRunBegin(RunLabel label) {}

    /** After each training step of a run that is executed in this process. */
    default void onStep(RunLabel label, Callback.Run training) {}

    /** How far a run is, wherever it is executed; a few times a second at most for each run. */
    default void onProgress(RunLabel label, RunProgress progress) {}

    /**
     * After each run, also one that failed; not after one that was interrupted.
     *
     * @param soFar this run and all before it
     */
    default void onRunEnd(RunLabel label, RunResult run, Results soFar) {}

    /** After the last run, also where the sweep was interrupted, or another sweep still does some of the runs. */
    default void onEnd(Results results) {}
}
