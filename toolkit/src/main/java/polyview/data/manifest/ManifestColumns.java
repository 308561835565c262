package polyview.data.manifest;

import java.util.List;
import polyview.base.DistinctNames;
import polyview.base.Names;
import polyview.base.Scan;
import polyview.data.manifest.ColumnUses.Role;
import polyview.data.manifest.SampleColumn.Kind;

/**
 * The meaning of the columns of a CSV file or a table, for {@link Manifest#csv} and {@link Manifest#table}.
 *
 * <p>Inputs and targets have the order in which they are named here: it is that of the inputs and outputs of a model. Columns that are
 * neither ({@link #weight}, {@link #group}, {@link #time}, {@link #id}) may be used beside that for anything else.
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
 * var scans = Manifest.csv(Path.of("scans.csv"))
 *         .stack("mri", "t1", "t2", "flair").numbers("patient", "age", "dose")     // two inputs
 *         .masks("tumour").label("grade")                                          // two targets
 *         .weight("w").group("hospital").id("study").open();
 * }</pre>
 */
public final class ManifestColumns {

    private final Cells cells;
    private final ColumnUses uses;

    ManifestColumns(Cells cells) {
        this(cells, ColumnUses.none());
    }

    ManifestColumns(Cells cells, ColumnUses uses) {
        this.cells = cells;
        this.uses = uses;
    }

    /**
     * The columns of paths, one for each input of the model, in its order; relative to the folder of the file, or absolute.
     *
     * <p>Refused: {@code images must differ, got [left, left]}; {@code images is set already to [left], got [right]}; {@code column
     * left must have one use, got two}; {@code inputs must have names of their own, got "left" twice}; the last two for all inputs.
     */
    public ManifestColumns images(String... columns) {
        requireUnset("images", uses.inputs(), Kind.IMAGE, columns);
        return inputs(each(Kind.IMAGE, "images", columns));
    }

    /**
     * One input that is made of several files of a sample: their channels follow one another in this order, as sequences of one
     * scanner or bands of one satellite do. Shape {@code (H, W, C of all)}.
     *
     * <p>Refused: {@code stack mri must have a column, got none}, {@code stack mri must differ, got [t1, t1]}.
     */
    public ManifestColumns stack(String name, String... columns) {
        return inputs(group(Kind.STACK, "stack", name, List.of(columns)));
    }

    /**
     * One input of several views of a sample, some of which may be missing: images {@code (V, H, W, C)}, and after it an input named
     * as this one with {@code _present} behind, {@code (V)}: 1 for a view that is there, and 0 for one that is not, whose image is 0.
     *
     * <p>An empty cell is a missing view. A file that is not there is a bad file, which costs its sample, unless {@link
     * #missingFilesAreMissingViews()}. A row without any view is refused: {@code views.csv, line 7: no view of views is there, all of
     * [v1, v2] are empty}.
     *
     * <p>Refused: as {@link #stack}.
     */
    public ManifestColumns views(String name, String... columns) {
        return inputs(group(Kind.VIEWS, "views", name, List.of(columns)));
    }

    /** A file of {@link #views} that is not there is a missing view, as an empty cell is; damaged files stay bad. */
    public ManifestColumns missingFilesAreMissingViews() {
        return new ManifestColumns(cells, uses.withMissingFiles());
    }

    /**
     * One input of numbers beside the images, such as age and dose: shape {@code (K)} for K columns.
     *
     * <p>A missing number is refused, and never read as 0: fill it before, or leave the row out. Numbers have a decimal point and no
     * unit; they are not scaled, which a layer {@code Normalization} does. Refused: as {@link #stack}.
     */
    public ManifestColumns numbers(String name, String... columns) {
        return inputs(group(Kind.NUMBERS, "numbers", name, List.of(columns)));
    }

    /**
     * A column of class names to be predicted; several labels are several targets, each with names of its own.
     *
     * <p>The index of a class is its place among the sorted names. Cells are names even if they look like numbers: {@code 1} and
     * {@code 1.0} are two classes, and 10 comes before 2, as text does: of the labels 0 to 11 the class of 10 is 2. {@link #classes} gives
     * another order, such as {@code classes("0", "1", "2", ..., "11")}, and {@link Manifest#toString} tells such labels. Numbers that are
     * class indices already are {@link #targets(String...)}: they stay what they are, and have no names.
     *
     * <p>Refused: {@code column class must have one use, got two}.
     */
    public ManifestColumns label(String column) {
        return targets(List.of(SampleColumn.of(Kind.LABEL, column)));
    }

