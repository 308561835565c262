package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;

/** Outputs with so many numbers for each pixel. */
final class PixelShape {

    private PixelShape() {}

    /** Refuses another shape: {@code folds needs a field (N, H, W, 2) of at least 2 x 2 pixels, got (N, 3)}. */
    static void require(String name, String what, int channels, Shape shape, int least) {
        boolean right = shape.numDimensions() == 4 && shape.get(3) == channels;
        if (!right || tooSmall(shape.get(1), least) || tooSmall(shape.get(2), least)) {
            String size = least > 1 ? " of at least " + least + " x " + least + " pixels" : "";
            throw new IllegalArgumentException(
                    name + " needs " + what + " (N, H, W, " + channels + ")" + size + ", got " + Shapes.text(shape));
        }
    }

    private static boolean tooSmall(long size, int least) {
        return size != Shape.UNKNOWN_SIZE && size < least;
    }
}
