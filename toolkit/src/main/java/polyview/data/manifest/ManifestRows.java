package polyview.data.manifest;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.data.manifest.SampleColumn.Kind;

/**
 * All rows of a manifest, compact; parts share it.
 *
 * @param source the name of the file or table, for messages: {@code pairs.csv}
 * @param unit the unit of row numbers: {@code line} or {@code row}
 * @param folder the folder that paths are relative to
 * @param uses inputs and targets, and the columns that they are made of
 * @param files the columns of paths
 * @param paths of each of them
 * @param lines the line or row of each in the source
 * @param labelNames the columns of labels
 * @param classes the names by index, for each label
 * @param labels the class of each row, for each label
 * @param numberNames the columns of numbers
 * @param numbers one for each row, for each column
 * @param roles the columns that are neither input nor target
 * @param csv the file that they were read from; empty for tables, folders and pairs
 */
record ManifestRows(
        String source,
        String unit,
        Path folder,
        ColumnUses uses,
        List<String> files,
        List<PathColumn> paths,
        int[] lines,
        List<String> labelNames,
        List<List<String>> classes,
        List<int[]> labels,
        List<String> numberNames,
        List<float[]> numbers,
        ManifestRoles roles,
        Optional<CsvCells> csv)
        implements Serializable {

    int size() {
        return lines.length;
    }

    /** {@code pairs.csv, line 7}. */
    String where(int row) {
        return source + ", " + unit + " " + lines[row];
    }

    /** The same rows under another name, which has no effect but in messages. */
    ManifestRows named(String name) {
        return new ManifestRows(
                name,
                unit,
                folder,
                uses,
                files,
                paths,
                lines,
                labelNames,
                classes,
                labels,
                numberNames,
                numbers,
                roles,
                csv);
    }

    /** The bytes of all arrays. */
    long memory() {
        long columns = paths.stream().mapToLong(PathColumn::memory).sum();
        return columns + 4L * lines.length * (1 + labels.size() + numbers.size()) + roles.memory();
    }

    List<String> inputs() {
        return uses.inputs().stream().map(SampleColumn::name).toList();
    }

    /** The column of the first label; empty without. */
    String labelName() {
        return labelNames.isEmpty() ? "" : labelNames.get(0);
    }

    /** The names of the classes of the first label; empty without. */
    List<String> firstClasses() {
        return classes.isEmpty() ? List.of() : classes.get(0);
    }

    /** The columns of numbers of all targets. */
    List<String> targetNames() {
        return uses.targets().stream()
                .filter(target -> target.kind() == Kind.NUMBERS)
                .flatMap(target -> target.columns().stream())
                .toList();
    }

    float number(int row, String column) {
        return numbers.get(numberNames.indexOf(column))[row];
    }

    /** Collects rows one by one. */
    static final class Builder {
        private final String source;
        private final String unit;
        private final Path folder;
        private final ColumnUses uses;
        private final List<PathColumn.Builder> paths;
        private final List<IntStream.Builder> numbers;
        private final IntStream.Builder lines = IntStream.builder();
        private Optional<CsvCells> csv = Optional.empty();
        private int size;

        Builder(String source, String unit, Path folder, ColumnUses uses) {
            this.source = source;
            this.unit = unit;
            this.folder = folder;
            this.uses = uses;
            this.paths =
                    uses.files().stream().map(i -> new PathColumn.Builder()).toList();
            this.numbers = uses.numbers().stream().map(i -> IntStream.builder()).toList();
        }

        /** For one image in each input, with or without a label. */
        static Builder ofImages(String source, String unit, Path folder, List<String> inputs) {
            return new Builder(source, unit, folder, ofImages(inputs));
        }

        private static ColumnUses ofImages(List<String> inputs) {
            return ColumnUses.none()
                    .withInputs(inputs.stream()
                            .map(input -> SampleColumn.of(Kind.IMAGE, input))
                            .toList());
        }

        /** Remembers the file that the rows are read from, if it is one. */
        Builder from(Cells cells) {
            csv = cells instanceof CsvCells file ? Optional.of(file) : Optional.empty();
            return this;
        }

        void path(int file, String path) {
            paths.get(file).add(path);
        }

        void number(int column, float value) {
            numbers.get(column).add(Float.floatToIntBits(value));
        }

        /** Ends a row. */
        void end(int line) {
            lines.add(line);
            size++;
        }

        int size() {
            return size;
        }

        Manifest labelled(String labelName, ClassNames labels) {
            return build(
                    uses.withTargets(List.of(SampleColumn.of(Kind.LABEL, labelName))),
                    List.of(labels),
                    ManifestRoles.none());
        }

        Manifest unlabelled() {
            return build(List.of(), ManifestRoles.none());
        }

        /** With the labels of the rows, in the order of the targets. */
        Manifest build(List<ClassNames> labels, ManifestRoles roles) {
            return build(uses, labels, roles);
        }

        private Manifest build(ColumnUses all, List<ClassNames> labels, ManifestRoles roles) {
            ManifestRows rows = new ManifestRows(
                    source,
                    unit,
                    folder,
                    all,
                    uses.files(),
                    paths.stream().map(PathColumn.Builder::build).toList(),
                    lines.build().toArray(),
                    all.labels().stream().map(SampleColumn::name).toList(),
                    labels.stream().map(ClassNames::names).toList(),
                    labels.stream().map(ClassNames::labels).toList(),
                    uses.numbers(),
                    floats(),
                    roles,
                    csv);
            int[] every = new int[size];
            Arrays.setAll(every, i -> i);
            return new Manifest(rows, every);
        }

        private List<float[]> floats() {
            List<float[]> all = new ArrayList<>();
            for (IntStream.Builder column : numbers) {
                int[] bits = column.build().toArray();
                float[] values = new float[bits.length];
                for (int i = 0; i < bits.length; i++) {
                    values[i] = Float.intBitsToFloat(bits[i]);
                }
                all.add(values);
            }
            return List.copyOf(all);
        }
    }
}
