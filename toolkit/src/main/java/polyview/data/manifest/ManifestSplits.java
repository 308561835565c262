package polyview.data.manifest;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.data.SplitSource;

/** A manifest to be split: by the first of its labels, its groups and its times. */
record ManifestSplits(Manifest manifest, int[] rows) implements SplitSource<Manifest> {

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public Manifest part(int... indices) {
        return manifest.subset(indices);
    }

    @Override
    public String name() {
        return manifest.source();
    }

    /** Of a row of the whole file, which {@link #identities} numbers. */
    @Override
    public String where(int row) {
        return manifest.whereOfAll(row);
    }

    @Override
    public int[] identities() {
        return rows;
    }

    @Override
    public Optional<int[]> classes() {
        return manifest.classes().isEmpty() ? Optional.empty() : Optional.of(manifest.labelsInOrder());
    }

    @Override
    public List<String> classNames() {
        return manifest.classes();
    }

    @Override
    public Optional<List<String>> groups() {
        if (manifest.groupName().isEmpty()) {
            return Optional.empty();
        }
        List<String> names = manifest.groups();
        return Optional.of(IntStream.range(0, size())
                .mapToObj(row -> names.get(manifest.group(row)))
                .toList());
    }

    /** The places of the times among all. */
    @Override
    public Optional<double[]> times() {
        return manifest.timeName().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        IntStream.range(0, size()).mapToDouble(manifest::time).toArray());
    }

    @Override
    public String timeText(int row) {
        return manifest.times().get(manifest.time(row));
    }
}
