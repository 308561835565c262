package polyview.experiments.search;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import polyview.data.Dataset;
import polyview.models.Model;
import polyview.training.Fit;

/**
 * How a design becomes a run.
 *
 * @param model gives a new compiled model
 * @param fit how it is trained
 * @param train the training data
 * @param valid gives the score
 * @param score its name; empty for the first metric, or the loss where there is none
 */
record Designs(
        Function<Options, Model> model,
        Function<Options, Fit> fit,
        Dataset train,
        Dataset valid,
        Optional<String> score) {

    /** Its fit; refused: {@code fit must have no validation data: name them in data(train, valid)}. */
    Fit fit(Options options) {
        Fit made = fit.apply(options);
        if (made.validation().isPresent()) {
            throw new IllegalArgumentException("fit must have no validation data: name them in data(train, valid)");
        }
        return made;
    }

    /** The epochs of a whole training: those of the design in the middle of the space. */
    int epochs(Space space) {
        double[] middle = new double[space.options().size()];
        Arrays.fill(middle, 0.5);
        return fit(space.at(middle)).epochs();
    }
}
