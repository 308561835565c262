package polyview.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The scores of a variant and of the baseline from the same seeds, in the order of the seeds; where there are folds, those of the same folds,
 * each the mean over the seeds that both finished.
 *
 * @param variant the scores of the variant
 * @param baseline the scores of the baseline
 * @param testOverTrain see {@link Resampling}; 0 without folds
 */
record PairedScores(double[] variant, double[] baseline, double testOverTrain) {

    /** Of an experiment without folds. */
    PairedScores(double[] variant, double[] baseline) {
        this(variant, baseline, 0);
    }

    /** The pairs where both runs finished with a number; none for a variant and itself. */
    static PairedScores of(Results results, String variant, String baseline) {
        // Without folds each seed is a place of its own, with folds each fold.
        Map<Long, List<double[]>> pairs = new LinkedHashMap<>();
        boolean folds = results.resampling().isPresent();
        if (!variant.equals(baseline)) {
            List<RunResult> others = results.finished(baseline);
            for (RunResult run : results.finished(variant)) {
                for (RunResult other : others) {
                    double[] pair = Statistics.finite(run.score(results.score()), other.score(results.score()));
                    if (run.seed() == other.seed() && run.fold() == other.fold() && pair.length == 2) {
                        pairs.computeIfAbsent(folds ? (long) run.fold() : run.seed(), place -> new ArrayList<>())
                                .add(pair);
                    }
                }
            }
        }
        return new PairedScores(
                pairs.values().stream().mapToDouble(place -> mean(place, 0)).toArray(),
                pairs.values().stream().mapToDouble(place -> mean(place, 1)).toArray(),
                results.testOverTrain());
    }

    private static double mean(List<double[]> pairs, int which) {
        return Statistics.mean(pairs.stream().mapToDouble(pair -> pair[which]).toArray());
    }

    /** The mean of variant minus baseline; NaN without a pair. */
    double difference() {
        return Statistics.mean(variant) - Statistics.mean(baseline);
    }

    /** Variant minus baseline, pair by pair. */
    double[] differences() {
        return IntStream.range(0, variant.length)
                .mapToDouble(i -> variant[i] - baseline[i])
                .toArray();
    }

    /** The most by which rounding alone may make differences of these scores differ. */
    double rounding() {
        return Statistics.ROUNDING
                * DoubleStream.concat(Arrays.stream(variant), Arrays.stream(baseline))
                        .map(Math::abs)
                        .max()
                        .orElse(0);
    }

    /** Whether the differences differ by more than rounding. */
    boolean spread() {
        return Statistics.deviation(differences()) > rounding();
    }

    /** The sign of the difference, 0 where it may come from rounding; NaN without a pair. */
    double sign() {
        return Math.abs(difference()) <= rounding() ? 0 : Math.signum(difference());
    }

    /** See {@link PairedTest}; with Wilcoxon's missing for fewer than two pairs too. */
    double p(PairedTest test) {
        if (test == PairedTest.T_TEST) {
            return Statistics.pairedP(variant, baseline, testOverTrain);
        }
        return variant.length < 2
                ? Double.NaN
                : SignedRanks.of(differences(), rounding()).p();
    }

    /** The smallest p-value that so many pairs can have. */
    double smallestP(PairedTest test) {
        return test == PairedTest.T_TEST ? 0 : SignedRanks.smallest(variant.length);
    }
}
