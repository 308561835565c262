package polyview.data.manifest;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.ShortTexts;
import polyview.base.Startup;
import polyview.data.Splits;
import polyview.data.Splitter;
import tech.tablesaw.api.Table;

/**
 * The list of samples of a data set: for each its image files and numbers, and what is to be predicted: labels, numbers, masks, images.
 * It is checked, never changes, and is safe for use by several threads.
 *
 * <p>A manifest comes from a CSV file, from a Tablesaw table, or from folders. No image is opened here: a missing or damaged file
 * is found when it is read.
 *
 * <p>It has targets, or none, for prediction: {@link #targetColumns}. It may have a weight, a group, a time and identifiers for each row.
 * Rows are numbered from 0; {@link #line} is the line
 * in the file. Paths are stored compactly: a million rows of two paths and a label take about 50 bytes each ({@link
 * #bytesPerRow}). Parts of a split share the rows of the whole.
 *
 * <p>A manifest travels to other processes ({@link polyview.data.DataRecipe}): one of a CSV file as the absolute path of the file, what its
 * columns mean, and which rows; it is read there, and rows that are not the same are refused. One of a table or of folders travels as its
 * rows. Image files are read where they lie, under the same paths: in a folder that all places see.
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
public final class Manifest implements Serializable {

    static {
        Startup.begin();
    }

    private final ManifestRows all;
    private final int[] rows;

    Manifest(ManifestRows all, int[] rows) {
        this.all = all;
        this.rows = rows;
    }

    private Object writeReplace() {
        return SentManifest.of(all, rows);
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

    /** The names of the inputs; for inputs of one image these are the columns of paths. */
    public List<String> inputs() {
        return all.inputs();
    }

    /** The inputs in their order, and what they are made of. */
    public List<SampleColumn> inputColumns() {
        return all.uses().inputs();
    }

    /** The targets in their order, and what they are made of; empty without. */
    public List<SampleColumn> targetColumns() {
        return all.uses().targets();
    }

    /** All columns of paths, of inputs and targets, each once. */
    public List<String> files() {
        return all.files();
    }

    /** Whether a file of views that is not there is a missing view; see {@link ManifestColumns#missingFilesAreMissingViews}. */
    public boolean hasMissingFilesAsMissingViews() {
        return all.uses().missingFiles();
    }

    /**
     * The class names by index; empty without labels, and those of the first of several. They are sorted as text, 10 before 2, where {@code
     * classes(...)} did not give the order.
     */
    public List<String> classes() {
        return all.firstClasses();
    }

    /** The class names of one of several labels; refused: {@code pairs.csv has no label size; there are [shape, colour]}. */
    public List<String> classes(String label) {
        return all.classes().get(label(label));
    }

    /** The names of the labels in their order; empty without. */
    public List<String> labelNames() {
        return all.labelNames();
    }

    /** The names of the columns of numbers of all targets; empty without. */
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

    /** The path in one column; refused: {@code pairs.csv has no input top; there are [left, right]}. */
    public Path path(int row, String column) {
        return all.folder().resolve(text(row, column));
    }

    /**
     * The path of one image as it is written in the manifest.
     *
     * <p>Refused: {@code input mri has 3 files a row: ask for one of the columns [t1, t2, flair]}, {@code input patient has no file}.
     */
    public String text(int row, int input) {
        SampleColumn of = inputColumns().get(input);
        if (!of.kind().isOfFiles() || of.columns().size() > 1) {
            throw new IllegalArgumentException("input " + of.name()
                    + (of.kind().isOfFiles()
                            ? " has " + of.columns().size() + " files a row: ask for one of the columns " + of.columns()
                            : " has no file"));
        }
        return text(row, of.columns().get(0));
    }

    /** The path in one of the {@link #files} as it is written; empty for a missing view. Refused as {@link #path(int, String)}. */
    public String text(int row, String column) {
        int file = files().indexOf(column);
        if (file < 0) {
            throw new IllegalArgumentException(
                    all.source() + " has no input " + column + "; there are " + ShortTexts.list(files()));
        }
        return all.paths().get(file).get(at(row));
    }

    /** The class of a row, by the first of several labels; refused: {@code pairs.csv has no label}. */
    public int label(int row) {
        return labels()[at(row)];
    }

    /** The class of a row by one of several labels; refused as {@link #classes(String)}. */
    public int label(int row, String label) {
        return all.labels().get(label(label))[at(row)];
    }

    private int label(String label) {
        int index = labelNames().indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    all.source() + " has no label " + label + "; there are " + ShortTexts.list(labelNames()));
        }
        return index;
    }

    /** The numbers of a row, one for each of {@link #targetNames}. */
    public float[] targets(int row) {
        return numbers(row, targetNames());
    }

    /**
     * The numbers of a row in these columns, which are of inputs or targets.
     *
     * <p>Refused: {@code pairs.csv has no numbers in a column z; there are [age, dose, x, y]}.
     */
    public float[] numbers(int row, List<String> columns) {
        int place = at(row);
        float[] values = new float[columns.size()];
        for (int i = 0; i < values.length; i++) {
            if (!all.numberNames().contains(columns.get(i))) {
                throw new IllegalArgumentException(all.source() + " has no numbers in a column " + columns.get(i)
                        + "; there are " + ShortTexts.list(all.numberNames()));
            }
            values[i] = all.number(place, columns.get(i));
        }
        return values;
    }

    /** The column of weights; empty without. */
    public String weightName() {
        return all.roles().weightName();
    }

    /** The weight of a row; refused: {@code pairs.csv has no weight}. */
    public float weight(int row) {
        return all.number(at(row), there(weightName(), "weight"));
    }

    /** The column of groups; empty without. */
    public String groupName() {
        return all.roles().group().name();
    }

    /** The groups that occur in the whole file, sorted; refused: {@code pairs.csv has no group}. */
    public List<String> groups() {
        there(groupName(), "group");
        return all.roles().group().all();
    }

    /** The number of the group of a row in {@link #groups}; refused: {@code pairs.csv has no group}. */
    public int group(int row) {
        there(groupName(), "group");
        return all.roles().group().codes()[at(row)];
    }

    /** The column of times; empty without. */
    public String timeName() {
        return all.roles().time().name();
    }

    /** The times that occur in the whole file, from the first to the last, as written; refused: {@code pairs.csv has no time}. */
    public List<String> times() {
        there(timeName(), "time");
        return all.roles().time().all();
    }

    /** The place of a row's time in {@link #times}: 0 for the first, equal for equal times; refused: {@code pairs.csv has no time}. */
    public int time(int row) {
        there(timeName(), "time");
        return all.roles().time().codes()[at(row)];
    }

    /** The columns by which samples are known outside; empty without. */
    public List<String> idNames() {
        return all.roles().idNames();
    }

    /** The identifiers of a row, one for each of {@link #idNames}. */
    public List<String> id(int row) {
        int place = at(row);
        return all.roles().ids().stream().map(texts -> texts.get(place)).toList();
    }

    private String there(String name, String what) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(all.source() + " has no " + what);
        }
        return name;
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

    /**
     * Splits by group, by class, in time or at random, into parts or folds; it knows the first label, the group and the time of each row.
     *
     * <pre>{@code
     * var folds = scans.splitter().byGroup().stratified().kFold(5, 7);   // no patient in two folds
     * }</pre>
     */
    public Splitter<Manifest> splitter() {
        return new Splitter<>(new ManifestSplits(this, rows));
    }

    /**
     * These rows, then those of another part that are not among them.
     *
     * <p>Refused: {@code parts of one manifest can be joined, got pairs.csv and other.csv}; a file that is opened twice gives two.
     */
    public Manifest plus(Manifest other) {
        requireSameSource(other);
        return new Manifest(all, Splits.union(rows, other.rows));
    }

    /** The rows that are not in another part; refused as {@link #plus}. */
    public Manifest without(Manifest other) {
        requireSameSource(other);
        return new Manifest(all, Splits.difference(rows, other.rows));
    }

    private void requireSameSource(Manifest other) {
        if (all != other.all) {
            throw new IllegalArgumentException("parts of one manifest can be joined, got " + source() + " and "
                    + other.source() + (source().equals(other.source()) ? ", opened twice" : ""));
        }
    }

    /** The place of a row of the whole file. */
    String whereOfAll(int row) {
        return all.where(row);
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

    /** All rows as a table: line or row, then all columns that are used, with paths as written and classes by their names. */
    public Table table() {
        return ManifestTable.of(all, this);
    }

    /**
     * {@code pairs.csv: 1,000,000 rows of [left, right], 2 classes, 50 bytes a row}. Where the classes are whole numbers in another order than
     * that of the numbers, it says so: {@code 12 classes (numbers sorted as text: 10 is class 2)}.
     */
    @Override
    public String toString() {
        return ManifestTable.line(all, this);
    }

    /** The rows of the whole, which parts share. */
    ManifestRows all() {
        return all;
    }

    /** The folder that relative paths are resolved against. */
    Path folder() {
        return all.folder();
    }

    /** The file, table or folder it comes from. */
    public String source() {
        return all.source();
    }

    /** The name of the first label column; empty without. */
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
        return all.labels().get(0);
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
