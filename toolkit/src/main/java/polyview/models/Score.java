package polyview.models;

import polyview.data.FloatArray;

/**
 * A number that tells how well a model does: the contract that metrics fulfil.
 *
 * <p>It is computed in Java from what the model put out, so that the size of a batch never changes its value.
 */
public interface Score {

    /** The name, as columns of tables have it. */
    String name();

    /** Refuses an objective that the number has no meaning for. */
    default void check(Objective objective) {}

    /** A new count, for one pass over a data set. */
    Tally tally();

    /** Collects batches and gives the number. */
    interface Tally {
        /** Takes one batch: the scores that the loss saw, and the targets. */
        void add(FloatArray scores, FloatArray targets);

        /** The number so far; NaN before the first batch. */
        double value();
    }
}
