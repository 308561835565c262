package polyview.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.Table;

/**
 * Samples as files: a PNG for each image, in a folder for each column of images, and a {@code manifest.csv} with a row
 * for each sample.
 *
 * <p>In the manifest a column of images holds paths relative to it, with {@code /} between the names; all other columns
 * hold text or numbers. The same samples give the same bytes on every machine. The PNG files are not compressed.
 *
 * <p>Example: {@code left/0000.png}, {@code right/0000.png} and so on, and a manifest of {@code
 * left,right,class,dx,dy}:
 *
 * <pre>{@code
 * var pairs = MadePairs.of(24, 7);
 * var data = pairs.dataset().all();
 * SampleFolder.empty()
 *         .images("left", data.inputs().get(0))
 *         .images("right", data.inputs().get(1))
 *         .classes("class", data.targets().get(0), "displaced", "aligned")
 *         .numbers(List.of("dx", "dy"), pairs.shifts())
 *         .write(Path.of("pairs"));
 * }</pre>
 *
 * <p>Refused: a name that is empty or has other characters than letters, digits, {@code _}, {@code -}, {@code .} and
 * blanks, or starts with one of the last three ({@code name must be of letters, digits, _, -, . and blanks, got
 * "a,b"}); a name that comes twice; a column with another number of samples than those before it ({@code column right
 * must have 24 samples, got 23}).
 */
public final class SampleFolder {

    /** The file that names all others. */
    public static final String MANIFEST = "manifest.csv";

    private final List<SampleColumn> columns;

    private SampleFolder(List<SampleColumn> columns) {
        this.columns = columns;
    }

    /** No columns yet. */
    public static SampleFolder empty() {
        return new SampleFolder(List.of());
    }

    /**
     * All arrays of a data set: inputs as {@code image}, or {@code image1}, {@code image2}, ...; targets as {@code
     * target}, or {@code target1}, ...; a target of images as 8-bit images, one of K numbers for each sample as {@code
     * target_1} to {@code target_K}.
     */
    public static SampleFolder of(MemoryDataset data) {
        SampleFolder folder = empty();
        List<FloatArray> inputs = data.all().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            folder = folder.images(numbered("image", i, inputs.size()), inputs.get(i));
        }
        List<FloatArray> targets = data.all().targets();
        for (int i = 0; i < targets.size(); i++) {
            FloatArray target = targets.get(i);
            String name = numbered("target", i, targets.size());
            folder = switch (target.shape().numDimensions()) {
                case 1 -> folder.numbers(name, target);
                case 2 ->
                    folder.numbers(
                            IntStream.rangeClosed(1, target.size(1))
                                    .mapToObj(k -> name + "_" + k)
                                    .toList(),
                            target);
                default -> folder.images(name, target);
            };
        }
        return folder;
    }

    /**
     * The same with a column of 8-bit images: {@code (N, H, W)} or {@code (N, H, W, 1)} gray, {@code (N, H, W, 3)} RGB;
     * 0 is black, 1 white, {@code round(255 x)} is written.
     *
     * <p>Refused: another shape ({@code column left must have the shape (N, H, W), (N, H, W, 1) or (N, H, W, 3), got
     * [24, 32, 32, 4]}) and a value outside 0..1 ({@code column left must have values in [0, 1], got 1.5 in sample 3}).
     */
    public SampleFolder images(String name, FloatArray images) {
        return and(new ImageColumn(name, images, 8));
    }

    /** The same with a column of 16-bit images, {@code round(65535 x)}; refused as in {@link #images}. */
    public SampleFolder images16(String name, FloatArray images) {
        return and(new ImageColumn(name, images, 16));
    }

    /**
     * The same with a column of classes by name.
     *
     * <p>Refused: a class without a name ({@code column class must have classes below 2, got 2.0 in sample 3}).
     *
     * @param classes {@code (N)}
     * @param names of class 0, 1, ..., without commas, quotes and line breaks
     */
    public SampleFolder classes(String name, FloatArray classes, String... names) {
        return and(TextColumn.classes(name, classes, List.of(names)));
    }

    /** The same with a column of numbers: {@code (N)}, in the fewest digits that give the same floats again. */
    public SampleFolder numbers(String name, FloatArray numbers) {
        return and(TextColumn.numbers(name, numbers));
    }

    /** The same with K columns of numbers: {@code (N, K)}; refused: names that are not K. */
    public SampleFolder numbers(List<String> names, FloatArray numbers) {
        if (numbers.shape().numDimensions() != 2 || numbers.size(1) != names.size()) {
            throw new IllegalArgumentException(
                    "columns " + names + " must have the shape (N, " + names.size() + "), got " + numbers.shape());
        }
        SampleFolder folder = this;
        for (int k = 0; k < names.size(); k++) {
            float[] values = new float[numbers.size(0)];
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers.get(i, k);
            }
            folder = folder.numbers(names.get(k), FloatArray.of(values, values.length));
        }
        return folder;
    }

    /** The same with some columns of a table as printed, missing values empty; fractions have float precision. */
    public SampleFolder table(Table table, String... names) {
        SampleFolder folder = this;
        for (String name : names) {
            folder = folder.and(TextColumn.of(table.column(name)));
        }
        return folder;
    }

    /**
     * Writes all files; folders that are not there are made, and the manifest comes last.
     *
     * <p>Refused: no columns ({@code columns must not be empty}), and a folder with a manifest in it ({@code folder
     * pairs must not hold manifest.csv yet}). A file that cannot be written is an {@code UncheckedIOException} that
     * names it.
     */
    public void write(Path folder) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must not be empty");
        }
        Path manifest = folder.resolve(MANIFEST);
        if (Files.exists(manifest)) {
            throw new IllegalArgumentException("folder " + folder + " must not hold " + MANIFEST + " yet");
        }
        int rows = columns.get(0).size();
        StringBuilder text = new StringBuilder(line(columns.stream().map(SampleColumn::name)));
        for (int i = 0; i < rows; i++) {
            int row = i;
            columns.forEach(column -> column.write(folder, row));
            text.append(line(columns.stream().map(column -> column.cell(row))));
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(manifest, text);
        } catch (IOException e) {
            throw new UncheckedIOException(manifest + " could not be written: " + e.getMessage(), e);
        }
    }

    private static String line(Stream<String> cells) {
        return String.join(",", cells.toList()) + "\n";
    }

    private SampleFolder and(SampleColumn column) {
        SampleColumn.checkName(column.name());
        for (SampleColumn before : columns) {
            if (before.name().equals(column.name())) {
                throw new IllegalArgumentException("column " + column.name() + " comes twice");
            }
            if (before.size() != column.size()) {
                throw new IllegalArgumentException(
                        "column " + column.name() + " must have " + before.size() + " samples, got " + column.size());
            }
        }
        List<SampleColumn> all = new ArrayList<>(columns);
        all.add(column);
        return new SampleFolder(List.copyOf(all));
    }

    private static String numbered(String name, int i, int of) {
        return of == 1 ? name : name + (i + 1);
    }
}
