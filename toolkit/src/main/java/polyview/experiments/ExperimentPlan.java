package polyview.experiments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        RunCallbacks callbacks,
        SplitMaker data,
        boolean dataDependsOnSeed,
        Optional<Resampling> resampling,
        String foldRows,
        List<Measure> measures,
        Optional<String> score) {

    /** All runs, in their order. */
    List<RunLabel> labels() {
        return RunLabel.all(variants.stream().map(Variant::name).toList(), seeds, folds());
    }

    /** The folds from 1; 0 alone where there are none. */
    List<Integer> folds() {
        return Resampling.numbers(resampling);
    }

    /** The names of the measures. */
    List<String> measureNames() {
        return measures.stream().map(Measure::name).toList();
    }
}
