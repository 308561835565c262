package polyview.benchmarks.search;

import java.util.function.ToDoubleFunction;
import polyview.base.Seeds;
import polyview.experiments.search.KnownFunctions;
import polyview.experiments.search.Objective;
import polyview.experiments.search.Options;
import polyview.experiments.search.Search;
import polyview.experiments.search.Space;

/**
 * Something to search.
 *
 * @param name as the plot has it
 * @param space its options
 * @param objective what is searched
 * @param highest whether the largest value is the best
 * @param epochs of a whole run
 * @param best the best value that there is
 */
record Problem(String name, Space space, Objective objective, boolean highest, int epochs, double best) {

    private static final int EPOCHS = 27;

    /** Branin's function above its minimum; a whole run tells the value, a shorter one is off by up to some 20. */
    static Problem branin() {
        return function("Branin", KnownFunctions.braninSpace(), KnownFunctions::branin, 20, KnownFunctions.BRANIN);
    }

    /** Hartmann's function of six numbers above its minimum; a shorter run is off by up to some 0.5. */
    static Problem hartmann() {
        return function(
                "Hartmann 6", KnownFunctions.hartmannSpace(), KnownFunctions::hartmann6, 0.5, KnownFunctions.HARTMANN6);
    }

    /** Made epochs: after e of E the value has noise of the standard deviation {@code spread (1 - e / E)}. */
    private static Problem function(
            String name, Space space, ToDoubleFunction<Options> function, double spread, double best) {
        Objective objective = (options, seed, epochs) -> {
            long design = options.values().hashCode();
            double noise = Seeds.stream(design, epochs).nextGaussian();
            return function.applyAsDouble(options) - best + spread * (1 - (double) epochs / EPOCHS) * noise;
        };
        return new Problem(name + " above its minimum", space, objective, false, EPOCHS, 0);
    }

    /** A search of it. */
    Search search() {
        Search search = Search.named(name).space(space).epochs(epochs).verbose(false);
        return highest ? search.maximize(objective) : search.minimize(objective);
    }
}
