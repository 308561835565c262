package polyview.data.summary;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.DistinctNames;
import polyview.base.Startup;
import polyview.data.Dataset;
import polyview.data.manifest.Manifest;
import tech.tablesaw.api.Table;

/**
 * The contents of a data set as tables: range and spread of every input and target, class sizes, and the first samples.
 *
 * <p>It is made in one pass over the data that keeps no batch, or from a {@link Manifest} without opening an image. Mean and
 * standard deviation are computed in double; the latter divides by n - 1, as in Tablesaw and pandas.
 *
 * <p>Example, four pairs of 2x2 gray images, left ones all 0.5, right ones all 1, in two classes:
 *
 * <pre>{@code
 * var summary = DatasetTable.of(data, List.of("same", "other"));
 * summary.table()          // name      shape      values  not finite  minimum  maximum  mean  standard deviation
 *                          // input 0   (2, 2, 1)  16      0           0.5      0.5      0.5   0
 *                          // input 1   (2, 2, 1)  16      0           1        1        1     0
 *                          // target 0  ()         4       0           0        1        0.5   0.57735
 * summary.classCounts()    // class  count  percent
 *                          // same   2      50
 *                          // other  2      50
 * summary.samples(5)       // a row for each of the first five samples
 * }</pre>
 *
 * <p>Limits: of a data set with bad files, only the samples that could be read count. Minimum, maximum, mean and
 * standard deviation are those of the finite values; they are missing where there is none, the standard deviation also
 * where there is one only. Targets of one number a sample count as classes where all of them are whole numbers from 0.
 */
public final class DatasetTable {

    static {
        Startup.begin();
    }

    /** The most rows of a table that are printed. */
    private static final int ROWS = 50;

    private final String title;
    private final Table table;
    private final List<ClassTally> tallies;
    private final IntFunction<Table> head;

    DatasetTable(String title, Table table, List<ClassTally> tallies, IntFunction<Table> head) {
        this.title = title;
        this.table = table;
        this.tallies = List.copyOf(tallies);
        this.head = head;
    }

    /**
     * Looks at all samples of a data set, in one pass; classes have the names of the data set, or else their indices.
     *
     * <p>Refused: {@code data must give batches of 2 inputs and 1 targets, got 1 and 1}, of a data set that does not keep its
     * declared shapes.
     */
    public static DatasetTable of(Dataset data) {
        return new DatasetStatistics(data, data.classNames()).compute();
    }

    /**
     * Looks at all samples of a data set whose one target is the index of a class.
     *
     * <p>Refused: {@code classes must not be empty}, {@code classes must differ, got [a, a]}, {@code classes needs one target
     * of class indices of shape (N), got 2 of shapes [[], []]}, {@code a class index must lie below 2, the number of class
     * names, got 2 in sample 5}, {@code a class index must be a whole number from 0, got 0.5 in sample 3}. NaN targets are counted
     * separately.
     *
     * @param classes the name of each class, by index
     */
    public static DatasetTable of(Dataset data, List<String> classes) {
        List<String> names = DistinctNames.ofClasses(classes.toArray(String[]::new));
        if (data.targetShapes().size() != 1
                || !DatasetStatistics.isOneNumber(data.targetShapes().get(0))) {
            throw new IllegalArgumentException("classes needs one target of class indices of shape (N), got "
                    + data.targetShapes().size() + " of shapes " + data.targetShapes());
        }
        return new DatasetStatistics(data, names).compute();
    }

    /** Looks at the rows of a manifest; images are not opened. */
    public static DatasetTable of(Manifest manifest) {
        return ManifestStatistics.of(manifest);
    }

    /**
     * A row for each input and each target: {@code name}, {@code shape} of one sample, number of {@code values} in all
     * samples, how many of them are {@code not finite} (NaN or infinite), {@code minimum}, {@code maximum}, {@code mean} and
     * {@code standard deviation}.
     *
     * <p>Of a manifest: a row for each column of images, of the shape {@code image} with nothing more known; for the label,
     * as class indices; and for each column of numbers.
     */
    public Table table() {
        return table.copy();
    }

    /**
     * The size of each class, in the order of their indices: {@code class}, {@code count} and {@code percent} of all samples.
     *
     * <p>A class with a given name is listed even without a sample; without names, the indices that occur are listed.
     * Samples whose target is NaN are counted in a last row, {@code (no class)}.
     *
     * <p>Refused: {@code classCounts needs a target, there is none}; {@code classCounts needs to know which of 2 targets, as
     * in classCounts(0)}; what {@link #classCounts(int)} refuses.
     */
    public Table classCounts() {
        if (tallies.isEmpty()) {
            throw new IllegalArgumentException("classCounts needs a target, there is none");
        }
        if (tallies.size() > 1) {
            throw new IllegalArgumentException(
                    "classCounts needs to know which of " + tallies.size() + " targets, as in classCounts(0)");
        }
        return classCounts(0);
    }

    /**
     * The size of each class of one of several targets.
     *
     * <p>Refused: {@code target must lie in [0, 2), got 2}; a target that holds no class indices: {@code a class index must be
     * a whole number from 0, got 0.5 in sample 3}, {@code class indices must have the shape (N), got (N, 2)}, {@code class
     * indices must be at most 65536 different numbers, got more up to sample 70000}, {@code poses.csv has no label}.
     *
     * @param target the number of the target, from 0
     */
    public Table classCounts(int target) {
        if (target < 0 || target >= tallies.size()) {
            throw new IllegalArgumentException("target must lie in [0, " + tallies.size() + "), got " + target);
        }
        return tallies.get(target).table();
    }

    /** The targets that hold class indices, from 0: those that {@link #classCounts(int)} counts. */
    public List<Integer> classTargets() {
        return IntStream.range(0, tallies.size())
                .filter(i -> tallies.get(i).holdsClasses())
                .boxed()
                .toList();
    }

    /**
     * The first samples as they are stored, at most {@code count} of them; they are read anew.
     *
     * <p>The columns: {@code sample}, from 0; {@code class}, where there is one target of class indices; every other input
     * and target by its numbers where a sample is one number or a row of at most 8, as {@code target 0} or {@code target 0
     * [1]}, and else by its mean, minimum and maximum, as {@code input 0 mean}; and how many numbers are {@code not finite}.
     * Of a manifest: its rows as in {@link Manifest#table}.
     *
     * <p>Refused: {@code count must not be negative, got -1}.
     */
    public Table samples(int count) {
        Checks.requireNotNegative("count", count);
        return head.apply(count);
    }

    /**
     * The name of the class that a target stands for: its index as text where there are no names, {@code (no class)} for NaN.
     *
     * <p>Refused: numbers that are no index, as {@link #of(Dataset, List)} refuses them.
     *
     * @param classes the name of each class, by index, or none
     * @param sample which sample it is, for the message
     */
    public static String className(List<String> classes, float target, int sample) {
        return ClassTally.name(classes, target, sample);
    }

    /** How much there is, in one line: {@code 4 samples, 2 inputs, 1 target}. */
    public String title() {
        return title;
    }

    /** The title, the table and the class counts as text; of a long table its first and last rows. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title).append("\n\n").append(table.print(ROWS));
        for (int target : classTargets()) {
            text.append("\n\n").append(classCounts(target).print(ROWS));
        }
        return text.toString();
    }
}
