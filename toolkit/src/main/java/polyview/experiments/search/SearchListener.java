package polyview.experiments.search;

import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;

/**
 * Follows a search. It is called by one thread at a time: the one that runs the search, or one of its {@link
 * polyview.experiments.Runner}.
 */
public interface SearchListener {

    /** Before the first trial. */
    default void onBegin(SearchResults soFar) {}

    /** Before each run. */
    default void onRunBegin(RunLabel label) {}

    /** How far a run is, wherever it is executed, a few times a second. */
    default void onProgress(RunLabel label, RunProgress progress) {}

    /** A run was stopped without a result, as by an interrupt; it may begin again. */
    default void onRunAbandoned(RunLabel label) {}

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
