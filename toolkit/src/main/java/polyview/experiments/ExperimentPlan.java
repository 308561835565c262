package polyview.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import polyview.training.Fit;

/** The checked settings of an {@link Experiment}. */
record ExperimentPlan(
        String name,
        List<Variant> variants,
        String baseline,
        List<Long> seeds,
        Fit fit,
        LongFunction<Split> data,
        boolean dataDependsOnSeed,
        List<Measure> measures,
        Optional<String> score) {

    /** All runs: seed by seed, and for each seed variant by variant. */
    List<RunLabel> labels() {
        List<RunLabel> labels = new ArrayList<>();
        for (long seed : seeds) {
            for (Variant variant : variants) {
                labels.add(new RunLabel(labels.size() + 1, variants.size() * seeds.size(), variant.name(), seed));
            }
        }
        return labels;
    }

    /** The names of the measures. */
    List<String> measureNames() {
        return measures.stream().map(Measure::name).toList();
    }
}
