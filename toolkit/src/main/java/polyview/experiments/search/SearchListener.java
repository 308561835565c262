package polyview.experiments.search;

import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.training.Callback;

/**
 * Follows a search. It is called by one thread at a time: the one that runs the search, or one of its {@link
 * polyview.experiments.Runner}.
 */
public interface SearchListener {

    /** After each training step of a run. */
    default void onStep(RunLabel label, Callback.Run training) {}

    /** After each run, also one that failed. */
    default void onRunEnd(RunLabel label, RunResult run) {}

    /**
     * After a trial was proposed, and its runs are done; once for each rung of a strategy that lets trials go on.
     *
     * @param soFar this trial and all before it
     */
    default void onTrial(Trial trial, SearchResults soFar) {}

    /** After the last trial, also where the search was interrupted. */
    default void onEnd(SearchResults results) {}
}
