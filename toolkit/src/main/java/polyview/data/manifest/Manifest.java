package polyview.data.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.ShortTexts;
import polyview.base.Startup;
import polyview.data.Splits;
import tech.tablesaw.api.Table;

/**
 * The list of samples of a data set: for each the image files of its inputs, and its label or its numbers. It is checked, never
 * changes, and is safe for use by several threads.
 *
 * <p>A manifest comes from a CSV file, from a Tablesaw table, or from folders. No image is opened here: a missing or damaged file
 * is found when it is read.
 *
 * <p>It has labels (classes), targets (numbers), or neither, for prediction. Rows are numbered from 0; {@link #line} is the line
 * in the file. Paths are stored compactly: a million rows of two paths and a label take about 50 bytes each ({@link
 * #bytesPerRow}). Parts of a split share the rows of the whole.
 *
 * <p>Example, {@code pairs.csv} with the lines {@code left,right,class}, {@code l/1.png,r/1.png,same}, {@code
 * l/2.png,r/2.png,other}:
 *
 * <pre>{@code
 * var pairs = Manifest.csv(Path.of("pairs.csv")).images("left", "right").label("class").open();
 * pairs.size()              // 2
 * pairs.classes()           // [other, same]
 * pairs.label(0)            // 1
 * pairs.path(0, "right")    // r/1.png
 * var parts = pairs.stratifiedSplit(7, 0.7, 0.15, 0.15);
 * }</pre>
 */
public final class Manifest {

    static {
        Startup.begin();
    }

    private final ManifestRows all;
    private final int[] rows;

    Manifest(ManifestRows all, int[] rows) {
        this.all = all;
        this.rows = rows;
    }

    /** A CSV file in UTF-8 with a header, cells separated by commas; the options say what the columns mean. */
    public static ManifestColumns csv(Path file) {
        return csv(file, ',');
    }

    /** A CSV file with another separator, such as {@code ';'} or {@code '\t'}. */
    public static ManifestColumns csv(Path file, char separator) {
        return new ManifestColumns(new CsvCells(file, separator));
    }

    /**
     * A Tablesaw table; the options say what the columns mean. A missing value is an empty cell.
     *
     * @param folder what the paths in the table are relative to
     */
    public static ManifestColumns table(Table table, Path folder) {
        return new ManifestColumns(new TableCells(table, folder));
    }

    /** One image a sample, {@code root/cat/1.png}: its folder is its class. */
    public static ManifestFolders classFolders(Path root) {
        return new ManifestFolders(root, false);
    }

    /**
     * Several images a sample, {@code root/left/1.png} and {@code root/right/1.png}: one folder for each view, one file name
     * for each sample; or {@code root/left/cat/1.png} and {@code root/right/cat/1.png}, with classes.
     */
    public static ManifestFolders viewFolders(Path root) {
        return new ManifestFolders(root, true);
    }

    /** The number of rows. */
    public int size() {
        return rows.length;
    }

    /** The names of the inputs: the columns of paths. */
    public List<String> inputs() {
        return all.inputs();
    }

    /** The class names by index; empty without labels. */
    public List<String> classes() {
        return all.classes();
    }

    /** The names of the columns of numbers; empty without. */
    public List<String> targetNames() {
        return all.targetNames();
    }

    /**
     * The path of one image, resolved against the folder of the manifest unless it is absolute.
     *
     * <p>A text that is no valid path on this machine gives Java's {@link java.nio.file.InvalidPathException}, such as an umlaut
     * where Java was started with {@code LC_ALL=C}.
     */
    public Path path(int row, int input) {
        return all.folder().resolve(text(row, input));
    }

    /** The path of one image; refused: {@code pairs.csv has no input top; there are [left, right]}. */
    public Path path(int row, String input) {
        int index = inputs().indexOf(input);
        if (index < 0) {
            throw new IllegalArgumentException(
                    all.source() + " has no input " + input + "; there are " + ShortTexts.list(inputs()));
        }
        return path(row, index);
    }

    /** The path of one image as it is written in the manifest. */
    public String text(int row, int input) {
        return all.paths().get(input).get(at(row));
    }

    /** The class of a row; refused: {@code pairs.csv has no label}. */
    public int label(int row) {
        return labels()[at(row)];
    }

    /** The numbers of a row, one for each of {@link #targetNames}. */
    public float[] targets(int row) {
        float[] targets = new float[targetNames().size()];
        System.arraycopy(all.targets(), at(row) * targets.length, targets, 0, targets.length);
        return targets;
    }

    /** The place of a row: the line of the CSV file, with the header on line 1; or the row of a table or of folders, from 1. */
    public int line(int row) {
        return all.lines()[at(row)];
    }

    /** The place of a row, for messages: {@code pairs.csv, line 7}. */
    public String where(int row) {
        return all.where(at(row));
    }

    /** Some rows, in the order given; a row may be repeated. */
    public Manifest subset(int... indices) {
        return new Manifest(all, IntStream.of(indices).map(this::at).toArray());
    }

