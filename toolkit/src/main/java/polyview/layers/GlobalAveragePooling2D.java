package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The mean of each channel over the whole image: {@code (N, H, W, C) -> (N, C)}.
 *
 * <p>Refused: another rank ({@code global_average_pooling2d takes (N, H, W, C), got (N, 10)}).
 *
 * <p>Example: ((1, 2), (3, 4)) gives 2.5.
 */
public final class GlobalAveragePooling2D extends StandardLayer<GlobalAveragePooling2D> {

    /** With so many channels a sum by a product is faster; with fewer, the ones are much beside the image itself. */
    private static final int MANY = 16;

    @Override
    protected GlobalAveragePooling2D self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        Shape shape = x.shape();
        boolean known = shape.get(1) > 0 && shape.get(2) > 0 && shape.get(3) >= MANY;
        return known ? byProduct(c.tf(), x) : c.tf().math.mean(x, c.tf().array(1, 2));
    }

    /**
     * The product with a row of ones is the sum. TensorFlow adds up over axes in the middle slowly, and the gradient of its mean
     * repeats a number for every pixel before it divides all of them.
     */
    private static Operand<TFloat32> byProduct(Ops tf, Operand<TFloat32> x) {
        int pixels = Math.toIntExact(x.shape().get(1) * x.shape().get(2));
        int channels = Math.toIntExact(x.shape().get(3));
        Operand<TFloat32> rows = tf.reshape(x, tf.array(-1, pixels, channels));
        Operand<TFloat32> ones = tf.fill(
                tf.stack(List.of(ChannelFold.size(tf, x, 0), tf.constant(1), tf.constant(pixels))), tf.constant(1f));
        Operand<TFloat32> sums = tf.reshape(tf.train.batchMatMul(ones, rows, TFloat32.class), tf.array(-1, channels));
        return tf.math.div(sums, tf.constant((float) pixels));
    }
}
