package polyview.data.summary;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import polyview.base.Scan;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import tech.tablesaw.api.Table;

/** The pass of {@link DatasetTable#of(Dataset)}; its memory does not grow with the number of samples. */
final class DatasetStatistics {

    static final int BATCH = 32;

    private final Dataset data;
    private final List<String> classes;
    private final List<Moments> inputs;
    private final List<Moments> targets;
    private final List<ClassTally> tallies;
    private int samples;

    /** With the names of the classes of the only target, or without. */
    DatasetStatistics(Dataset data, List<String> classes) {
        this.data = data;
        this.classes = classes;
        this.inputs = data.inputShapes().stream().map(shape -> new Moments()).toList();
        this.targets = data.targetShapes().stream().map(shape -> new Moments()).toList();
        this.tallies = IntStream.range(0, targets.size()).mapToObj(this::tally).toList();
    }

    /** Whether a sample of this shape is a single number. */
    static boolean isOneNumber(Shape shape) {
        return shape.isScalar() || !shape.isUnknown() && shape.numDimensions() == 1 && shape.get(0) == 1;
    }

    private ClassTally tally(int target) {
        Shape shape = data.targetShapes().get(target);
        return isOneNumber(shape)
                ? new ClassTally(
                        data.targetShapes().size() == 1
                                ? classes
                                : data.targetClasses().get(target))
                : ClassTally.refused("class indices must have the shape (N), got "
                        + StatisticsRows.text(shape.prepend(Shape.UNKNOWN_SIZE)).replace("(?", "(N"));
    }

    DatasetTable compute() {
        try (Scan scan = Scan.of("statistics", data.size(), "samples");
                Epoch epoch = data.epoch(BATCH, Order.asStored())) {
            while (epoch.hasNext()) {
                // Before the next batch: reading that is interrupted gives none.
                scan.step(0);
                Batch batch = epoch.next();
                add(batch, numbers(epoch, samples, batch));
                scan.step(batch.size());
            }
        }
        SampleRows head = new SampleRows(data, classes, tallies);
        return new DatasetTable(title(), rows(), tallies, head::first);
    }

    /** The numbers of the samples of the last batch; counted from 0 where the epoch does not give them. */
    static int[] numbers(Epoch epoch, int first, Batch batch) {
        return epoch.samples()
                .orElseGet(() -> IntStream.range(first, first + batch.size()).toArray());
    }

    private void add(Batch batch, int... numbers) {
        requireArrays(data, batch);
        add(inputs, batch.inputs());
        add(targets, batch.targets());
        for (int target = 0; target < tallies.size(); target++) {
            for (int i = 0; i < batch.size() && tallies.get(target).holdsClasses(); i++) {
                tallies.get(target).add(batch.targets().get(target).values()[i], numbers[i]);
            }
        }
        samples += batch.size();
    }

    private static void add(List<Moments> moments, List<FloatArray> arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            float[] values = arrays.get(i).values();
            moments.get(i).add(values, 0, values.length);
        }
    }

    static void requireArrays(Dataset data, Batch batch) {
        List<Integer> wanted =
                List.of(data.inputShapes().size(), data.targetShapes().size());
        List<Integer> got = List.of(batch.inputs().size(), batch.targets().size());
        if (!wanted.equals(got)) {
            throw new IllegalArgumentException("data must give batches of " + wanted.get(0) + " inputs and "
                    + wanted.get(1) + " targets, got " + got.get(0) + " and " + got.get(1));
        }
    }

    private Table rows() {
        StatisticsRows rows = new StatisticsRows();
        for (int i = 0; i < inputs.size(); i++) {
            rows.add(data.inputNames().get(i), data.inputShapes().get(i), inputs.get(i));
        }
        for (int i = 0; i < targets.size(); i++) {
            rows.add(data.targetNames().get(i), data.targetShapes().get(i), targets.get(i));
        }
        return rows.table();
    }

    private String title() {
        return Stream.of(
                        count(samples, "sample") + (samples == data.size() ? "" : " of " + data.size()),
                        count(inputs.size(), "input"),
                        count(targets.size(), "target"))
                .collect(Collectors.joining(", "));
    }

    private static String count(int number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}
