package polyview.experiments.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test of paired differences, one-sided and exact: over all signs that the differences could have.
 *
 * <p>Differences of the same size share the mean of their ranks. Those of 0 are ranked too, and half of their ranks counts for each side.
 */
final class SignedRank {

    private SignedRank() {}

    /**
     * The probability that the ranks of positive differences sum to what they do here, or to more, where each sign is as likely as the other.
     *
     * <p>Example: 1, 2 and 3 have the ranks 1, 2 and 3 and the sum 6, which one of 8 choices of signs has: 0.125.
     */
    static double greater(double... differences) {
        int[] doubled = doubledRanks(differences);
        int whole = 0;
        int observed = 0;
        for (int i = 0; i < doubled.length; i++) {
            boolean zero = differences[i] == 0;
            whole += zero ? 0 : doubled[i];
            observed += differences[i] > 0 ? doubled[i] : 0;
        }
        // How likely each sum is, one difference after another; those of 0 add the same to every sum.
        double[] likely = new double[whole + 1];
        likely[0] = 1;
        for (int i = 0; i < doubled.length; i++) {
            if (differences[i] != 0) {
                for (int sum = whole; sum >= 0; sum--) {
                    double with = sum >= doubled[i] ? likely[sum - doubled[i]] : 0;
                    likely[sum] = (likely[sum] + with) / 2;
                }
            }
        }
        return Math.min(1, Arrays.stream(likely, observed, whole + 1).sum());
    }

    /** Twice the ranks of the sizes from 1 on, so that the means of two ranks are whole numbers too. */
    private static int[] doubledRanks(double[] differences) {
        int[] order = IntStream.range(0, differences.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
                .mapToInt(i -> i)
                .toArray();
        int[] ranks = new int[order.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && Math.abs(differences[order[to]]) == Math.abs(differences[order[from]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = from + 1 + to;
            }
            from = to;
        }
        return ranks;
    }
}
