package polyview.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws parts without a sample in common: the indices of each, for {@link MemoryDataset} and {@link polyview.data.manifest.Manifest}. */
public final class Splits {

    /** How far the sum of shares may be from 1: three times 0.333 is not meant to be all. */
    private static final double TOLERANCE = 1e-6;

    private Splits() {}

    /** Two parts; the first holds {@code round(fraction * size)}. */
    public static int[][] atRandom(int size, double fraction, long seed) {
        return cut(size, totals(size, fraction), seed);
    }

    /** Parts of these shares, each rounded down or up. */
    public static int[][] atRandom(int size, long seed, double... shares) {
        return cut(size, totals(size, shares), seed);
    }

    /** Two parts as above, with the classes in the same proportions. */
    public static int[][] byClass(int[] classes, double fraction, long seed) {
        int[] totals = totals(classes.length, fraction);
        return deal(classes, Quotas.of(sizes(classes), new double[] {fraction, 1 - fraction}, totals), seed);
    }

    /** Parts as above, with the classes in the same proportions. */
    public static int[][] byClass(int[] classes, long seed, double... shares) {
        int[] totals = totals(classes.length, shares);
        return deal(classes, Quotas.of(sizes(classes), normalized(shares), totals), seed);
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

    /** The first samples of each class in a shuffled order: all parts stay shuffled, not sorted by class. */
    private static int[][] deal(int[] classes, int[][] left, long seed) {
        int[] order = Order.shuffled(seed, 0).permutation(classes.length);
        int[] part = new int[classes.length];
        for (int i : order) {
            int[] quota = left[classes[i]];
            while (quota[part[i]] == 0) {
                part[i]++;
            }
            quota[part[i]]--;
        }
        int parts = IntStream.of(part).max().orElse(0) + 1;
        return IntStream.range(0, parts)
                .mapToObj(p -> IntStream.of(order).filter(i -> part[i] == p).toArray())
                .toArray(int[][]::new);
    }

    private static int[] totals(int size, double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("fraction must lie between 0 and 1, both excluded, got " + fraction);
        }
        int count = (int) Math.round(fraction * size);
        if (count == 0 || count == size) {
            throw new IllegalArgumentException("fraction " + fraction + " of " + size + " samples leaves a part empty");
        }
        return new int[] {count, size - count};
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
        int[] totals = Quotas.nearest(size, normalized(shares));
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

    /** The class indices of a data set in memory. */
    static int[] classes(MemoryDataset data) {
        List<FloatArray> targets = data.all().targets();
        if (targets.size() != 1 || targets.get(0).shape().numDimensions() != 1) {
            throw new IllegalArgumentException("stratifiedSplit needs one target of class indices of shape (N), got "
                    + targets.size() + " of shapes " + data.targetShapes());
        }
        float[] values = targets.get(0).values();
        int[] classes = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            // 2^24: from there on, floats no longer hold every whole number.
            if (!(values[i] >= 0 && values[i] < 1 << 24) || values[i] != (int) values[i]) {
                throw new IllegalArgumentException(
                        "a class index must be a whole number from 0, got " + values[i] + " in sample " + i);
            }
            classes[i] = (int) values[i];
        }
        return classes;
    }
}
