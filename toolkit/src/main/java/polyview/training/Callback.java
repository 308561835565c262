package polyview.training;

import java.util.Map;
import polyview.models.Engine;

/**
 * Is called while a model is trained; every method does nothing by default.
 *
 * <p>Example, a training that ends as soon as a value is small enough:
 *
 * <pre>{@code
 * record Below(String column, double limit) implements Callback {
 *     public void onEpochEnd(Run run, History.EpochLog log) {
 *         if (log.get(column) < limit) {
 *             run.stop();
 *         }
 *     }
 * }
 * model.fit(train, Fit.epochs(100).validation(valid).callbacks(new Below("val_loss", 0.1)));
 * }</pre>
 *
 * <p>All methods are called on the thread that trains, callbacks in the order in which they were given. What one throws ends the
 * training and comes out of {@code fit}.
 */
public interface Callback {

    /** Before the first step. */
    default void onTrainBegin(Run run) {}

    /** After each step. */
    default void onBatchEnd(Run run) {}

    /** After each epoch and its validation. */
    default void onEpochEnd(Run run, History.EpochLog log) {}

    /** After the last step, however the training ended, unless it failed. */
    default void onTrainEnd(Run run, History history) {}

    /** A training under way, as callbacks see it. */
    interface Run {
        /** What is trained; its learning rate may be changed. */
        Engine engine();

        /** The options. */
        Fit options();

        /** The epoch under way, from 1. */
        int epoch();

        /** Samples seen in this epoch. */
        int samplesDone();

        /** Samples in an epoch. */
        int samples();

        /** Images in a sample. */
        int images();

        /** Seconds since the epoch began. */
        double seconds();

        /** Loss and metrics over the steps of this epoch so far; before the first step all names are there, with NaN. */
        Map<String, Double> values();

        /** Ends the training after this epoch, or, from {@link #onBatchEnd}, after this step. */
        void stop();
    }
}
