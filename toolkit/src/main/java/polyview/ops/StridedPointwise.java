package polyview.ops;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * Pointwise (1 x 1) convolutions with strides above 1: the pixels that the strides reach are sliced out first.
 *
 * <p>TensorFlow 2.18 with oneDNN has a special path for them, whose gradient with respect to the kernel writes outside its memory
 * for some numbers of channels and filters: the JVM crashes then, or much later.
 */
final class StridedPointwise {

    private static final int ALL_AXES = 0b1111;

    private StridedPointwise() {}

    /** The same convolution without that path. */
    static PlainConvolution corrected(Ops tf, PlainConvolution plain) {
        return (x, k, options) -> {
            boolean pointwise = k.shape().get(0) == 1 && k.shape().get(1) == 1;
            // For a kernel of one pixel SAME and VALID are equal.
            return pointwise && !options.strides().equals(ConvolutionOptions.ONE)
                    ? plain.of(everyFew(tf, x, options.strides()), k, options.strides(1))
                    : plain.of(x, k, options);
        };
    }

    private static Operand<TFloat32> everyFew(Ops tf, Operand<TFloat32> x, ConvolutionOptions.Pixels strides) {
        return tf.stridedSlice(
                x,
                tf.array(0, 0, 0, 0),
                tf.array(0, 0, 0, 0),
                tf.array(1, strides.height(), strides.width(), 1),
                StridedSlice.beginMask((long) ALL_AXES),
                StridedSlice.endMask((long) ALL_AXES));
    }
}
