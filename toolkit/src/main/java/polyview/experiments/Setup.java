package polyview.experiments;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import polyview.training.Fit;

/** What an {@link Experiment} was told, checked; see there. */
record Setup(
        String name,
        List<Variant> variants,
        String baseline,
        List<Long> seeds,
        Fit fit,
        LongFunction<Split> data,
        boolean dataDependsOnSeed,
        List<Measure> measures,
        Optional<String> score) {

    int runs() {
        return variants.size() * seeds.size();
    }
}
