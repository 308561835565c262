package polyview.layers;

import java.util.List;
import polyview.base.Checks;

/**
 * A height and a width in pixels.
 *
 * <p>Refused: {@code kernelSize must be positive, got 0}, with the name of the option.
 */
public record Size(int height, int width) {

    static Size of(String option, int height, int width) {
        return new Size(Checks.requirePositive(option, height), Checks.requirePositive(option, width));
    }

    /** As TensorFlow takes windows and strides in NHWC. */
    List<Long> nhwc() {
        return List.of(1L, (long) height, (long) width, 1L);
    }

    /** The same for ops that are built by hand. */
    long[] nhwcArray() {
        return new long[] {1, height, width, 1};
    }

    /** One number where both are equal: {@code 3}, else {@code 3x5}. */
    @Override
    public String toString() {
        return height == width ? Integer.toString(height) : height + "x" + width;
    }
}
