package polyview.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many samples each class has, and two remedies for unbalanced classes: weights, and oversampling.
 *
 * <p>Example: {@code new ClassBalance(List.of("ok", "broken"), labels).weights()} gives 0.6667 and 2 for 6 and 2 samples.
 */
public final class ClassBalance {

    private final List<String> names;
    private final int[] labels;
    private final int[] counts;

    /**
     * Counts the samples.
     *
     * @param names of the classes, by index
     * @param labels the index of the class of each sample
     */
    public ClassBalance(List<String> names, int[] labels) {
        this.names = names;
        this.labels = labels;
        this.counts = new int[names.size()];
        IntStream.of(labels).forEach(c -> counts[c]++);
    }

    /** The number of samples of each class. */
    public int[] counts() {
        return counts;
    }

    /**
     * A weight for each class with which all classes count the same: {@code N / (K n_k)} for n_k of N samples in class k of K.
     *
     * <p>Refused: {@code classWeights needs a row of every class, there is none of b}.
     */
    public double[] weights() {
        requireEveryClass("classWeights");
        return IntStream.of(counts)
                .mapToDouble(n -> (double) labels.length / counts.length / n)
                .toArray();
    }

    /**
     * The indices of all samples in order, then repeated ones, until every class has as many as the largest; within a class no
     * sample occurs more than once more than another.
     *
     * <p>Refused: {@code oversampled needs a row of every class, there is none of b}.
     *
     * @param seed decides which samples are repeated
     */
    public int[] oversampled(long seed) {
        requireEveryClass("oversampled");
        int most = IntStream.of(counts).max().orElse(0);
        int[] left = IntStream.of(counts).map(n -> most - n).toArray();
        int[] rows =
                Arrays.copyOf(IntStream.range(0, labels.length).toArray(), Math.multiplyExact(most, counts.length));
        int end = labels.length;
        int[] order = Order.shuffled(seed, 0).permutation(labels.length);
        // Each round takes every row once, so no row of a class is repeated twice before all others are repeated once.
        while (end < rows.length) {
            for (int row : order) {
                if (left[labels[row]] > 0) {
                    left[labels[row]]--;
                    rows[end++] = row;
                }
            }
        }
        return rows;
    }

    private void requireEveryClass(String what) {
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new IllegalArgumentException(
                        what + " needs a row of every class, there is none of " + names.get(c));
            }
        }
    }
}
