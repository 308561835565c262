package polyview.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import polyview.base.Startup;
import tech.tablesaw.api.Table;

/**
 * The folds of a cross-validation, in the order of repeats; see {@link Splitter#kFold}. The parts of a fold are made when it is asked for.
 *
 * <pre>{@code
 * var folds = scans.splitter().byGroup().stratified().kFold(5, 7);
 * folds.report()                        // rows, groups and the largest deviation of each test part
 * Experiment.named("fusion").folds(folds.map(reader::over))
 * }</pre>
 *
 * @param <T> a part
 */
public final class Folds<T> extends AbstractList<Fold<T>> implements RandomAccess {

    static {
        Startup.begin();
    }

    private final SplitSource<T> source;
    private final SplitKeys keys;
    private final int count;
    private final List<FoldRows> rows;

    Folds(SplitSource<T> source, SplitKeys keys, int count, List<FoldRows> rows) {
        this.source = source;
        this.keys = keys;
        this.count = count;
        this.rows = List.copyOf(rows);
    }

    /** The number of folds, those of all repeats. */
    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Fold<T> get(int index) {
        FoldRows fold = rows.get(index);
        return new Fold<>(fold.repeat(), fold.number(), source.part(fold.trainRows()), source.part(fold.testRows()));
    }

    /** How many times the data was dealt. */
    public int repeats() {
        return rows.size() / count;
    }

    /** {@code fold 2}, or {@code repeat 1 fold 2} where there are repeats. */
    public String name(int index) {
        FoldRows fold = rows.get(index);
        return (repeats() > 1 ? "repeat " + fold.repeat() + " " : "") + "fold " + fold.number();
    }

    /** The rows of a training part, as the data numbers them. */
    public int[] trainRows(int index) {
        return rows.get(index).trainRows();
    }

    /** The rows of a test part, as the data numbers them. */
    public int[] testRows(int index) {
        return rows.get(index).testRows();
    }

    /** The mean over the folds of test rows divided by training rows: 0.25 for five equal folds. */
    public double testOverTrain() {
        return rows.stream()
                .mapToDouble(fold -> (double) fold.parts()[fold.test()].length / fold.trainSize())
                .average()
                .orElse(0);
    }

    /** The same folds, with parts that are made into something else: {@code folds.map(reader::over)}. */
    public <U> Folds<U> map(Function<? super T, ? extends U> how) {
        return new Folds<>(new MappedSource<>(source, how), keys, count, rows);
    }

    /** A row for the test part of each fold, with the columns of {@link Parts#report}; in time also one for each training part. */
    public Table report() {
        return reported().table();
    }

    /** A row for each class of each of these parts, with the columns of {@link Parts#classShares}. */
    public Table classShares() {
        return reported().classShares();
    }

    private SplitReport reported() {
        SplitReport report = new SplitReport(source, keys);
        for (int i = 0; i < rows.size(); i++) {
            FoldRows fold = rows.get(i);
            double parts = fold.parts().length;
            if (fold.inTime()) {
                report.add(name(i) + " train", fold.test() / parts, fold.trainRows());
                report.add(name(i) + " test", 1 / parts, fold.testRows());
            } else {
                report.add(name(i), 1 / parts, fold.testRows());
            }
        }
        return report;
    }

    /** The largest deviation of a class's share in a test part from its share in all rows, as a fraction; 0 without classes. */
    public double largestDeviation() {
        SplitReport report = new SplitReport(source, keys);
        return rows.stream()
                .mapToDouble(fold -> report.deviation(fold.testRows()))
                .max()
                .orElse(0);
    }

    /** The sizes of the tests: {@code 5 folds, tests of [4, 4, 4, 4, 4] rows}. */
    @Override
    public String toString() {
        return rows.size() + " folds, tests of "
                + rows.stream().map(fold -> fold.parts()[fold.test()].length).toList() + " rows";
    }
}
