package polyview.training;

import java.io.Serializable;
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
 * <p><b>Order.</b> All methods are called on the thread that trains: first the callbacks that keep something ({@link
 * #keepsState}), then the others, then {@link Checkpoints}, each group in the order in which they were given, and the printed
 * line last. A training calls
 *
 * <pre>{@code
 * onTrainBegin
 *   onEpochBegin
 *     onBatchBegin onBatchEnd ...
 *     onValidationBegin onValidationEnd      where the fit has validation data
 *   onEpochEnd ...
 * onTrainEnd                                 or onTrainFailed
 * }</pre>
 *
 * <p><b>Errors.</b> What a callback throws ends the training and comes out of {@code fit}. The others are told: {@link
 * #onTrainFailed} is called on every callback whose {@link #onTrainBegin} was, also on the one that threw. {@link #onTrainEnd}
 * is called on all, whatever one of them throws; the first error comes out. Further errors are suppressed ones of the first.
 *
 * <p><b>Elsewhere.</b> A run of an experiment that is executed in another process has copies of the callbacks, made by Java's serialization;
 * each run gets copies of its own, in the state that they had when the runs were sent, and nothing comes back but what they write. What
 * a callback holds must be serializable; one that shows something in this process refuses to travel. A path becomes absolute, and must be
 * one that all places see.
 */
public interface Callback extends Serializable {

    /** Before the first step. */
    default void onTrainBegin(Run run) {}

    /** Before the first step of each epoch; a training that goes on in the middle of an epoch begins there. */
    default void onEpochBegin(Run run) {}

    /** Before each step: the place to set its learning rate. */
    default void onBatchBegin(Run run) {}

    /** After each step. */
    default void onBatchEnd(Run run) {}

    /** Before the validation of an epoch; not called where the fit has no validation data. */
    default void onValidationBegin(Run run) {}

    /**
     * After the validation of an epoch.
     *
     * @param values loss and metrics over the validation data, without {@code val_} in front
     */
    default void onValidationEnd(Run run, Map<String, Double> values) {}

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

        /**
         * The epoch under way, from 1, counted since compile: a second fit, or one after loading, goes on counting. Before the
         * first epoch of the fit, the number of those that are done.
         */
        int epoch();

        /** The epoch that will be the last of this fit, if nothing ends it before. */
        int lastEpoch();

        /** Steps done since compile. */
        long step();

        /** Steps done in this epoch. */
        long stepsInEpoch();

        /** The loss of the last step; NaN before the first of the fit. */
        double loss();

        /** Samples seen in this epoch. */
        int samplesDone();

        /** Samples in an epoch. */
        int samples();

        /** Images in a sample. */
        int images();

        /** Seconds since the epoch began, or went on in its middle. */
        double seconds();

        /** Images in a second since then. */
        double imagesPerSecond();

        /** Loss and metrics over the steps of this epoch so far; before the first step all names are there, with NaN. */
        Map<String, Double> values();

        /** Ends the training after this epoch, or, from {@link #onBatchEnd}, after this step. */
        void stop();

        /** Whether it ends so: a callback has stopped it, or the thread was interrupted. */
        boolean isStopping();
    }
}
