package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.data.FloatArray;

/**
 * A function of the trained weight that gives the kernel of a convolution: {@code (h, w, C, F) -> (h, w, C, F)}.
 *
 * <p>It holds exactly in every step, and gradients pass through it to the weight. Your own function is a lambda: {@code (tf, k) ->
 * tf.math.abs(k)} for a kernel without negative numbers.
 *
 * <p>Example: {@code KernelFunction.sum(0)} makes of the row (1, 2, 6) the row (-2, -1, 3).
 */
@FunctionalInterface
public interface KernelFunction {

    /** The weight itself. */
    KernelFunction IDENTITY = (tf, k) -> k;

    /** Adds the ops that give the kernel that is used. */
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> kernel);

    /** This function, then another one. The property of the last one holds; it may destroy that of the first. */
    default KernelFunction andThen(KernelFunction next) {
        return (tf, k) -> next.of(tf, of(tf, k));
    }

    /**
     * The nearest kernel whose numbers, over height, width and channels of each filter, have this sum: {@code k + (sum
     * - sum(k)) / (h w C)}.
     *
     * <p>With 0 a filter gives 0 on a constant image, as edge detectors do; with 1 it keeps the brightness, as a blur does.
     *
     * <p>Refused: {@code sum must be finite, got NaN}.
     */
    static KernelFunction sum(double sum) {
        if (!Float.isFinite((float) sum)) {
            throw new IllegalArgumentException("sum must be finite, got " + sum);
        }
        return (tf, k) -> {
            double each = sum / k.shape().take(3).size();
            Operand<TFloat32> mean = tf.math.mean(k, tf.array(0, 1, 2), Mean.keepDims(true));
            return tf.math.add(k, tf.math.sub(tf.constant((float) each), mean));
        };
    }

    /** The mean of the kernel and its mirror images, horizontally, vertically and both: a symmetric kernel. */
    static KernelFunction symmetric() {
        return (tf, k) -> half(tf, half(tf, k, 0), 1);
    }

    private static Operand<TFloat32> half(Ops tf, Operand<TFloat32> k, int axis) {
        return tf.math.mul(tf.math.add(k, tf.reverse(k, tf.array(axis))), tf.constant(0.5f));
    }

    /**
     * The kernel times a mask, the same one for all channels and filters: where the mask is 0, so is the kernel.
     *
     * <p>Refused: {@code mask must be (h, w), got [9]}; a mask of another size, when the layer is first applied ({@code
     * mask must have the size of the kernel, (3, 3), got (5, 5)}).
     *
     * @param mask {@code (h, w)}, copied
     */
    static KernelFunction masked(FloatArray mask) {
        if (mask.shape().numDimensions() != 2) {
            throw new IllegalArgumentException("mask must be (h, w), got " + mask.shape());
        }
        FloatArray copy = FloatArray.of(mask.values().clone(), mask.shape());
        return (tf, k) -> {
            Shape size = k.shape().take(2);
            if (!size.equals(copy.shape())) {
                throw new IllegalArgumentException("mask must have the size of the kernel, " + Shapes.text(size)
                        + ", got " + Shapes.text(copy.shape()));
            }
            return tf.math.mul(k, tf.constant(size.append(1).append(1), DataBuffers.of(copy.values())));
        };
    }
}
