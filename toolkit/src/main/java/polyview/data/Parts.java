package polyview.data;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import polyview.base.Startup;
import tech.tablesaw.api.Table;

/**
 * The parts of a split, without a row in common; see {@link Splitter#split}. A part is made when it is asked for.
 *
 * @param <T> a part
 */
public final class Parts<T> extends AbstractList<T> implements RandomAccess {

    static {
        Startup.begin();
    }

    private final SplitSource<T> source;
    private final SplitKeys keys;
    private final int[][] parts;
    private final double[] shares;

    Parts(SplitSource<T> source, SplitKeys keys, int[][] parts, double... shares) {
        this.source = source;
        this.keys = keys;
        this.parts = parts;
        this.shares = shares.clone();
    }

    @Override
    public int size() {
        return parts.length;
    }

    @Override
    public T get(int index) {
        return source.part(parts[index]);
    }

    /** The rows of a part, as the data numbers them. */
    public int[] rows(int index) {
        return parts[index].clone();
    }

    /**
     * A row for each part: {@code part}, {@code rows}, {@code percent} of all rows and {@code wanted} percent; {@code groups} where there
     * are some; {@code first} and {@code last} time where there are some; and where classes are known {@code lacking}, the number of
     * classes without a row there, {@code deviation}, the largest difference of a class's share in the part from its share in all rows, in
     * percentage points, and {@code of class}.
     *
     * <p>Example: of 6 rows of class a and 4 of b, a part with 4 and 1 has a deviation of 20: 80% where all have 60%.
     */
    public Table report() {
        SplitReport report = new SplitReport(source, keys);
        IntStream.range(0, parts.length).forEach(p -> report.add("part " + (p + 1), shares[p], parts[p]));
        return report.table();
    }

    /** A row for each class of each part: {@code part}, {@code class}, {@code rows}, {@code percent} of the part, {@code percent of all}. */
    public Table classShares() {
        SplitReport report = new SplitReport(source, keys);
        IntStream.range(0, parts.length).forEach(p -> report.add("part " + (p + 1), shares[p], parts[p]));
        return report.classShares();
    }

    /** The largest deviation in {@link #report}, as a fraction; 0 without classes. */
    public double largestDeviation() {
        SplitReport report = new SplitReport(source, keys);
        return IntStream.range(0, parts.length)
                .mapToDouble(p -> report.deviation(parts[p]))
                .max()
                .orElse(0);
    }

    /** The sizes: {@code 3 parts of [14, 3, 3] rows}. */
    @Override
    public String toString() {
        return parts.length + " parts of "
                + IntStream.range(0, parts.length)
                        .mapToObj(p -> parts[p].length)
                        .toList() + " rows";
    }
}
