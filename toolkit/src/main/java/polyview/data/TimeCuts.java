package polyview.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Parts one after another in time. Rows of one time stay together, so a cut is the place between two times that is nearest to where the
 * share ends; every part has a time at least.
 */
final class TimeCuts {

    private TimeCuts() {}

    /**
     * The rows of each part in the order of time, those of one time as they are stored.
     *
     * @param ranks the place of each row's time among all times, from 0
     * @param shares sum to 1; as many as there are times, or fewer
     */
    static int[][] of(int[] ranks, double... shares) {
        int[] order = IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> ranks[i]))
                .mapToInt(i -> i)
                .toArray();
        int times = IntStream.of(ranks).max().orElse(-1) + 1;
        // Where each time begins in the order, and the end of the last.
        int[] starts = new int[times + 1];
        IntStream.of(ranks).forEach(rank -> starts[rank + 1]++);
        Arrays.parallelPrefix(starts, Integer::sum);
        int[][] parts = new int[shares.length][];
        double ends = 0;
        int from = 0;
        for (int p = 0; p < shares.length; p++) {
            ends += shares[p] * ranks.length;
            int to = p == shares.length - 1 ? times : nearest(starts, ends, from + 1, times - (shares.length - 1 - p));
            parts[p] = Arrays.copyOfRange(order, starts[from], starts[to]);
            from = to;
        }
        return parts;
    }

    /** The first of the cuts that are nearest. */
    private static int nearest(int[] starts, double wanted, int first, int last) {
        int best = first;
        for (int cut = first + 1; cut <= last; cut++) {
            // A hair of tolerance: shares are not exact in binary.
            if (Math.abs(starts[cut] - wanted) < Math.abs(starts[best] - wanted) - 1e-6) {
                best = cut;
            }
        }
        return best;
    }
}
