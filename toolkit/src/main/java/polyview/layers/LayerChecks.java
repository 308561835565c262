package polyview.layers;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;

/** Checks of input shapes that layers share; a layer of your own may call them too. */
public final class LayerChecks {

    private LayerChecks() {}

    /**
     * Refuses another rank than the one a layer takes: {@code conv2d takes (N, H, W, C), got (N, 10)}.
     *
     * @param form the shape a layer takes, as text, one name for each axis
     */
    public static void requireRank(Layer layer, Shape shape, String form) {
        if (shape.numDimensions() != form.split(",").length) {
            throw new IllegalArgumentException(layer.displayName() + " takes " + form + ", got " + Shapes.text(shape));
        }
    }

    /** Refuses an unknown size of an axis that affects weights, and returns the size. */
    public static long requireKnown(Layer layer, Shape shape, int axis, String what) {
        long size = shape.get(axis);
        if (size < 0) {
            throw new IllegalArgumentException(
                    layer.displayName() + " needs a known number of " + what + ", got " + Shapes.text(shape));
        }
        return size;
    }

    /**
     * Refuses another size than the one the weights were built for: {@code dense was built for 64 features, got (N, 32)}.
     *
     * @param what the name of one of them, such as {@code feature}
     */
    public static void requireSize(Layer layer, Shape shape, int axis, long built, String what) {
        long size = shape.get(axis);
        if (size >= 0 && size != built) {
            throw new IllegalArgumentException(layer.displayName() + " was built for " + Shapes.count(built, what)
                    + ", got " + Shapes.text(shape));
        }
    }

    /** Refuses a known image that is smaller than a window that must fit into it. */
    static void requireWindow(Layer layer, Shape shape, String option, Size window, Padding padding) {
        if (padding == Padding.VALID) {
            requireAtLeast(layer, shape, option + " " + window + " and VALID padding", window.height(), window.width());
        }
    }

    /** Refuses a known image of fewer pixels: {@code conv2d with OPTIONS needs images of at least 5 pixels, got (N, 4, 4, 1)}. */
    static void requireAtLeast(Layer layer, Shape shape, String options, int height, int width) {
        if (tooSmall(shape.get(1), height) || tooSmall(shape.get(2), width)) {
            throw new IllegalArgumentException(layer.displayName() + " with " + options + " needs images of at least "
                    + new Size(height, width) + " pixels, got " + Shapes.text(shape));
        }
    }

    private static boolean tooSmall(long size, int window) {
        return size >= 0 && size < window;
    }
}
