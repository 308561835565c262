package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("data")
class ApportionmentTest {

    private static double deviation(int[] sizes, double[] shares, int[][] counts) {
        double sum = 0;
        for (int c = 0; c < sizes.length; c++) {
            for (int p = 0; p < shares.length; p++) {
                sum += Math.abs(counts[c][p] - sizes[c] * shares[p]);
            }
        }
        return sum;
    }

    /** The smallest deviation of all tables with these sums, by trying every way to round. */
    private static double smallest(int[] sizes, double[] shares, int[] totals) {
        int cells = sizes.length * shares.length;
        double best = Double.POSITIVE_INFINITY;
        for (int ups = 0; ups < 1 << cells; ups++) {
            int[][] counts = new int[sizes.length][shares.length];
            for (int i = 0; i < cells; i++) {
                double ideal = sizes[i / shares.length] * shares[i % shares.length];
                counts[i / shares.length][i % shares.length] =
                        (int) ((ups >> i & 1) == 1 ? Math.ceil(ideal - 1e-9) : Math.floor(ideal + 1e-9));
            }
            if (fits(counts, sizes, totals)) {
                best = Math.min(best, deviation(sizes, shares, counts));
            }
        }
        return best;
    }

    private static boolean fits(int[][] counts, int[] sizes, int[] totals) {
        return IntStream.range(0, sizes.length)
                        .allMatch(c -> IntStream.of(counts[c]).sum() == sizes[c])
                && IntStream.range(0, totals.length)
                        .allMatch(p ->
                                Arrays.stream(counts).mapToInt(row -> row[p]).sum() == totals[p]);
    }

    @Test
    void noTableIsNearer() {
        double[][] all = {{0.7, 0.15, 0.15}, {0.5, 0.5}, {1 / 3.0, 1 / 3.0, 1 / 3.0}, {0.1, 0.2, 0.3, 0.4}, {0.9, 0.1}};
        SplittableRandom random = new SplittableRandom(5);
        for (int n = 0; n < 300; n++) {
            double[] shares = all[n % all.length];
            int[] sizes =
                    random.ints(1 + random.nextInt(12 / shares.length), 0, 12).toArray();
            int[] totals = Apportionment.nearest(IntStream.of(sizes).sum(), shares);
            int[][] counts = Apportionment.of(sizes, shares, totals);
            String what = Arrays.toString(sizes) + Arrays.toString(shares) + Arrays.deepToString(counts);
            assertTrue(fits(counts, sizes, totals), what);
            assertEquals(smallest(sizes, shares, totals), deviation(sizes, shares, counts), 1e-6, what);
        }
    }

    @Test
    void everyNumberIsOffByLessThanOneInLargeTables() {
        SplittableRandom random = new SplittableRandom(6);
        double[] shares = {0.62, 0.13, 0.13, 0.07, 0.05};
        int[] sizes = random.ints(20_000, 0, 40).toArray();
        int[] totals = Apportionment.nearest(IntStream.of(sizes).sum(), shares);
        int[][] counts = Apportionment.of(sizes, shares, totals);
        assertTrue(fits(counts, sizes, totals));
        for (int c = 0; c < sizes.length; c++) {
            for (int p = 0; p < shares.length; p++) {
                assertEquals(sizes[c] * shares[p], counts[c][p], 0.9999999);
            }
        }
    }

    @Test
    void oneSampleAClassIsDealtOutBySizeOfTheParts() {
        int[] sizes = new int[100_000];
        Arrays.fill(sizes, 1);
        int[] totals = {70_000, 15_000, 15_000};
        assertTrue(fits(Apportionment.of(sizes, new double[] {0.7, 0.15, 0.15}, totals), sizes, totals));
    }

    /** The largest remainders, in whole numbers; the first class of equal ones. */
    @Test
    void inTwoPartsTheLargestRemaindersAreRoundedUp() {
        SplittableRandom random = new SplittableRandom(7);
        for (int percent : new int[] {10, 25, 50, 70, 80, 93}) {
            for (int n = 0; n < 50; n++) {
                int[] sizes = random.ints(9, 0, 30).toArray();
                int all = IntStream.of(sizes).sum();
                int total = (all * percent + 50) / 100;
                int[] first = IntStream.of(sizes).map(s -> s * percent / 100).toArray();
                IntStream.range(0, 9)
                        .boxed()
                        .sorted(Comparator.comparingInt((Integer c) -> -(sizes[c] * percent % 100)))
                        .limit(total - IntStream.of(first).sum())
                        .forEach(c -> first[c]++);
                int[][] counts = Apportionment.of(
                        sizes, new double[] {percent / 100.0, 1 - percent / 100.0}, new int[] {total, all - total});
                assertArrayEquals(
                        first, Arrays.stream(counts).mapToInt(row -> row[0]).toArray());
            }
        }
    }

    @Test
    void theFirstOfEqualRemaindersComesFirst() {
        assertArrayEquals(new int[] {2, 1, 1, 1}, Apportionment.nearest(5, 0.25, 0.25, 0.25, 0.25));
        // 1.5 of each class in each part, three in all: the first class gives its odd one to the first part.
        assertArrayEquals(
                new int[][] {{2, 1}, {1, 2}},
                Apportionment.of(new int[] {3, 3}, new double[] {0.5, 0.5}, new int[] {3, 3}));
    }
}