    /**
     * The columns of numbers to be predicted, as one target: {@code (N)} for one column, {@code (N, K)} for several.
     *
     * <p>Refused: {@code targets must differ, got [x, x]}; {@code targets is set already to [x], got [y]}: for several targets of
     * numbers name them, {@link #targets(String, List)}.
     */
    public ManifestColumns targets(String... columns) {
        requireUnset("targets", uses.targets(), Kind.NUMBERS, columns);
        List<String> names = DistinctNames.of("targets", columns);
        return names.isEmpty()
                ? this
                : targets(List.of(new SampleColumn(names.size() == 1 ? names.get(0) : "targets", Kind.NUMBERS, names)));
    }

    /** One of several targets of numbers, for an output of its own: {@code targets("pose", List.of("x", "y"))}. */
    public ManifestColumns targets(String name, List<String> columns) {
        return targets(group(Kind.NUMBERS, "targets", name, columns));
    }

    /**
     * Columns of image files whose values are indices of classes, each a target {@code (H, W)}; they move with the images of their
     * sample, always by the nearest pixel.
     *
     * <p>Refused: as {@link #images}.
     */
    public ManifestColumns masks(String... columns) {
        requireUnset("masks", uses.targets(), Kind.MASK, columns);
        return targets(each(Kind.MASK, "masks", columns));
    }

    /**
     * Columns of image files to be predicted, each a target {@code (H, W, C)}; they move with the images of their sample and keep their
     * brightness. A column of {@link #images} may be one, as in an autoencoder.
     *
     * <p>Refused: as {@link #images}.
     */
    public ManifestColumns imageTargets(String... columns) {
        requireUnset("imageTargets", uses.targets(), Kind.IMAGE_TARGET, columns);
        return targets(each(Kind.IMAGE_TARGET, "imageTargets", columns));
    }

    /**
     * One target that is made of several files of a sample: their channels follow one another in this order, {@code (H, W, C of all)}.
     * Columns of {@link #images} may be among them, so that a network learns to fuse its own inputs, by {@code
     * Loss.imageFusion(2, 1)}: {@code images("near", "far").stackedTarget("sources", "near", "far")} has two inputs {@code (H, W, 1)}
     * and the target sources, {@code (H, W, 2)}, of the same pixels. It moves with the images of its sample and keeps their brightness.
     *
     * <p>Refused: {@code stackedTarget sources must have a column, got none}, {@code stackedTarget sources must differ, got [near,
     * near]}, {@code targets must have names of their own, got "sources" twice}.
     */
    public ManifestColumns stackedTarget(String name, String... columns) {
        return targets(group(Kind.STACKED_TARGET, "stackedTarget", name, List.of(columns)));
    }

    /**
     * How much each sample counts in a loss with {@code sampleWeights()}: finite numbers of at least 0. A sample that cannot be read
     * takes its weight with it.
     *
     * <p>Refused: {@code weight is set already to [w], got [v]}, and for a row {@code pairs.csv, line 7, column w: must be a weight of
     * at least 0, got "-1"}.
     */
    public ManifestColumns weight(String column) {
        return role(Role.weight, column);
    }

    /**
     * What samples belong together and must not be split, such as the patient; compared as text, and refused where empty.
     *
     * <p>Refused: names that look the same, {@code pairs.csv, line 7, column patient: groups "p 1" and "p\u00a01" differ by U+00A0 NO-BREAK
     * SPACE alone}.
     */
    public ManifestColumns group(String column) {
        return role(Role.group, column);
    }

    /**
     * When a sample was taken: numbers, or dates and times as ISO 8601 writes them, such as {@code 2026-11-29}, {@code 2026-11-29
     * 14:05:00} and {@code 2026-11-29T14:05:00+01:00}, one way for all rows.
     *
     * <p>Refused: {@code pairs.csv, line 7, column date: must be a number or a date such as 2026-11-29 or 2026-11-29T14:05:00, got
     * "29.11.2026"}, {@code pairs.csv, line 7, column date: must be written as those before, such as "5", got "2026-11-29"}.
     */
    public ManifestColumns time(String column) {
        return role(Role.time, column);
    }

