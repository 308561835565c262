package polyview.experiments;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Differences that are not 0, ranked by their size; see {@link PairedTest#WILCOXON}.
 *
 * <p>Ranks are doubled, so that the mean of two of them is a whole number. Example: differences 0.1, -0.2 and 0.2 have the ranks 1, 2.5
 * and 2.5, here 2, 5 and 5; those above 0 sum to 7, those below to 5.
 *
 * @param ranks doubled, smallest first
 * @param above the sum of those of differences above 0
 * @param below the sum of the others
 * @param ties the sum of t^3 - t over groups of t equal sizes
 */
public record SignedRanks(int[] ranks, int above, int below, double ties) {

    /** As SciPy's "auto". */
    static final int MOST_EXACT = 50;

    /** Sizes that differ by no more than rounding are equal. */
    static SignedRanks of(double[] differences, double rounding) {
        double[] sorted = Arrays.stream(differences)
                .filter(d -> Math.abs(d) > rounding)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
                .mapToDouble(d -> d)
                .toArray();
        int[] ranks = new int[sorted.length];
        double ties = 0;
        int above = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && Math.abs(sorted[to]) - Math.abs(sorted[from]) <= rounding) {
                to++;
            }
            // The ranks from + 1 ... to have the mean (from + 1 + to) / 2.
            Arrays.fill(ranks, from, to, from + 1 + to);
            double equal = to - from;
            ties += equal * equal * equal - equal;
            for (; from < to; from++) {
                above += sorted[from] > 0 ? ranks[from] : 0;
            }
        }
        return new SignedRanks(ranks, above, IntStream.of(ranks).sum() - above, ties);
    }

    /** The two-sided p-value; missing where all differences are 0. */
    double p() {
        if (ranks.length == 0) {
            return Double.NaN;
        }
        return ranks.length <= MOST_EXACT ? exact() : approximate();
    }

    /** The rank-biserial correlation: ranks above less ranks below, for each of all; 1 where no difference is below 0. */
    double correlation() {
        return ranks.length == 0 ? Double.NaN : (above - below) / (double) (above + below);
    }

    /**
     * How probable each sum of the ranks of one sign is, from 0 on, where signs are fair coins: one rank after the other.
     *
     * <p>Example: ranks 1 and 2 give 0.25 for each of the sums 0, 1, 2 and 3.
     */
    public static double[] sums(int... ranks) {
        double[] probable = new double[IntStream.of(ranks).sum() + 1];
        probable[0] = 1;
        int reached = 0;
        for (int rank : ranks) {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--) {
                probable[sum] = (probable[sum] + (sum >= rank ? probable[sum - rank] : 0)) / 2;
            }
        }
        return probable;
    }

    /** The smallest p-value of so many differences. */
    static double smallest(int count) {
        return Math.min(1, Math.pow(2, 1 - count));
    }

    private double exact() {
        double[] probable = sums(ranks);
        return Math.min(
                1, 2 * Arrays.stream(probable, 0, Math.min(above, below) + 1).sum());
    }

    private double approximate() {
        double n = ranks.length;
        double deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
        double z = (Math.min(above, below) / 2.0 - n * (n + 1) / 4) / deviation;
        return 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(z);
    }
}
