package polyview.base;

import java.util.List;
import java.util.StringJoiner;
import org.tensorflow.ndarray.Shape;

/** Shapes and numbers as messages write them, and the shape of one sample. */
public final class Shapes {

    private Shapes() {}

    /** A shape with a batch dimension as text: {@code [-1, 64, 64, 3] -> (N, 64, 64, 3)}; other unknown sizes are {@code ?}. */
    public static String text(Shape shape) {
        if (shape.isUnknown()) {
            return "(unknown)";
        }
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int axis = 0; axis < shape.numDimensions(); axis++) {
            long size = shape.get(axis);
            text.add(size >= 0 ? Long.toString(size) : axis == 0 ? "N" : "?");
        }
        return text.toString();
    }

    /** Several shapes as text, joined by {@code and}. */
    public static String text(List<Shape> shapes) {
        return String.join(" and ", shapes.stream().map(Shapes::text).toList());
    }

    /** The shape without its batch dimension: {@code (N, 64, 64, 3) -> (64, 64, 3)}. */
    public static Shape ofSample(Shape shape) {
        return shape.subShape(1, shape.numDimensions());
    }

    /** A number of things as messages write it: {@code 1 -> 1 input}, {@code 2 -> 2 inputs}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
