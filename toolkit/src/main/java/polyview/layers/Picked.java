package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions with a kernel of one pixel and larger steps: the pixels that count are picked first.
 *
 * <p>TensorFlow 2.18 with oneDNN takes a path of its own for them, whose gradient with respect to the kernel writes outside of
 * its memory for some numbers of channels and filters: the JVM crashes there, or much later.
 */
final class Picked {

    private static final int ALL_AXES = 0b1111;

    private Picked() {}

    /** The same convolution without that path. */
    static Dilation.Op of(Ops tf, Dilation.Op op) {
        return (x, k, strides, padding) -> {
            Size one = new Size(1, 1);
            boolean point = k.shape().get(0) == 1 && k.shape().get(1) == 1;
            // A single pixel never reaches over the border: SAME and VALID are equal.
            return point && !strides.equals(one)
                    ? op.of(everyFew(tf, x, strides), k, one, padding)
                    : op.of(x, k, strides, padding);
        };
    }

    private static Operand<TFloat32> everyFew(Ops tf, Operand<TFloat32> x, Size strides) {
        return tf.stridedSlice(
                x,
                tf.array(0, 0, 0, 0),
                tf.array(0, 0, 0, 0),
                tf.array(1, strides.height(), strides.width(), 1),
                StridedSlice.beginMask((long) ALL_AXES),
                StridedSlice.endMask((long) ALL_AXES));
    }
}
