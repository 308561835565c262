package polyview.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions in groups, one plain convolution for each group.
 *
 * @param options how the window moves
 * @param groups how many
 */
record SplitForm(WindowOptions options, long groups) {

    private static final int LAST = 3;

    Operand<TFloat32> convolution(Ops tf, List<Output<?>> inputs) {
        List<Output<TFloat32>> images = parts(tf, inputs.get(0));
        List<Output<TFloat32>> kernels = parts(tf, inputs.get(1));
        return joined(
                tf,
                g -> tf.nn.conv2d(
                        images.get(g),
                        kernels.get(g),
                        options.strides(),
                        options.padding(),
                        Conv2d.explicitPaddings(options.pixels()),
                        Conv2d.dilations(options.dilations())));
    }

    Operand<TFloat32> kernelGradient(Ops tf, List<Output<?>> inputs) {
        List<Output<TFloat32>> images = parts(tf, inputs.get(0));
        Operand<TInt32> size = sizeOfPart(tf, inputs.get(1));
        List<Output<TFloat32>> gradients = parts(tf, inputs.get(2));
        return joined(
                tf,
                g -> tf.nn.conv2dBackpropFilter(
                        images.get(g),
                        size,
                        gradients.get(g),
                        options.strides(),
                        options.padding(),
                        Conv2dBackpropFilter.explicitPaddings(options.pixels()),
                        Conv2dBackpropFilter.dilations(options.dilations())));
    }

    Operand<TFloat32> imageGradient(Ops tf, List<Output<?>> inputs) {
        Operand<TInt32> size = sizeOfPart(tf, inputs.get(0));
        List<Output<TFloat32>> kernels = parts(tf, inputs.get(1));
        List<Output<TFloat32>> gradients = parts(tf, inputs.get(2));
        return joined(
                tf,
                g -> tf.nn.conv2dBackpropInput(
                        size,
                        kernels.get(g),
                        gradients.get(g),
                        options.strides(),
                        options.padding(),
                        Conv2dBackpropInput.explicitPaddings(options.pixels()),
                        Conv2dBackpropInput.dilations(options.dilations())));
    }

    /** Images, kernels and their gradients all have the groups side by side along their last axis. */
    private List<Output<TFloat32>> parts(Ops tf, Output<?> whole) {
        return tf.split(tf.constant(LAST), whole.expect(TFloat32.class), groups).output();
    }

    private Operand<TInt32> sizeOfPart(Ops tf, Output<?> size) {
        return tf.math.div(size.expect(TInt32.class), tf.array(1, 1, 1, Math.toIntExact(groups)));
    }

    private Operand<TFloat32> joined(Ops tf, IntFunction<Operand<TFloat32>> part) {
        List<Operand<TFloat32>> parts = new ArrayList<>();
        IntStream.range(0, Math.toIntExact(groups)).forEach(g -> parts.add(part.apply(g)));
        return tf.concat(parts, tf.constant(LAST));
    }
}
