package polyview.data.manifest;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All rows of a manifest, compact; parts share it.
 *
 * @param source the name of the file or table, for messages: {@code pairs.csv}
 * @param unit the unit of row numbers: {@code line} or {@code row}
 * @param folder the folder that paths are relative to
 * @param inputs names of the inputs
 * @param paths one column for each input
 * @param lines the line or row of each in the source
 * @param labelName the column of the labels; empty without
 * @param classes names by index; empty without labels
 * @param labels class of each row; empty without
 * @param targetNames the columns of numbers; empty without
 * @param targets one after another for each row
 */
record ManifestRows(
        String source,
        String unit,
        Path folder,
        List<String> inputs,
        List<PathColumn> paths,
        int[] lines,
        String labelName,
        List<String> classes,
        int[] labels,
        List<String> targetNames,
        float[] targets) {

    int size() {
        return lines.length;
    }

    /** {@code pairs.csv, line 7}. */
    String where(int row) {
        return source + ", " + unit + " " + lines[row];
    }

    /** The bytes of all arrays. */
    long memory() {
        long columns = paths.stream().mapToLong(PathColumn::memory).sum();
        return columns + 4L * (lines.length + labels.length + targets.length);
    }

    /** Collects rows one by one. */
    static final class Builder {
        private final String source;
        private final String unit;
        private final Path folder;
        private final List<String> inputs;
        private final List<PathColumn.Builder> paths;
        private final IntStream.Builder lines = IntStream.builder();
        private int size;

        Builder(String source, String unit, Path folder, List<String> inputs) {
            this.source = source;
            this.unit = unit;
            this.folder = folder;
            this.inputs = inputs;
            this.paths = inputs.stream().map(i -> new PathColumn.Builder()).toList();
        }

        void path(int input, String path) {
            paths.get(input).add(path);
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
            return build(labelName, labels.names(), labels.labels(), List.of(), new float[0]);
        }

        Manifest unlabelled() {
            return withTargets(List.of(), IntStream.builder());
        }

        Manifest withTargets(List<String> names, IntStream.Builder bits) {
            int[] all = bits.build().toArray();
            float[] targets = new float[all.length];
            for (int i = 0; i < all.length; i++) {
                targets[i] = Float.intBitsToFloat(all[i]);
            }
            return build("", List.of(), new int[0], names, targets);
        }

        private Manifest build(
                String labelName, List<String> classes, int[] labels, List<String> targetNames, float[] targets) {
            ManifestRows rows = new ManifestRows(
                    source,
                    unit,
                    folder,
                    inputs,
                    paths.stream().map(PathColumn.Builder::build).toList(),
                    lines.build().toArray(),
                    labelName,
                    classes,
                    labels,
                    targetNames,
                    targets);
            int[] all = new int[size];
            Arrays.setAll(all, i -> i);
            return new Manifest(rows, all);
        }
    }
}
