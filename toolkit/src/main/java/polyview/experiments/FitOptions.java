package polyview.experiments;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import polyview.training.Fit;

/**
 * How a run is trained, as plain values that can be stored or sent: a {@link Fit} without its objects.
 *
 * @param epochs passes over the training data
 * @param batchSize samples in a step
 * @param shuffle whether each epoch has an order of its own
 * @param device where to train, such as {@code gpu:1}; empty for TensorFlow's own choice
 * @param threads CPU threads of the run's steps; empty for TensorFlow's own choice
 */
public record FitOptions(int epochs, int batchSize, boolean shuffle, Optional<String> device, OptionalInt threads)
        implements Serializable {

    /**
     * The plain values of a fit; its callbacks, its validation data and its verbose are left out.
     *
     * <p>Refused: {@code an experiment trains each run on one machine, and may spread the runs over several by its runner: leave out on(...)}.
     */
    public static FitOptions of(Fit fit) {
        if (fit.cluster().isPresent()) {
            throw new IllegalArgumentException(
                    "an experiment trains each run on one machine, and may spread the runs over"
                            + " several by its runner: leave out on(...)");
        }
        return new FitOptions(
                fit.epochs(), fit.batchSize(), fit.shuffle(), fit.device().map(Object::toString), fit.threads());
    }

    /** The same for another number of epochs. */
    public FitOptions epochs(int newEpochs) {
        return new FitOptions(newEpochs, batchSize, shuffle, device, threads);
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
        Fit placed = device.map(fit::device).orElse(fit);
        return threads.isPresent() ? placed.threads(threads.getAsInt()) : placed;
    }
}