    /**
     * Splits all rows at random into parts without a row in common: each part gets its share, rounded down or up.
     *
     * <p>Refused: {@code a share must lie between 0 and 1, both excluded, got 1.0}, {@code shares must sum to 1, got [0.7,
     * 0.2], which sum to 0.9}, {@code shares [0.8, 0.1, 0.1] of 3 samples leave a part empty}; repeated rows, as {@link
     * #oversampled} gives them, see {@link Splits#requireOnce}.
     *
     * <p>Example: of 20 rows, {@code split(7, 0.7, 0.15, 0.15)} gives parts of 14, 3 and 3.
     */
    public List<Manifest> split(long seed, double... shares) {
        Splits.requireOnce(rows, all::where);
        return list(Splits.atRandom(size(), seed, shares));
    }

    /**
     * Splits as {@link #split}, with the classes in the same proportions: of a class with n rows, a part of
     * share s gets {@code n s}, rounded down or up, and of all such splits one with the smallest sum of deviations is taken.
     *
     * <p>Refused also: {@code pairs.csv has no label}.
     */
    public List<Manifest> stratifiedSplit(long seed, double... shares) {
        Splits.requireOnce(rows, all::where);
        return list(Splits.byClass(labelsInOrder(), seed, shares));
    }

    /** The number of rows of each class, in the order of {@link #classes}. */
    public Map<String, Integer> classCounts() {
        return new ManifestClasses(this).counts();
    }

    /**
     * A weight for each class with which all classes count the same: {@code N / (K n_k)} for n_k of N rows in class k of K.
     *
     * <p>Refused: {@code classWeights needs a row of every class, there is none of b}; {@code pairs.csv has no label}.
     *
     * <p>For training: {@code Loss.softmaxCrossEntropy().classWeights(train.classWeights())}. The weights of all rows sum to N.
     *
     * <p>Example: 6 and 2 rows of two classes give 0.6667 and 2.
     */
    public double[] classWeights() {
        return new ManifestClasses(this).balance().weights();
    }

    /**
     * All rows, with rows of rare classes repeated until every class has as many as the largest; within a class no row occurs more
     * than once more than another.
     *
     * <p>Split first: a row must not be in two parts. Refused: {@code oversampled needs a row of every class,
     * there is none of b}; {@code pairs.csv has no label}.
     *
     * @param seed decides which rows are repeated
     */
    public Manifest oversampled(long seed) {
        return subset(new ManifestClasses(this).balance().oversampled(seed));
    }

    /**
     * Pairs of the images, two of one class ({@code same}, class 1) or of two classes ({@code different}, class 0), in equal
     * numbers, for networks that decide whether two images show the same thing.
     *
     * <p>The inputs are named first and second. Each image of a class with two or more is equally likely as the first; a pair
     * never holds one image twice, but a pair may occur twice, and an image in several pairs. Split into training and test first;
     * {@link #classesApart} gives a test with classes that training never sees. Pair i depends only on the rows, the seed and i.
     *
     * <p>Refused: {@code count must not be negative, got -1}; {@code pairs needs one image a row, pets has [left, right]};
     * {@code pairs.csv has no label}; {@code pairs needs two classes, and one of them with two images, pets has {cat=7, dog=0}}.
     *
     * <pre>{@code
     * Manifest.classFolders(Path.of("pets")).open().pairs(2000, 7)   // pets in pairs: 2,000 rows of [first, second], 2 classes
     * }</pre>
     */
    public Manifest pairs(int count, long seed) {
        return new ManifestPairs(this).draw(count, seed);
    }

    /**
     * Splits the classes at random into parts without a class in common: each part has the rows of its share of the classes,
     * rounded down or up. The list of class names stays the same.
     *
     * <p>Refused: shares that {@link #split} refuses, counted in classes; {@code pairs.csv has no label}.
     *
     * <p>Example: {@code classesApart(7, 0.8, 0.2)} of 10 classes keeps 2 of them for the test.
     */
    public List<Manifest> classesApart(long seed, double... shares) {
        return list(new ManifestClasses(this).apart(seed, shares));
    }

    /** The memory of a row in bytes: its share of all arrays, which parts share, and 4 bytes in each part. */
    public double bytesPerRow() {
        return (double) all.memory() / all.size() + Integer.BYTES;
    }

    /** All rows as a table: line or row, paths as written, and the label or the targets. */
    public Table table() {
        return ManifestTable.of(all, this);
    }

    /** {@code pairs.csv: 1,000,000 rows of [left, right], 2 classes, 50 bytes a row}. */
    @Override
    public String toString() {
        return ManifestTable.line(all, this);
    }

    /** The folder that relative paths are resolved against. */
    Path folder() {
        return all.folder();
    }

    /** The file, table or folder it comes from. */
    public String source() {
        return all.source();
    }

    /** The name of the label column; empty without. */
    public String labelName() {
        return all.labelName();
    }

    private int at(int row) {
        if (row < 0 || row >= rows.length) {
            throw new IllegalArgumentException("row must lie between 0 and " + (rows.length - 1) + ", got " + row);
        }
        return rows[row];
    }

    private int[] labels() {
        if (classes().isEmpty()) {
            throw new IllegalArgumentException(all.source() + " has no label");
        }
        return all.labels();
    }

    /** The class of each row; refused: {@code pairs.csv has no label}. */
    int[] labelsInOrder() {
        int[] labels = labels();
        return IntStream.of(rows).map(row -> labels[row]).toArray();
    }

    private List<Manifest> list(int[][] parts) {
        return Stream.of(parts).map(this::subset).toList();
    }
}
