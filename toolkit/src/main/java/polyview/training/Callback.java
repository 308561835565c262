package polyview.training;

import java.util.Map;
import polyview.models.Engine;

/** Looks on while a model is trained; a callback that wants the end asks {@link Run#stop()}. */
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
