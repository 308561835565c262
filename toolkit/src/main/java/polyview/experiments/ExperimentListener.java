package polyview.experiments;

import polyview.training.Callback;

/** Looks on while an experiment runs; called on the thread that runs it. */
public interface ExperimentListener {

    /**
     * Before the first run.
     *
     * @param soFar the runs that the directory holds already
     */
    default void onBegin(Results soFar) {}

    /** Before each run. */
    default void onRunBegin(Place place) {}

    /** After each training step of a run. */
    default void onStep(Place place, Callback.Run training) {}

    /**
     * After each run, also one that failed; not after one that was interrupted.
     *
     * @param soFar this run and all before it
     */
    default void onRunEnd(Place place, RunResult run, Results soFar) {}

    /** After the last run, also where the sweep was interrupted. */
    default void onEnd(Results results) {}
}
