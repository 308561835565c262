package polyview.ops;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions of one channel whose stride is 1 down and more to the right: height and width are swapped, and back.
 *
 * <p>With these strides, one channel, and an output of a single column, TensorFlow 2.18 with oneDNN gives wrong values,
 * depthwise or not. With the axes swapped, the same function has strides that it computes correctly.
 */
final class SwappedAxes {

    private SwappedAxes() {}

    /** The same convolution with correct values. */
    static PlainConvolution corrected(Ops tf, PlainConvolution plain) {
        return (x, k, options) -> {
            ConvolutionOptions.Pixels strides = options.strides();
            boolean oneChannel = k.shape().get(2) == 1 && x.shape().get(3) <= 1; // or not known yet
            if (!oneChannel || strides.height() > 1 || strides.width() == 1) {
                return plain.of(x, k, options);
            }
            Operand<TInt32> images = tf.array(0, 2, 1, 3);
            Operand<TFloat32> swapped = plain.of(
                    tf.linalg.transpose(x, images),
                    tf.linalg.transpose(k, tf.array(1, 0, 2, 3)),
                    options.strides(strides.width(), strides.height()));
            return tf.linalg.transpose(swapped, images);
        };
    }
}
