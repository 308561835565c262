package polyview.data.summary;

import org.tensorflow.ndarray.Shape;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The rows of {@link DatasetTable#table}. */
final class StatisticsRows {

    private final StringColumn names = StringColumn.create("name");
    private final StringColumn shapes = StringColumn.create("shape");
    private final LongColumn values = LongColumn.create("values");
    private final LongColumn notFinite = LongColumn.create("not finite");
    private final DoubleColumn minimum = SixDigits.column("minimum");
    private final DoubleColumn maximum = SixDigits.column("maximum");
    private final DoubleColumn mean = SixDigits.column("mean");
    private final DoubleColumn deviation = SixDigits.column("standard deviation");

    void add(String name, Shape shape, Moments moments) {
        names.append(name);
        shapes.append(text(shape));
        values.append(moments.values());
        notFinite.append(moments.notFinite());
        minimum.append(moments.minimum());
        maximum.append(moments.maximum());
        mean.append(moments.mean());
        deviation.append(moments.standardDeviation());
    }

    /** An image that was not opened. */
    void addImage(String name) {
        names.append(name);
        shapes.append("image");
        values.appendMissing();
        notFinite.appendMissing();
        minimum.appendMissing();
        maximum.appendMissing();
        mean.appendMissing();
        deviation.appendMissing();
    }

    Table table() {
        return Table.create("data set", names, shapes, values, notFinite, minimum, maximum, mean, deviation);
    }

    /** {@code (28, 28, 1)}, {@code ()} for a single number; an unknown size is {@code ?}. */
    static String text(Shape shape) {
        return shape.isUnknown()
                ? "?"
                : shape.toString().replace("[", "(").replace("]", ")").replace("-1", "?");
    }
}
