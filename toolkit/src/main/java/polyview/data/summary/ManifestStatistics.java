package polyview.data.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Scan;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;

/** The statistics of {@link DatasetTable#of(Manifest)}: the rows of the manifest are all it reads. */
final class ManifestStatistics {

    private ManifestStatistics() {}

    static DatasetTable of(Manifest manifest) {
        StatisticsRows rows = new StatisticsRows();
        for (SampleColumn input : manifest.inputColumns()) {
            addColumns(rows, manifest, input);
        }
        List<ClassTally> tallies = new ArrayList<>();
        for (SampleColumn target : manifest.targetColumns()) {
            if (target.kind() == SampleColumn.Kind.LABEL) {
                tallies.add(addLabel(rows, manifest, target.name()));
            } else {
                addColumns(rows, manifest, target);
                target.columns()
                        .forEach(c -> tallies.add(ClassTally.refused(manifest.source()
                                + (manifest.labelNames().isEmpty() ? " has no label" : " has no class in " + c))));
            }
        }
        return new DatasetTable(title(manifest), rows.table(), tallies, count -> manifest.subset(
                        IntStream.range(0, Math.min(count, manifest.size())).toArray())
                .table());
    }

    /** A row for each column of paths, and for each column of numbers. */
    private static void addColumns(StatisticsRows rows, Manifest manifest, SampleColumn use) {
        for (String column : use.columns()) {
            if (use.kind().isOfFiles()) {
                rows.addImage(column);
            } else {
                rows.add(column, Shape.scalar(), numbers(manifest, column));
            }
        }
    }

    private static ClassTally addLabel(StatisticsRows rows, Manifest manifest, String label) {
        ClassTally tally = new ClassTally(manifest.classes(label));
        float[] labels = new float[manifest.size()];
        try (Scan scan = Scan.of("counting classes of " + label, labels.length, "rows")) {
            for (int row = 0; row < labels.length; row++) {
                scan.step();
                labels[row] = manifest.label(row, label);
                tally.add(labels[row], row);
            }
        }
        rows.add(label, Shape.scalar(), Moments.of(labels, 0, labels.length));
        return tally;
    }

    private static Moments numbers(Manifest manifest, String column) {
        float[] numbers = new float[manifest.size()];
        try (Scan scan = Scan.of("statistics of " + column, numbers.length, "rows")) {
            for (int row = 0; row < numbers.length; row++) {
                scan.step();
                numbers[row] = manifest.numbers(row, List.of(column))[0];
            }
        }
        return Moments.of(numbers, 0, numbers.length);
    }

    private static String title(Manifest manifest) {
        return String.format(
                Locale.ROOT, "%s: %,d %s", manifest.source(), manifest.size(), manifest.size() == 1 ? "row" : "rows");
    }
}
