package polyview.data;

import java.util.Arrays;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Splits samples into parts without a sample in common, by their indices. */
public final class Splits {

    /** How far the sum of shares may be from 1: three shares of 0.333 are refused. */
    private static final double TOLERANCE = 1e-6;

    private Splits() {}

    /**
     * Parts drawn at random; each gets its share, rounded down or up.
     *
     * <p>Refused: {@code a share must lie between 0 and 1, both excluded, got 1.0}, {@code shares must sum to 1, got [0.7,
     * 0.2], which sum to 0.9}, {@code shares [0.8, 0.1, 0.1] of 3 samples leave a part empty}.
     *
     * @return the indices of each part, of all samples together {@code 0..size - 1}
     */
    public static int[][] atRandom(int size, long seed, double... shares) {
        return cut(size, totals(size, shares), seed);
    }

    /**
     * Parts as those of {@link #atRandom}, with the classes in the same proportions.
     *
     * @param classes the index of the class of each sample
     */
    public static int[][] byClass(int[] classes, long seed, double... shares) {
        int[] totals = totals(classes.length, shares);
        return deal(classes, Apportionment.of(sizes(classes), normalized(shares), totals), seed);
    }

    /**
     * Parts without a group in common, such as a patient; sizes as near to the shares as whole groups allow: no move of one group and no
     * change of two lowers {@code sum (n_p - s_p N)^2 / s_p}, for up to some thousand groups.
     *
     * <p>Refused: what {@link #atRandom} refuses, and {@code 5 parts need at least 5 groups, got 3}.
     *
     * @param groups the number of the group of each sample, from 0 without a gap
     */
    public static int[][] byGroup(int[] groups, long seed, double... shares) {
        return byGroupAndClass(groups, new int[0], seed, shares);
    }

    /**
     * Parts as those of {@link #byGroup}, with the classes in proportions as near as whole groups allow: the least found of Pearson's
     * {@code X^2 = sum (n_cp - s_p n_c)^2 / (s_p n_c)}, over parts and classes, and as one more class all rows.
     *
     * <p>For k equal parts it never exceeds {@code (k - 1) sum m_gc^2 / n_c} over groups and classes, with m_gc rows of class c in group
     * g: so {@code |n_cp - n_c / k|} is at most the root of this times {@code n_c / k}. In practice it is far less.
     *
     * @param groups the number of the group of each sample, from 0 without a gap
     * @param classes the index of the class of each sample; none for parts by group alone
     */
    public static int[][] byGroupAndClass(int[] groups, int[] classes, long seed, double... shares) {
        totals(groups.length, shares);
        int count = IntStream.of(groups).max().orElse(-1) + 1;
        if (count < shares.length) {
            throw new IllegalArgumentException(
                    shares.length + " parts need at least " + shares.length + " groups, got " + count);
        }
        int[] parts = GroupDeal.of(groups, classes, seed, normalized(shares));
        int[] order = Order.shuffled(seed, 0).permutation(groups.length);
        return IntStream.range(0, shares.length)
                .mapToObj(p ->
                        IntStream.of(order).filter(i -> parts[groups[i]] == p).toArray())
                .toArray(int[][]::new);
    }

    /**
     * Parts one after another in time, the first share first, never shuffled. Samples of one time stay together: each cut is the one
     * between two times that is nearest to the share.
     *
     * <p>Refused: what {@link #atRandom} refuses, and {@code 3 parts one after another need at least 3 times, got 2}.
     *
     * <p>Example: times (1, 2, 2, 2, 3) with shares of a half give the samples (0) and (1, 2, 3, 4): both cuts are 1.5 samples off, and
     * the first is taken.
     *
     * @param ranks the place of each sample's time among all times, from 0 without a gap
     * @return the samples of each part in the order of time
     */
    public static int[][] inTime(int[] ranks, double... shares) {
        totals(ranks.length, shares);
        int times = IntStream.of(ranks).max().orElse(-1) + 1;
        if (times < shares.length) {
            throw new IllegalArgumentException(
                    shares.length + " parts one after another need at least " + shares.length + " times, got " + times);
        }
        return TimeCuts.of(ranks, normalized(shares));
    }

    /**
     * The samples of one part, then those of another that are not in the first.
     *
     * @param first as they are, repeated ones too
     */
    public static int[] union(int[] first, int... second) {
        Set<Integer> there = IntStream.of(first).boxed().collect(Collectors.toSet());
        return IntStream.concat(IntStream.of(first), IntStream.of(second).filter(i -> !there.contains(i)))
                .toArray();
    }

    /** The samples of one part that are not in another. */
    public static int[] difference(int[] first, int... second) {
        Set<Integer> there = IntStream.of(second).boxed().collect(Collectors.toSet());
        return IntStream.of(first).filter(i -> !there.contains(i)).toArray();
    }

    /**
     * Refuses repeated samples: one could be in two parts, and the test result would be too good.
     *
     * <p>Refused: {@code pairs.csv, line 3 comes more than once, and could lie in two parts: split first, then take the training
     * oversampled}.
     *
     * @param rows numbers that are equal for repeated samples
     * @param where a row as the message names it
     */
    public static void requireOnce(int[] rows, IntFunction<String> where) {
        int[] sorted = rows.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException(
                        where.apply(sorted[i])
                                + " comes more than once, and could lie in two parts: split first, then take the training oversampled");
            }
        }
    }

    private static int[][] cut(int size, int[] totals, long seed) {
        int[] order = Order.shuffled(seed, 0).permutation(size);
        int[][] parts = new int[totals.length][];
        int from = 0;
        for (int p = 0; p < totals.length; p++) {
            parts[p] = Arrays.copyOfRange(order, from, from + totals[p]);
            from += totals[p];
        }
        return parts;
    }

    /** Deals out each class in a shuffled order, so that no part is sorted by class. */
    private static int[][] deal(int[] classes, int[][] left, long seed) {
        int[] order = Order.shuffled(seed, 0).permutation(classes.length);
        int[] part = new int[classes.length];
        for (int i : order) {
            int[] wanted = left[classes[i]];
            while (wanted[part[i]] == 0) {
                part[i]++;
            }
            wanted[part[i]]--;
        }
        int parts = IntStream.of(part).max().orElse(0) + 1;
        return IntStream.range(0, parts)
                .mapToObj(p -> IntStream.of(order).filter(i -> part[i] == p).toArray())
                .toArray(int[][]::new);
    }

    private static int[] totals(int size, double... shares) {
        for (double share : shares) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("a share must lie between 0 and 1, both excluded, got " + share);
            }
        }
        double sum = DoubleStream.of(shares).sum();
        if (!(Math.abs(sum - 1) < TOLERANCE)) {
            throw new IllegalArgumentException(
                    "shares must sum to 1, got " + Arrays.toString(shares) + ", which sum to " + (float) sum);
        }
        int[] totals = Apportionment.nearest(size, normalized(shares));
        if (IntStream.of(totals).anyMatch(t -> t == 0)) {
            throw new IllegalArgumentException(
                    "shares " + Arrays.toString(shares) + " of " + size + " samples leave a part empty");
        }
        return totals;
    }

    private static double[] normalized(double... shares) {
        double sum = DoubleStream.of(shares).sum();
        return DoubleStream.of(shares).map(share -> share / sum).toArray();
    }

    private static int[] sizes(int[] classes) {
        int[] sizes = new int[IntStream.of(classes).max().orElse(-1) + 1];
        IntStream.of(classes).forEach(c -> sizes[c]++);
        return sizes;
    }
}
