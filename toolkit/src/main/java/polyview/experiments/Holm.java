package polyview.experiments;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * P-values of several comparisons, corrected so that one below the level is false in at most that part of all experiments.
 *
 * <p>Of m p-values, the smallest is multiplied by m, the next by m - 1, and so on; none becomes smaller than the one before it, nor
 * larger than 1. Example: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06.
 *
 * <p>A comparison without a p-value counts in m, since it was asked too; it stays without one. This holds for p-values that depend on
 * each other, as those against one baseline do. Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6 (1979).
 */
final class Holm {

    private Holm() {}

    /** The corrected p-values, in the same order; NaN stays NaN. */
    static double[] adjusted(double... p) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double before = 0;
        for (int place = 0; place < order.length; place++) {
            before = Math.max(before, Math.min(1, (p.length - place) * p[order[place]]));
            adjusted[order[place]] = before;
        }
        return adjusted;
    }
}
