package polyview.models;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv2dBackpropFilter;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions in groups, and their gradients.
 *
 * <p>TensorFlow's own CPU kernels, which run where oneDNN is off, have no gradients of them; and its optimizer of graphs
 * puts convolution, bias and activation together into an op whose CPU kernel refuses groups.
 */
final class GroupedConvolutions implements KernelGap {

    private static final Set<String> TYPES =
            Set.of(Conv2d.OP_NAME, Conv2dBackpropFilter.OP_NAME, Conv2dBackpropInput.OP_NAME);

    @Override
    public boolean concerns(String type) {
        return TYPES.contains(type);
    }

    @Override
    public Optional<Substitute> substitute(GraphOperation op) {
        if (op.attributes().getAttrType("T") != DataType.DT_FLOAT
                || !op.attributes().getAttrString("data_format").equals("NHWC")) {
            return Optional.empty();
        }
        // The channels of the image, and the kernel (kh, kw, channels / groups, filters).
        long channels;
        Shape kernel;
        switch (op.type()) {
            case Conv2d.OP_NAME -> {
                channels = size(op.input(0).shape(), 3);
                kernel = op.input(1).shape();
            }
            case Conv2dBackpropFilter.OP_NAME -> {
                channels = size(op.input(0).shape(), 3);
                kernel = op.output(0).shape();
            }
            default -> {
                channels = size(op.output(0).shape(), 3);
                kernel = op.input(1).shape();
            }
        }
        long seen = size(kernel, 2);
        if (channels <= 0 || seen <= 0 || channels == seen) {
            return Optional.empty(); // one group, or not known
        }
        WindowOptions options = WindowOptions.of(op);
        if (seen == 1 && options.isPlain() && !kernel.hasUnknownDimension()) {
            DepthwiseForm form = new DepthwiseForm(options, kernel, channels);
            return Optional.of(
                    switch (op.type()) {
                        case Conv2d.OP_NAME -> form::convolution;
                        case Conv2dBackpropFilter.OP_NAME -> form::kernelGradient;
                        default -> form::imageGradient;
                    });
        }
        SplitForm form = new SplitForm(options, channels / seen);
        return Optional.of(
                switch (op.type()) {
                    case Conv2d.OP_NAME -> form::convolution;
                    case Conv2dBackpropFilter.OP_NAME -> form::kernelGradient;
                    default -> form::imageGradient;
                });
    }

    private static long size(Shape shape, int axis) {
        return shape.numDimensions() > axis ? shape.get(axis) : Shape.UNKNOWN_SIZE;
    }

    /** Two groups of one channel; images, kernels and what comes back are all ones. */
    @Override
    public Operand<TFloat32> sample(Ops tf, Operand<TFloat32> one) {
        Output<TFloat32> x = tf.fill(tf.array(1, 2, 2, 2), one).asOutput();
        Output<TFloat32> k = tf.fill(tf.array(2, 2, 1, 2), one).asOutput();
        Output<TFloat32> dy = tf.fill(tf.array(1, 1, 1, 2), one).asOutput();
        List<Long> steps = List.of(1L, 1L, 1L, 1L);
        Operand<TFloat32> y = tf.nn.relu(tf.nn.biasAdd(
                tf.nn.conv2d(x, k, steps, "VALID"), tf.math.sub(tf.fill(tf.array(2), one), tf.array(1f, 1f))));
        Operand<TFloat32> dk = tf.nn.conv2dBackpropFilter(x, tf.array(2, 2, 1, 2), dy, steps, "VALID");
        Operand<TFloat32> dx = tf.nn.conv2dBackpropInput(tf.array(1, 2, 2, 2), k, dy, steps, "VALID");
        Operand<TFloat32> all = tf.concat(
                List.of(tf.reshape(y, tf.array(-1)), tf.reshape(dk, tf.array(-1)), tf.reshape(dx, tf.array(-1))),
                tf.constant(0));
        return tf.reduceSum(all, tf.array(0));
    }

    /** Two outputs of four, eight numbers of the kernel and eight of the image, each of one. */
    @Override
    public double expected() {
        return 24;
    }
}
