package polyview.experiments;

import java.util.Optional;
import polyview.training.Fit;

/**
 * How a run is trained, as plain values that can be stored or sent: a {@link Fit} without its objects.
 *
 * @param epochs passes over the training data
 * @param batchSize samples in a step
 * @param shuffle whether each epoch has an order of its own
 * @param device where to train, such as {@code gpu:1}; empty for TensorFlow's own choice
 */
public record FitOptions(int epochs, int batchSize, boolean shuffle, Optional<String> device) {

    /** The plain values of a fit; its callbacks, its validation data and its verbose are left out. */
    public static FitOptions of(Fit fit) {
        return new FitOptions(
                fit.epochs(), fit.batchSize(), fit.shuffle(), fit.device().map(Object::toString));
    }

    /** The same for another number of epochs. */
    public FitOptions epochs(int newEpochs) {
        return new FitOptions(newEpochs, batchSize, shuffle, device);
    }

    /** A fit with these values, without callbacks, and not verbose; refuses what {@link Fit} refuses. */
    public Fit fit() {
        return with(Fit.epochs(epochs));
    }

    /** The same with its epochs counted from the beginning of the training, for one that goes on. */
    Fit fitUntil() {
        return with(Fit.untilEpoch(epochs));
    }

    private Fit with(Fit counted) {
        Fit fit = counted.batchSize(batchSize).shuffle(shuffle).verbose(false);
        return device.map(fit::device).orElse(fit);
    }
}
