package polyview.data.manifest;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.base.DistinctNames;

/**
 * The meaning of the columns of a CSV file or a table, for {@link Manifest#csv} and {@link Manifest#table}.
 *
 * <p>Every option returns new options and does not change these. Other columns are ignored. The file is read and checked by {@link
 * #open()}; a message names the file, the line as an editor counts it (the header is on line 1; a table has rows from 1) and the
 * column.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var faces = Manifest.csv(Path.of("faces.csv")).images("left", "right").label("class").open();
 * var poses = Manifest.csv(Path.of("poses.csv")).images("front", "side").targets("x", "y").open();
 * var fresh = Manifest.csv(Path.of("fresh.csv")).images("left", "right").open();   // to predict
 * }</pre>
 */
public final class ManifestColumns {

    private final Cells cells;
    private final List<String> images;
    private final List<String> label;
    private final List<String> targets;
    private final List<String> classes;

    ManifestColumns(Cells cells) {
        this(cells, List.of(), List.of(), List.of(), List.of());
    }

    private ManifestColumns(
            Cells cells, List<String> images, List<String> label, List<String> targets, List<String> classes) {
        this.cells = cells;
        this.images = images;
        this.label = label;
        this.targets = targets;
        this.classes = classes;
        List<String> all = all();
        IntStream.range(0, all.size())
                .filter(i -> all.indexOf(all.get(i)) < i)
                .findFirst()
                .ifPresent(i -> {
                    throw new IllegalArgumentException("column " + all.get(i) + " must have one use, got two");
                });
        if (!targets.isEmpty() && !(label.isEmpty() && classes.isEmpty())) {
            throw new IllegalArgumentException("label and targets exclude each other");
        }
    }

    /**
     * The columns of paths, one for each input of the model, in its order; relative to the folder of the file, or absolute.
     *
     * <p>Refused: {@code images must differ, got [left, left]}; {@code images is set already to [left], got [right]}, and the same
     * for all options here.
     */
    public ManifestColumns images(String... columns) {
        DistinctNames.requireUnset("images", images, List.of(columns));
        return new ManifestColumns(cells, DistinctNames.of("images", columns), label, targets, classes);
    }

    /**
     * The column of class names; the index of a class is its place among the sorted names. Cells are names even if they look like
     * numbers: {@code 1} and {@code 1.0} are two classes.
     *
     * <p>Refused: {@code label and targets exclude each other}.
     */
    public ManifestColumns label(String column) {
        DistinctNames.requireUnset("label", label, List.of(column));
        return new ManifestColumns(cells, images, List.of(column), targets, classes);
    }

    /**
     * The columns of numbers to be predicted, instead of a label.
     *
     * <p>Refused: {@code targets must differ, got [x, x]}, {@code label and targets exclude each other}.
     */
    public ManifestColumns targets(String... columns) {
        DistinctNames.requireUnset("targets", targets, List.of(columns));
        return new ManifestColumns(cells, images, label, DistinctNames.of("targets", columns), classes);
    }

    /**
     * All class names in the order of their indices, instead of the sorted names that occur; for example those of the training
     * data, {@code classes(train.classes())}. A class without a row is allowed.
     *
     * <p>Refused: {@code classes must differ, got [a, a]}, {@code classes must not be empty}.
     */
    public ManifestColumns classes(List<String> names) {
        DistinctNames.requireUnset("classes", classes, names);
        return new ManifestColumns(
                cells, images, label, targets, DistinctNames.ofClasses(names.toArray(String[]::new)));
    }

    /** See {@link #classes(List)}. */
    public ManifestColumns classes(String... names) {
        return classes(List.of(names));
    }

    /**
     * Reads and checks all rows; no image is opened.
     *
     * <p>Refused with an {@link IllegalArgumentException}:
     *
     * <ul>
     *   <li>options that do not fit: {@code images must be named, as in images("left", "right"); pairs.csv has [left, right,
     *       class]}, {@code pairs.csv has no column right; there are [left, class]}, {@code classes needs label};
     *   <li>a file without rows: {@code pairs.csv is empty}, {@code pairs.csv has a header and no row};
     *   <li>a header with one name twice: {@code pairs.csv, line 1: two columns are named left};
     *   <li>rows of another length: {@code pairs.csv, line 4: must have 3 cells as the header has, got 2};
     *   <li>quotes: {@code pairs.csv, line 4: a quote is left open}, {@code pairs.csv, line 4: text after the closing quote of
     *       a cell; a quote inside of quotes is written twice};
     *   <li>cells: {@code pairs.csv, line 7, column left: must not be empty}, {@code pairs.csv, line 7, column left: must not
     *       begin or end with a blank, got " a.png"}, {@code pairs.csv, line 7, column class: must be one of [a, b], got "c"},
     *       {@code pairs.csv, line 7, column x: must be a number, got "abc"}, {@code pairs.csv, line 7, column x: is too small for
     *       a 32-bit float and would be 0, got "1e-50"};
     *   <li>labels that look the same, such as {@code a b} with two kinds of blanks, with the code of the invisible character;
     *       labels that differ only by case are allowed where {@code classes} lists both;
     *   <li>a cell of more than 1048576 characters: {@code pairs.csv, line 7: a cell has more than 1048576 characters: a quote is
     *       left open, or is one too many}.
     * </ul>
     *
     * <p>Refused with an {@link java.io.UncheckedIOException}: {@code cannot read pairs.csv: there is no such file}, {@code it
     * is not a file}, {@code it is not text in UTF-8}, {@code it is not text: it holds a zero byte}.
     */
    public Manifest open() {
        if (!classes.isEmpty() && label.isEmpty()) {
            throw new IllegalArgumentException("classes needs label");
        }
        ManifestReader reader = new ManifestReader(cells, images, label, targets, classes);
        cells.read(reader);
        return reader.manifest();
    }

    private List<String> all() {
        return Stream.of(images, label, targets).flatMap(List::stream).toList();
    }
}
