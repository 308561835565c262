package polyview.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Whole numbers nearest to {@code n_c s_p}, the samples of class c in part p, with given sums for classes and parts.
 *
 * <p>Each number is {@code n_c s_p} rounded down or up, and of all such tables with these sums one with the smallest sum of
 * deviations is found. Such a table always exists where each total is its share of all, rounded down or up.
 *
 * <p>Each class is first rounded by largest remainders. Parts with too many samples then pass some on along the cheapest chain of
 * parts (successive shortest paths), which keeps the sum smallest.
 */
final class Apportionment {

    /** Remainders are whole multiples of this fraction of a sample, so that rounding errors decide nothing. */
    private static final long ONE = 1_000_000_000;

    private final int parts;
    private final int[][] counts;
    private final long[][] gains;
    private final boolean[][] up;
    private final PriorityQueue<Integer>[][] movable;

    /** The parts of one class: rounded down, then one more for the largest remainders, the first of equal ones. */
    static int[] nearest(int size, double... shares) {
        return new Apportionment(new int[] {size}, shares).counts[0];
    }

    /** How many of each class go into each part: {@code [class][part]}. */
    static int[][] of(int[] sizes, double[] shares, int[] totals) {
        Apportionment table = new Apportionment(sizes, shares);
        table.matchTotals(totals);
        return table.counts;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Apportionment(int[] sizes, double[] shares) {
        parts = shares.length;
        counts = new int[sizes.length][parts];
        gains = new long[sizes.length][parts];
        up = new boolean[sizes.length][parts];
        movable = new PriorityQueue[parts][parts];
        for (int c = 0; c < sizes.length; c++) {
            share(c, sizes[c], shares);
        }
    }

    private void share(int c, int size, double[] shares) {
        for (int p = 0; p < parts; p++) {
            long ideal = Math.round(size * shares[p] * ONE);
            counts[c][p] = (int) (ideal / ONE);
            // Rounding up a whole number must cost more than any chain.
            gains[c][p] = ideal % ONE == 0 ? -2 * parts * ONE : ideal % ONE;
        }
        IntStream.range(0, parts)
                .boxed()
                .sorted(Comparator.comparingLong((Integer p) -> -gains[c][p]))
                .limit(size - IntStream.of(counts[c]).sum())
                .forEach(p -> {
                    up[c][p] = true;
                    counts[c][p]++;
                });
    }

    private void matchTotals(int[] totals) {
        for (int a = 0; a < parts; a++) {
            for (int b = 0; b < parts; b++) {
                movable[a][b] = new PriorityQueue<>(byCost(a, b));
            }
        }
        int[] surplus = new int[parts];
        Arrays.setAll(surplus, p -> -totals[p]);
        for (int c = 0; c < counts.length; c++) {
            for (int p = 0; p < parts; p++) {
                surplus[p] += counts[c][p];
            }
            addMovable(c);
        }
        while (IntStream.of(surplus).anyMatch(s -> s > 0)) {
            passOn(surplus);
        }
    }

    /** Cheapest first; of equal ones, the first parts keep the first classes. */
    private Comparator<Integer> byCost(int a, int b) {
        return Comparator.comparingLong((Integer c) -> cost(c, a, b))
                .thenComparing(a < b ? Comparator.reverseOrder() : Comparator.naturalOrder());
    }

    private long cost(int c, int from, int to) {
        return gains[c][from] - gains[c][to];
    }

    private void addMovable(int c) {
        for (int a = 0; a < parts; a++) {
            for (int b = 0; b < parts; b++) {
                if (up[c][a] && !up[c][b]) {
                    movable[a][b].add(c);
                }
            }
        }
    }

    /** The class that moves from a to b at the smallest cost, or -1. */
    private int cheapest(int a, int b) {
        PriorityQueue<Integer> queue = movable[a][b];
        while (!queue.isEmpty() && !(up[queue.peek()][a] && !up[queue.peek()][b])) {
            queue.remove();
        }
        return queue.isEmpty() ? -1 : queue.peek();
    }

    /** One sample from a part with too many to one with too few, along the cheapest chain (Bellman and Ford). */
    private void passOn(int[] surplus) {
        long[] costs = new long[parts];
        Arrays.setAll(costs, p -> surplus[p] > 0 ? 0 : Long.MAX_VALUE / 2);
        int[] before = new int[parts];
        Arrays.fill(before, -1);
        for (int round = 1; round < parts; round++) {
            for (int a = 0; a < parts; a++) {
                for (int b = 0; b < parts; b++) {
                    int c = cheapest(a, b);
                    if (c >= 0 && costs[a] + cost(c, a, b) < costs[b]) {
                        costs[b] = costs[a] + cost(c, a, b);
                        before[b] = a;
                    }
                }
            }
        }
        int end = IntStream.range(0, parts)
                .filter(p -> surplus[p] < 0)
                .boxed()
                .min(Comparator.comparingLong(p -> costs[p]))
                .orElseThrow();
        surplus[end]++;
        int to = end;
        for (; before[to] >= 0; to = before[to]) {
            move(cheapest(before[to], to), before[to], to);
        }
        surplus[to]--;
    }

    private void move(int c, int from, int to) {
        up[c][from] = false;
        up[c][to] = true;
        counts[c][from]--;
        counts[c][to]++;
        addMovable(c);
    }
}
