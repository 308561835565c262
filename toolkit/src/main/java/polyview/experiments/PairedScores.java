package polyview.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The scores of a variant and of the baseline from the same seeds, in the order of the seeds.
 *
 * @param variant the scores of the variant
 * @param baseline the scores of the baseline
 */
record PairedScores(double[] variant, double[] baseline) {

    /** The pairs where both runs finished with a number; none for a variant and itself. */
    static PairedScores of(Results results, String variant, String baseline) {
        List<double[]> pairs = new ArrayList<>();
        if (!variant.equals(baseline)) {
            for (RunResult run : results.finished(variant)) {
                for (RunResult other : results.finished(baseline)) {
                    double[] pair = Statistics.finite(run.score(results.score()), other.score(results.score()));
                    if (run.seed() == other.seed() && pair.length == 2) {
                        pairs.add(pair);
                    }
                }
            }
        }
        return new PairedScores(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    }

    /** The mean of variant minus baseline; NaN without a pair. */
    double difference() {
        return Statistics.mean(variant) - Statistics.mean(baseline);
    }

    /** The sign of the difference, 0 where it may come from rounding; NaN without a pair. */
    double sign() {
        double largest = DoubleStream.concat(Arrays.stream(variant), Arrays.stream(baseline))
                .map(Math::abs)
                .max()
                .orElse(0);
        return Math.abs(difference()) <= Statistics.ROUNDING * largest ? 0 : Math.signum(difference());
    }

    /** See {@link Statistics#pairedP}. */
    double p() {
        return Statistics.pairedP(variant, baseline);
    }
}
