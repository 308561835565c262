package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Where the pixels of an output lie in an image by an affine map.
 *
 * <p>Products and sums with broadcasting, which need no copy of the grid for each sample as a matrix product does, in 64 bits, as {@link
 * polyview.ops.Sampling} says.
 */
final class AffinePositions {

    private final Ops tf;
    private final Operand<TFloat64> numbers;
    private final boolean inPixels;

    /** Of the six numbers (N, 6) of each sample. */
    AffinePositions(Ops tf, Operand<TFloat32> numbers, boolean inPixels) {
        this.tf = tf;
        this.numbers = tf.dtypes.cast(numbers, TFloat64.class);
        this.inPixels = inPixels;
    }

    /**
     * Rows where {@code first} is 0 and columns where it is 3, in pixels of an image with so many of them: {@code (N, H', W')}.
     *
     * @param size of the image along the axis that is asked for
     */
    Operand<TFloat64> of(int first, Operand<TInt32> height, Operand<TInt32> width, Operand<TInt32> size) {
        Operand<TFloat64> down = tf.math.mul(number(first), fromTheMiddle(height, -1, 1));
        Operand<TFloat64> right = tf.math.mul(number(first + 1), fromTheMiddle(width, 1, -1));
        Operand<TFloat64> moved = tf.math.add(tf.math.add(down, number(first + 2)), right);
        Operand<TFloat64> half = half(size);
        return tf.math.add(inPixels ? moved : tf.math.mul(moved, half), half);
    }

    /** One number of each sample, {@code (N, 1, 1)}. */
    private Operand<TFloat64> number(int which) {
        return tf.reshape(tf.slice(numbers, tf.array(0, which), tf.array(-1, 1)), tf.array(-1, 1, 1));
    }

    /** The places of so many pixels: {@code -(n - 1) / 2} to {@code (n - 1) / 2}, or normalised -1 to 1, and 0 for a single one. */
    private Operand<TFloat64> fromTheMiddle(Operand<TInt32> count, int... shape) {
        Operand<TInt32> range = tf.range(tf.constant(0), count, tf.constant(1));
        Operand<TFloat64> half = half(count);
        Operand<TFloat64> places =
                tf.math.sub(tf.dtypes.cast(tf.reshape(range, tf.array(shape)), TFloat64.class), half);
        return inPixels ? places : tf.math.div(places, tf.math.maximum(half, tf.constant(0.5)));
    }

    /** The middle of so many pixels, {@code (n - 1) / 2}. */
    private Operand<TFloat64> half(Operand<TInt32> count) {
        Operand<TFloat64> last = tf.dtypes.cast(tf.math.sub(count, tf.constant(1)), TFloat64.class);
        return tf.math.mul(last, tf.constant(0.5));
    }
}
