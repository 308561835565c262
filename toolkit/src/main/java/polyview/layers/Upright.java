package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions of one channel that step faster to the right than down, turned by their diagonal and back.
 *
 * <p>With strides of 1 down and more to the right, one channel, and an output of a single column, TensorFlow 2.18 with oneDNN
 * gives wrong values, depthwise or not. Turned, the same function has strides that it computes right.
 */
final class Upright {

    private Upright() {}

    /** The same convolution with right values. */
    static Dilation.Op of(Ops tf, Dilation.Op op) {
        return (x, k, strides, padding) -> {
            boolean oneChannel = k.shape().get(2) == 1 && x.shape().get(3) <= 1; // or not known yet
            if (!oneChannel || strides.height() > 1 || strides.width() == 1) {
                return op.of(x, k, strides, padding);
            }
            Operand<TInt32> images = tf.array(0, 2, 1, 3);
            Operand<TFloat32> turned = op.of(
                    tf.linalg.transpose(x, images),
                    tf.linalg.transpose(k, tf.array(1, 0, 2, 3)),
                    new Size(strides.width(), strides.height()),
                    padding);
            return tf.linalg.transpose(turned, images);
        };
    }
}
