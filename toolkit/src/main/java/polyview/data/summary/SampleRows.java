package polyview.data.summary;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The rows of {@link DatasetTable#samples}: the first samples of a data set, read batch by batch. */
final class SampleRows {

    private static final int BATCH = 32;
    /** A vector of up to this many numbers is shown in full. */
    private static final int SHORT = 8;

    private final Dataset data;
    private final List<String> classes;
    private final boolean labelled;

    SampleRows(Dataset data, List<String> classes, List<ClassTally> tallies) {
        this.data = data;
        this.classes = classes;
        this.labelled = tallies.size() == 1 && tallies.get(0).holdsClasses();
    }

    Table first(int count) {
        Table table = emptyTable();
        if (count > 0) {
            try (Epoch epoch = data.epoch(Math.min(count, BATCH), Order.asStored())) {
                while (epoch.hasNext() && table.rowCount() < count) {
                    Batch batch = epoch.next();
                    int first = table.rowCount();
                    append(table, batch, count - first, DatasetStatistics.numbers(epoch, first, batch));
                }
            }
        }
        return table;
    }

    private Table emptyTable() {
        Table table = Table.create("samples", IntColumn.create("sample"));
        if (labelled) {
            table.addColumns(StringColumn.create("class"));
        } else {
            addColumns(table, "target", data.targetShapes());
        }
        addColumns(table, "input", data.inputShapes());
        return table.addColumns(IntColumn.create("not finite"));
    }

    private static void addColumns(Table table, String what, List<Shape> shapes) {
        for (int i = 0; i < shapes.size(); i++) {
            for (String end : parts(shapes.get(i))) {
                table.addColumns(SixDigits.column(what + " " + i + end));
            }
        }
    }

    /** The column names of one array. */
    private static List<String> parts(Shape shape) {
        if (!isShort(shape)) {
            return List.of(" mean", " minimum", " maximum");
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            parts.add(shape.isScalar() ? "" : " [" + i + "]");
        }
        return parts;
    }

    private static boolean isShort(Shape shape) {
        return !shape.isUnknown()
                && (shape.isScalar() || shape.numDimensions() == 1 && shape.get(0) >= 0 && shape.get(0) <= SHORT);
    }

    private void append(Table table, Batch batch, int most, int... samples) {
        DatasetStatistics.requireArrays(data, batch);
        for (int i = 0; i < Math.min(batch.size(), most); i++) {
            List<Double> numbers = new ArrayList<>();
            long notFinite = 0;
            for (int target = 0; target < batch.targets().size(); target++) {
                notFinite += numbers(
                        numbers,
                        batch.targets().get(target),
                        data.targetShapes().get(target),
                        i);
            }
            int column = 0;
            table.intColumn(column++).append(samples[i]);
            if (labelled) {
                float target = numbers.remove(0).floatValue();
                table.stringColumn(column++).append(ClassTally.name(classes, target, samples[i]));
            }
            for (int input = 0; input < batch.inputs().size(); input++) {
                notFinite += numbers(
                        numbers, batch.inputs().get(input), data.inputShapes().get(input), i);
            }
            for (double number : numbers) {
                table.doubleColumn(column++).append(number);
            }
            table.intColumn(column).append(Math.toIntExact(notFinite));
        }
    }

    /** Adds one array of one sample to the columns; returns how many of its values are not finite. */
    private static long numbers(List<Double> numbers, FloatArray array, Shape shape, int sample) {
        int length = array.values().length / array.size(0);
        int from = sample * length;
        Moments moments = Moments.of(array.values(), from, from + length);
        if (isShort(shape)) {
            for (int i = from; i < from + length; i++) {
                numbers.add((double) array.values()[i]);
            }
        } else {
            numbers.addAll(List.of(moments.mean(), moments.minimum(), moments.maximum()));
        }
        return moments.notFinite();
    }
}
