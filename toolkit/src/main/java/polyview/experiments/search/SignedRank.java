package polyview.experiments.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import polyview.experiments.SignedRanks;

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
        int observed = IntStream.range(0, doubled.length)
                .filter(i -> differences[i] > 0)
                .map(i -> doubled[i])
                .sum();
        // Differences of 0 add the same to every sum.
        double[] likely = SignedRanks.sums(IntStream.range(0, doubled.length)
                .filter(i -> differences[i] != 0)
                .map(i -> doubled[i])
                .toArray());
        return Math.min(1, Arrays.stream(likely, observed, likely.length).sum());
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
