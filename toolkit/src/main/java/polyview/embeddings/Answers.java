package polyview.embeddings;

import java.util.stream.IntStream;
import polyview.base.Startup;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The class that a {@link Gallery} gives each query. */
public final class Answers {

    static {
        Startup.begin();
    }

    /** The label of a query that is not near enough to any entry. */
    public static final int UNKNOWN = -1;

    private final Embeddings entries;
    private final int[] labels;
    private final int[] nearest;
    private final double[] distances;

    Answers(Embeddings entries, int[] labels, int[] nearest, double[] distances) {
        this.entries = entries;
        this.labels = labels;
        this.nearest = nearest;
        this.distances = distances;
    }

    /** The number of the class of each query, or {@link #UNKNOWN}. */
    public int[] labels() {
        return labels.clone();
    }

    /** How far the nearest entry is from each query. */
    public double[] distances() {
        return distances.clone();
    }

    /** The place in the gallery of the entry nearest to each query. */
    public int[] entries() {
        return nearest.clone();
    }

    /**
     * The same with {@link #UNKNOWN} for queries whose nearest entry is farther than this.
     *
     * <p>Refused: {@code threshold must not be NaN}.
     */
    public Answers within(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must not be NaN");
        }
        int[] accepted = IntStream.range(0, labels.length)
                .map(i -> distances[i] <= threshold ? labels[i] : UNKNOWN)
                .toArray();
        return new Answers(entries, accepted, nearest, distances);
    }

    /**
     * The share of the queries that are given their own class; one of a class that is not in the gallery is right where it is unknown.
     *
     * <p>Refused: {@code queries must be the 5 that were asked about, got 4}; classes with names on one side only.
     */
    public Rate accuracy(Embeddings queries) {
        if (queries.size() != labels.length) {
            throw new IllegalArgumentException(
                    "queries must be the " + labels.length + " that were asked about, got " + queries.size());
        }
        int[] known = Gallery.known(entries, queries);
        long right = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == known[i])
                .count();
        return new Rate(right, labels.length);
    }

    /** A row for each query: query, class (empty where it is unknown), distance, entry, sample (of the entry, in the data it comes from). */
    public Table table() {
        return Table.create(
                "answers",
                IntColumn.create("query", IntStream.range(0, labels.length).toArray()),
                StringColumn.create(
                        "class", IntStream.of(labels).mapToObj(l -> l == UNKNOWN ? "" : entries.className(l))),
                DoubleColumn.create("distance", distances),
                IntColumn.create("entry", nearest),
                IntColumn.create(
                        "sample", IntStream.of(nearest).map(entries::sample).toArray()));
    }
}
