package polyview.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.training.Fit;

/**
 * The checked settings of an {@link Experiment}.
 *
 * @param fits how each variant is trained
 * @param foldRows by what the folds can be recognized; empty without
 */
record ExperimentPlan(
        String name,
        List<Variant> variants,
        String baseline,
        List<Long> seeds,
        Map<String, Fit> fits,
        SplitMaker data,
        boolean dataDependsOnSeed,
        Optional<Resampling> resampling,
        String foldRows,
        List<Measure> measures,
        Optional<String> score) {

    /** All runs: seed by seed, for each seed fold by fold, and there variant by variant. */
    List<RunLabel> labels() {
        List<RunLabel> labels = new ArrayList<>();
        for (long seed : seeds) {
            for (int fold : folds()) {
                for (Variant variant : variants) {
                    int runs = variants.size() * seeds.size() * folds().size();
                    labels.add(new RunLabel(labels.size() + 1, runs, variant.name(), seed, fold));
                }
            }
        }
        return labels;
    }

    /** The folds from 1; 0 alone where there are none. */
    List<Integer> folds() {
        return resampling
                .map(of -> IntStream.rangeClosed(1, of.folds()).boxed().toList())
                .orElse(List.of(0));
    }

    /** The names of the measures. */
    List<String> measureNames() {
        return measures.stream().map(Measure::name).toList();
    }
}
