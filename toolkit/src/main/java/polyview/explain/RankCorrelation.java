package polyview.explain;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Spearman's correlation of ranks: 1 where two lists of numbers rise and fall together, 0 where they have nothing to do with each other, -1
 * where they are opposite. Equal numbers share the mean of their ranks. Not defined where all numbers of a list are equal.
 */
final class RankCorrelation {

    private RankCorrelation() {}

    static OptionalDouble of(float[] first, float... second) {
        return pearson(ranks(first.length, i -> first[i]), ranks(second.length, i -> second[i]));
    }

    /** Of the numbers without their signs. */
    static OptionalDouble ofSizes(float[] first, float... second) {
        return pearson(ranks(first.length, i -> Math.abs(first[i])), ranks(second.length, i -> Math.abs(second[i])));
    }

    private static double[] ranks(int count, IntToDoubleFunction value) {
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(value::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[count];
        int from = 0;
        for (int to = 1; to <= count; to++) {
            if (to == count || value.applyAsDouble(order[to]) != value.applyAsDouble(order[from])) {
                for (int i = from; i < to; i++) {
                    ranks[order[i]] = (from + to - 1) / 2.0;
                }
                from = to;
            }
        }
        return ranks;
    }

    private static OptionalDouble pearson(double[] a, double... b) {
        double middle = (a.length - 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - middle) * (b[i] - middle);
            aa += (a[i] - middle) * (a[i] - middle);
            bb += (b[i] - middle) * (b[i] - middle);
        }
        return aa == 0 || bb == 0 ? OptionalDouble.empty() : OptionalDouble.of(ab / Math.sqrt(aa * bb));
    }
}
