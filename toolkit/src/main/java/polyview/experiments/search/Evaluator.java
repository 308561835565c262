package polyview.experiments.search;

import java.util.List;
import java.util.Map;

/** Does the runs of a search. */
interface Evaluator {

    /** The epochs of a whole training. */
    int epochs();

    /** The name of the score; known once a generation was {@link #prepare prepared}. */
    String score();

    /** Which way of the score is better; known once a generation was prepared. */
    boolean higherIsBetter();

    /** Gets ready for the runs of a generation; a design that cannot be built fails in its runs. */
    void prepare(List<Call> calls);

    /** Does runs of the generation, in any order. Runs that were interrupted, or that another search does, are missing. */
    Map<Call, Outcome> run(List<Call> calls);

    /** The generation is over, and only these trials may go on. */
    void done(List<Call> calls);
}
