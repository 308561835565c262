package polyview.experiments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparisons of all variants with the baseline: each p-value is corrected for the others.
 *
 * @param all by variant
 */
record PValues(Map<String, PairedDifference> all) {

    static PValues of(Results results) {
        List<String> others = results.variants().stream()
                .filter(variant -> !variant.equals(results.baseline()))
                .toList();
        List<PairedScores> scores = others.stream()
                .map(variant -> PairedScores.of(results, variant, results.baseline()))
                .toList();
        double[] p =
                scores.stream().mapToDouble(pairs -> pairs.p(results.test())).toArray();
        double[] holm = Holm.adjusted(p);
        Map<String, PairedDifference> all = new HashMap<>();
        for (int i = 0; i < p.length; i++) {
            all.put(
                    others.get(i),
                    PairedDifference.of(
                            scores.get(i),
                            results.test(),
                            p.length,
                            holm[i],
                            least(p, i, scores.get(i), results.test())));
        }
        PairedScores none = new PairedScores(new double[0], new double[0], results.testOverTrain());
        all.put(results.baseline(), PairedDifference.of(none, results.test(), p.length, Double.NaN, Double.NaN));
        return new PValues(all);
    }

    /** The corrected p-value of one comparison if its own were as small as it can be, and the others as they are. */
    private static double least(double[] p, int which, PairedScores scores, PairedTest test) {
        double[] best = p.clone();
        best[which] = scores.smallestP(test);
        return Holm.adjusted(best)[which];
    }

    PairedDifference paired(String variant) {
        return all.get(variant);
    }
}
