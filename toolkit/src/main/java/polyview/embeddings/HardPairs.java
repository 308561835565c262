package polyview.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Startup;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The hardest pairs of a data set, by their sample numbers: look at these images first. They are where the network is wrong, or the labels.
 *
 * <p>Tables have the columns {@code sample}, {@code class}, {@code other_sample}, {@code other_class} and {@code distance}, the hardest pair
 * first, of equally hard ones that of the first samples. All {@code N (N - 1) / 2} pairs are compared, and no more are kept than are asked
 * for. {@link polyview.metrics.Mining} counts hard triplets.
 *
 * <p>Refused: {@code count must be positive, got 0}.
 *
 * <p>Example: {@code HardPairs.nearestOthers(Embeddings.of(model, data), Distance.COSINE, 20)}.
 */
public final class HardPairs {

    static {
        Startup.begin();
    }

    private HardPairs() {}

    /** Two rows, and how hard they are: less is harder. */
    private record Pair(int row, int other, double key) {}

    /** Pairs of one class that lie farthest apart. */
    public static Table farthestOwn(Embeddings embeddings, Distance distance, int count) {
        return table("farthest of one class", embeddings, distance, count, true);
    }

    /** Pairs of two classes that lie nearest to each other. */
    public static Table nearestOthers(Embeddings embeddings, Distance distance, int count) {
        return table("nearest of two classes", embeddings, distance, count, false);
    }

    private static Table table(String name, Embeddings of, Distance distance, int count, boolean own) {
        Checks.requirePositive("count", count);
        Rows rows = new Rows(of.vectors(), distance);
        List<Pair> pairs = new ArrayList<>();
        double[] keys = new double[of.size()];
        for (int i = 0; i < of.size(); i++) {
            int row = i;
            IntStream.range(i + 1, of.size()).parallel().forEach(j -> keys[j] = rows.key(row, rows, j));
            for (int j = i + 1; j < of.size(); j++) {
                if ((of.label(i) == of.label(j)) == own) {
                    offer(pairs, count, new Pair(i, j, own ? -keys[j] : keys[j]));
                }
            }
        }
        return Table.create(
                name,
                IntColumn.create("sample", ints(pairs, p -> of.sample(p.row()))),
                StringColumn.create("class", pairs.stream().map(p -> of.className(of.label(p.row())))),
                IntColumn.create("other_sample", ints(pairs, p -> of.sample(p.other()))),
                StringColumn.create("other_class", pairs.stream().map(p -> of.className(of.label(p.other())))),
                DoubleColumn.create(
                        "distance",
                        pairs.stream()
                                .mapToDouble(p -> rows.fromKey(Math.abs(p.key())))
                                .toArray()));
    }

    private static int[] ints(List<Pair> pairs, ToIntFunction<Pair> of) {
        return pairs.stream().mapToInt(of).toArray();
    }

    /** Pairs come in the order of their rows, so one that is equally hard goes behind. */
    private static void offer(List<Pair> pairs, int count, Pair pair) {
        if (pairs.size() == count && !(pair.key() < pairs.get(count - 1).key())) {
            return;
        }
        int at = pairs.size();
        while (at > 0 && pairs.get(at - 1).key() > pair.key()) {
            at--;
        }
        pairs.add(at, pair);
        if (pairs.size() > count) {
            pairs.remove(count);
        }
    }
}
