package polyview.layers;

import java.util.List;
import java.util.StringJoiner;
import org.tensorflow.ndarray.Shape;

/** Shapes as messages write them, and the checks that all layers share. */
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

    /** A number of things as messages write it: {@code 1 -> 1 input}, {@code 2 -> 2 inputs}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** Several shapes as text, joined by {@code and}. */
    public static String text(List<Shape> shapes) {
        return String.join(" and ", shapes.stream().map(Shapes::text).toList());
    }

    /**
     * Refuses another rank than the one a layer takes: {@code conv2d takes (N, H, W, C), got (N, 10)}.
     *
     * @param form the shape a layer takes, as text, one name for each axis
     */
    public static void requireRank(Layer layer, Shape shape, String form) {
        if (shape.numDimensions() != form.split(",").length) {
            throw new IllegalArgumentException(layer.displayName() + " takes " + form + ", got " + text(shape));
        }
    }

    /** Refuses an unknown size of an axis that decides on weights, and gives the size. */
    public static long requireKnown(Layer layer, Shape shape, int axis, String what) {
        long size = shape.get(axis);
        if (size < 0) {
            throw new IllegalArgumentException(
                    layer.displayName() + " needs a known number of " + what + ", got " + text(shape));
        }
        return size;
    }

    /**
     * Refuses another size than the one the weights were built for: {@code dense was built for 64 features, got (N, 32)}.
     *
     * @param what the name of one of them, as {@code feature}
     */
    public static void requireSize(Layer layer, Shape shape, int axis, long built, String what) {
        long size = shape.get(axis);
        if (size >= 0 && size != built) {
            throw new IllegalArgumentException(
                    layer.displayName() + " was built for " + count(built, what) + ", got " + text(shape));
        }
    }

    /** Refuses a known image that is smaller than a window which may not leave it. */
    static void requireWindow(Layer layer, Shape shape, String option, Size window, Padding padding) {
        if (padding == Padding.VALID) {
            requireAtLeast(layer, shape, option + " " + window + " and VALID padding", window.height(), window.width());
        }
    }

    /** Refuses a known image of fewer pixels: {@code conv2d with OPTIONS needs images of at least 5 pixels, got (N, 4, 4, 1)}. */
    static void requireAtLeast(Layer layer, Shape shape, String options, int height, int width) {
        if (tooSmall(shape.get(1), height) || tooSmall(shape.get(2), width)) {
            throw new IllegalArgumentException(layer.displayName() + " with " + options + " needs images of at least "
                    + new Size(height, width) + " pixels, got " + text(shape));
        }
    }

    private static boolean tooSmall(long size, int window) {
        return size >= 0 && size < window;
    }

    /**
     * Refuses a part of a whole outside [0, 1), and gives it as TensorFlow takes it: {@code rate must lie in [0, 1), got 1.0}.
     *
     * <p>What rounds to 1 is refused too: {@code rate must lie in [0, 1) as a 32-bit float, got 0.99999999999}.
     */
    public static float requireFraction(String argument, double value) {
        float rounded = (float) value;
        if (!(value >= 0 && rounded < 1)) {
            String how = value >= 0 && value < 1 ? " as a 32-bit float" : "";
            throw new IllegalArgumentException(argument + " must lie in [0, 1)" + how + ", got " + value);
        }
        return rounded;
    }

    /** Refuses numbers below one: {@code filters must be positive, got 0}. */
    public static int requirePositive(String argument, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, got " + value);
        }
        return value;
    }

    /** Refuses numbers below zero: {@code padding must not be negative, got -1}. */
    public static int requireNotNegative(String argument, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(argument + " must not be negative, got " + value);
        }
        return value;
    }
}
