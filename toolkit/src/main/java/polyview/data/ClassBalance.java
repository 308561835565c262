package polyview.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What makes up for classes of different size. */
public final class ClassBalance {

    private final List<String> names;
    private final int[] labels;
    private final int[] counts;

    public ClassBalance(List<String> names, int[] labels) {
        this.names = names;
        this.labels = labels;
        this.counts = new int[names.size()];
        IntStream.of(labels).forEach(c -> counts[c]++);
    }

    public int[] counts() {
        return counts;
    }

    /** N / (K n_k). */
    public double[] weights() {
        everyClassHasARow("classWeights");
        return IntStream.of(counts)
                .mapToDouble(n -> (double) labels.length / counts.length / n)
                .toArray();
    }

    /** All rows in order, then the repeated ones. */
    public int[] oversampled(long seed) {
        everyClassHasARow("oversampled");
        int most = IntStream.of(counts).max().orElse(0);
        int[] left = IntStream.of(counts).map(n -> most - n).toArray();
        int[] rows =
                Arrays.copyOf(IntStream.range(0, labels.length).toArray(), Math.multiplyExact(most, counts.length));
        int end = labels.length;
        int[] order = Order.shuffled(seed, 0).permutation(labels.length);
        // Each round takes every row once, so none of a class comes again before all others did.
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

    private void everyClassHasARow(String what) {
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new IllegalArgumentException(
                        what + " needs a row of every class, there is none of " + names.get(c));
            }
        }
    }
}