    /** By what a sample is known outside, one column or several: kept as text, for tables of predictions; cells may be empty. */
    public ManifestColumns id(String... columns) {
        return role(Role.id, columns);
    }

    /**
     * All class names in the order of their indices, instead of the sorted names that occur; for example those of the training
     * data, {@code classes(train.classes())}. A class without a row is allowed. For the only label.
     *
     * <p>Refused: {@code classes must differ, got [a, a]}, {@code classes must not be empty}.
     */
    public ManifestColumns classes(List<String> names) {
        return classes("", names);
    }

    /** See {@link #classes(List)}. */
    public ManifestColumns classes(String... names) {
        return classes(List.of(names));
    }

    /**
     * The class names of one of several labels; see {@link #classes(List)}.
     *
     * <p>Refused when opened: {@code classes must be of one of the labels [shape, colour], got "size"}, {@code classes needs to know
     * which of the labels [shape, colour], as in classes("shape", names)}.
     */
    public ManifestColumns classes(String label, List<String> names) {
        DistinctNames.requireUnset("classes", uses.classes().getOrDefault(label, List.of()), names);
        return new ManifestColumns(
                cells, uses.withClasses(label, DistinctNames.ofClasses(names.toArray(String[]::new))));
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
     *   <li>numbers: {@code pairs.csv, line 7, column age: must be a number, got "": a missing number is not 0, fill it or leave the
     *       row out}, {@code must be a number, got "1,5": with a decimal point, as 1.5};
     *   <li>labels that look the same, such as {@code a b} with two kinds of blanks, with the code of the invisible character;
     *       labels that differ only by case are allowed where {@code classes} lists both;
     *   <li>a cell of more than 1048576 characters: {@code pairs.csv, line 7: a cell has more than 1048576 characters: a quote is
     *       left open, or is one too many}.
     * </ul>
     *
     * <p>Refused with an {@link java.io.UncheckedIOException}: {@code cannot read pairs.csv: there is no such file}, {@code it
     * is not a file}, {@code it is not text in UTF-8}, {@code it is not text: it holds a zero byte}.
     *
     * <p>A long file shows how many rows are read, and an interrupt of the thread stops it; see {@link Scan}.
     */
    public Manifest open() {
        return read().manifest();
    }

    /** All rows, for a manifest that travelled. */
    ManifestRows rows() {
        return read().rows();
    }

    private ManifestReader read() {
        uses.requireLabels();
        ManifestReader reader = new ManifestReader(cells, uses);
        try (Scan scan = Scan.of("reading " + cells.name(), 0, cells.unit() + "s")) {
            cells.read(new ScannedRows(reader, scan));
        }
        return reader;
    }

    private ManifestColumns inputs(List<SampleColumn> more) {
        return new ManifestColumns(cells, uses.withInputs(more));
    }

    private ManifestColumns targets(List<SampleColumn> more) {
        return new ManifestColumns(cells, uses.withTargets(more));
    }

    private ManifestColumns role(Role role, String... columns) {
        List<String> names = DistinctNames.of(role.name(), columns);
        DistinctNames.requireUnset(role.name(), uses.role(role), names);
        return new ManifestColumns(cells, uses.with(role, names));
    }

    private static List<SampleColumn> each(Kind kind, String option, String... columns) {
        return DistinctNames.of(option, columns).stream()
                .map(column -> SampleColumn.of(kind, column))
                .toList();
    }

    private static List<SampleColumn> group(Kind kind, String option, String name, List<String> columns) {
        Names.check(option, name);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(option + " " + name + " must have a column, got none");
        }
        DistinctNames.of(option + " " + name, columns.toArray(String[]::new));
        return List.of(new SampleColumn(name, kind, columns));
    }

    /** Only what has its name from its columns: there is no telling which of two calls was meant. */
    private static void requireUnset(String option, List<SampleColumn> before, Kind kind, String... columns) {
        DistinctNames.requireUnset(
                option,
                before.stream()
                        .filter(use -> use.kind() == kind
                                && (kind != Kind.NUMBERS
                                        || use.name().equals("targets")
                                        || use.columns().equals(List.of(use.name()))))
                        .flatMap(use -> use.columns().stream())
                        .toList(),
                List.of(columns));
    }
}
