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

    /** After the last step, however the training ended, unless it failed: see {@link #onTrainFailed}. */
    default void onTrainEnd(Run run, History history) {}

    /**
     * After an error, such as a loss that is NaN, instead of {@link #onTrainEnd}: to keep what would be lost.
     *
     * @param history the epochs that were finished
     */
    default void onTrainFailed(Run run, History history) {}

    /**
     * Whether it keeps something with the engine ({@link Engine#keep}); false by default.
     *
     * <p>Those that do are called before the others, so that one that saves the weights saves what they have kept in this epoch.
     */
    default boolean keepsState() {
        return false;
    }

    /** A training under way, as callbacks see it. */
    interface Run {
        /** What is trained; its learning rate may be changed. */
        Engine engine();

        /** The options. */
        Fit options();

        /** The epoch under way, from 1, counted since compile: a second fit, or one after loading, goes on counting. */
        int epoch();

        /** The epoch that will be the last of this fit, if nothing ends it before. */
        int lastEpoch();

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
