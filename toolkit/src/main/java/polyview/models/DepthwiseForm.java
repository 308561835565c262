package polyview.models;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions with as many groups as channels, by TensorFlow's ops for them.
 *
 * <p>Where oneDNN is off they are one to fourteen times as fast as one convolution for each group.
 *
 * @param options how the window moves
 * @param kernel {@code (kh, kw, 1, C M)}
 * @param channels C
 */
record DepthwiseForm(WindowOptions options, Shape kernel, long channels) {

    Operand<TFloat32> convolution(Ops tf, List<Output<?>> inputs) {
        return tf.nn.depthwiseConv2dNative(
                inputs.get(0).expect(TFloat32.class),
                depthwise(tf, inputs.get(1)),
                options.strides(),
                options.padding());
    }

    Operand<TFloat32> kernelGradient(Ops tf, List<Output<?>> inputs) {
        Operand<TFloat32> gradient = tf.nn.depthwiseConv2dNativeBackpropFilter(
                inputs.get(0).expect(TFloat32.class),
                tf.constant(depthwise()),
                inputs.get(2).expect(TFloat32.class),
                options.strides(),
                options.padding());
        return tf.reshape(gradient, inputs.get(1).expect(TInt32.class));
    }

    Operand<TFloat32> imageGradient(Ops tf, List<Output<?>> inputs) {
        return tf.nn.depthwiseConv2dNativeBackpropInput(
                inputs.get(0).expect(TInt32.class),
                depthwise(tf, inputs.get(1)),
                inputs.get(2).expect(TFloat32.class),
                options.strides(),
                options.padding());
    }

    private Operand<TFloat32> depthwise(Ops tf, Output<?> given) {
        return tf.reshape(given.expect(TFloat32.class), tf.constant(depthwise()));
    }

    /** {@code (kh, kw, C, M)}: the maps of one channel lie side by side in both forms. */
    private int[] depthwise() {
        return new int[] {
            Math.toIntExact(kernel.get(0)),
            Math.toIntExact(kernel.get(1)),
            Math.toIntExact(channels),
            Math.toIntExact(kernel.get(3) / channels)
        };
    }
}
