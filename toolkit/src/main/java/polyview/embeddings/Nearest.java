package polyview.embeddings;

import java.util.Arrays;
import java.util.stream.IntStream;
import polyview.data.FloatArray;

/** The exact k nearest rows to each of some queries: blocks of queries on several threads, each against one block of rows after another. */
final class Nearest {

    /** So many queries share a block of rows, which stays in the processor's cache meanwhile. */
    private static final int QUERIES = 32;
    /** Bytes of a block of rows. */
    private static final int BLOCK = 1 << 18;

    private Nearest() {}

    /** A pair that does not count: a row compared with itself. */
    @FunctionalInterface
    interface LeftOut {
        boolean test(int query, int row);
    }

    /** The k nearest rows of each query, nearest first, of equally near ones the first; fewer where fewer are there. */
    static Neighbours of(FloatArray queries, FloatArray rows, Distance distance, int k, LeftOut leftOut) {
        Rows from = new Rows(queries, distance);
        Rows to = new Rows(rows, distance);
        int count = queries.size(0);
        int[][] entries = new int[count][];
        double[][] distances = new double[count][];
        int block = Math.max(1, BLOCK / Float.BYTES / rows.size(1));
        IntStream.range(0, (count + QUERIES - 1) / QUERIES).parallel().forEach(b -> {
            int first = b * QUERIES;
            int last = Math.min(count, first + QUERIES);
            Best[] best = IntStream.range(first, last)
                    .mapToObj(i -> new Best(Math.min(k, to.count())))
                    .toArray(Best[]::new);
            for (int start = 0; start < to.count(); start += block) {
                int end = Math.min(to.count(), start + block);
                for (int i = first; i < last; i++) {
                    for (int j = start; j < end; j++) {
                        if (!leftOut.test(i, j)) {
                            best[i - first].offer(j, from.key(i, to, j));
                        }
                    }
                }
            }
            for (int i = first; i < last; i++) {
                Best found = best[i - first];
                entries[i] = Arrays.copyOf(found.rows, found.count);
                distances[i] = Arrays.stream(found.keys, 0, found.count)
                        .map(from::fromKey)
                        .toArray();
            }
        });
        return new Neighbours(entries, distances);
    }

    /** The nearest rows so far, in rising order; rows come in their order, so an equal one goes behind. */
    private static final class Best {

        private final int[] rows;
        private final double[] keys;
        private int count;

        Best(int k) {
            rows = new int[k];
            keys = new double[k];
        }

        void offer(int row, double key) {
            if (count == keys.length && !(key < keys[count - 1])) {
                return;
            }
            int at = count < keys.length ? count++ : count - 1;
            while (at > 0 && keys[at - 1] > key) {
                keys[at] = keys[at - 1];
                rows[at] = rows[at - 1];
                at--;
            }
            keys[at] = key;
            rows[at] = row;
        }
    }
}
