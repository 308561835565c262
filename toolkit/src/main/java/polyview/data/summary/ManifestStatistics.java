package polyview.data.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.manifest.Manifest;

/** The statistics of {@link DatasetTable#of(Manifest)}: the rows of the manifest are all it reads. */
final class ManifestStatistics {

    private ManifestStatistics() {}

    static DatasetTable of(Manifest manifest) {
        StatisticsRows rows = new StatisticsRows();
        manifest.inputs().forEach(rows::addImage);
        List<ClassTally> tallies = new ArrayList<>();
        if (!manifest.classes().isEmpty()) {
            ClassTally tally = new ClassTally(manifest.classes());
            float[] labels = new float[manifest.size()];
            for (int row = 0; row < labels.length; row++) {
                labels[row] = manifest.label(row);
                tally.add(labels[row], row);
            }
            rows.add(manifest.labelName(), Shape.scalar(), Moments.of(labels, 0, labels.length));
            tallies.add(tally);
        }
        for (int target = 0; target < manifest.targetNames().size(); target++) {
            rows.add(manifest.targetNames().get(target), Shape.scalar(), numbers(manifest, target));
            tallies.add(ClassTally.refused(manifest.source() + " has no label"));
        }
        return new DatasetTable(title(manifest), rows.table(), tallies, count -> manifest.subset(
                        IntStream.range(0, Math.min(count, manifest.size())).toArray())
                .table());
    }

    private static Moments numbers(Manifest manifest, int target) {
        float[] numbers = new float[manifest.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = manifest.targets(row)[target];
        }
        return Moments.of(numbers, 0, numbers.length);
    }

    private static String title(Manifest manifest) {
        return String.format(
                Locale.ROOT, "%s: %,d %s", manifest.source(), manifest.size(), manifest.size() == 1 ? "row" : "rows");
    }
}
