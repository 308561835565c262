package polyview.models;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.nn.AvgPoolGrad;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gradients of average pooling under SAME padding, with windows that are larger than the image.
 *
 * <p>TensorFlow's own CPU kernel, which runs where oneDNN is off, is silently wrong: it spreads what a window gets over the
 * whole image, also where the window reaches out on one side and ends inside on the other.
 */
final class WideAveragePools implements KernelGap {

    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;

    @Override
    public boolean concerns(String type) {
        return type.equals(AvgPoolGrad.OP_NAME);
    }

    @Override
    public Optional<Substitute> substitute(GraphOperation op) {
        long[] window = op.attributes().getAttrIntList("ksize");
        long[] strides = op.attributes().getAttrIntList("strides");
        boolean mended = op.attributes().getAttrType("T") == DataType.DT_FLOAT
                && op.attributes().getAttrString("data_format").equals("NHWC")
                && op.attributes().getAttrString("padding").equals("SAME");
        Shape image = op.output(0).shape();
        return mended && (mayBeLarger(window, image, HEIGHT) || mayBeLarger(window, image, WIDTH))
                ? Optional.of((tf, inputs) -> gradient(tf, inputs, window, strides))
                : Optional.empty();
    }

    private static boolean mayBeLarger(long[] window, Shape image, int axis) {
        // A size that is not known is -1.
        return window[axis] > 1 && (image.numDimensions() != window.length || window[axis] > image.get(axis));
    }

    /** Along one axis: the pixels of the padding before and in all, and how many pixels of the image each window has. */
    private record Along(Operand<TInt32> before, Operand<TInt32> padded, Operand<TFloat32> counts) {

        static Along of(Ops tf, Operand<TInt32> pixels, Operand<TInt32> windows, long window, long step) {
            Constant<TInt32> size = tf.constant(Math.toIntExact(window));
            Constant<TInt32> stride = tf.constant(Math.toIntExact(step));
            Constant<TInt32> zero = tf.constant(0);
            Constant<TInt32> one = tf.constant(1);
            Operand<TInt32> covered = tf.math.add(tf.math.mul(tf.math.sub(windows, one), stride), size);
            Operand<TInt32> padded = tf.math.maximum(tf.math.sub(covered, pixels), zero);
            Operand<TInt32> before = tf.math.div(padded, tf.constant(2));
            Operand<TInt32> starts = tf.math.sub(tf.math.mul(tf.range(zero, windows, one), stride), before);
            Operand<TInt32> counts =
                    tf.math.sub(tf.math.minimum(tf.math.add(starts, size), pixels), tf.math.maximum(starts, zero));
            return new Along(before, padded, tf.dtypes.cast(counts, TFloat32.class));
        }
    }

    /** The padding made by hand, the gradient of the pool without padding, and the image cut out of it. */
    private static Operand<TFloat32> gradient(Ops tf, List<Output<?>> inputs, long[] window, long[] strides) {
        Operand<TInt32> image = inputs.get(0).expect(TInt32.class);
        Operand<TFloat32> given = inputs.get(1).expect(TFloat32.class);
        Operand<TInt32> windows = tf.shape(given);
        Along down = Along.of(tf, at(tf, image, HEIGHT), at(tf, windows, HEIGHT), window[HEIGHT], strides[HEIGHT]);
        Along right = Along.of(tf, at(tf, image, WIDTH), at(tf, windows, WIDTH), window[WIDTH], strides[WIDTH]);
        // Without padding every window counts all its pixels.
        Operand<TFloat32> counts = tf.math.mul(
                tf.reshape(down.counts(), tf.array(1, -1, 1, 1)), tf.reshape(right.counts(), tf.array(1, 1, -1, 1)));
        Operand<TFloat32> all = tf.constant((float) (window[HEIGHT] * window[WIDTH]));
        Constant<TInt32> zero = tf.constant(0);
        Operand<TFloat32> padded = tf.nn.avgPoolGrad(
                tf.math.add(image, tf.stack(List.of(zero, down.padded(), right.padded(), zero))),
                tf.math.mul(given, tf.math.div(all, counts)),
                Arrays.stream(window).boxed().toList(),
                Arrays.stream(strides).boxed().toList(),
                "VALID");
        return tf.slice(padded, tf.stack(List.of(zero, down.before(), right.before(), zero)), image);
    }

    private static Operand<TInt32> at(Ops tf, Operand<TInt32> shape, int axis) {
        return tf.gather(shape, tf.constant(axis), tf.constant(0));
    }

    /** A row of four pixels and windows of five: of what comes back, all ones, the first pixel gets its part. */
    @Override
    public Operand<TFloat32> sample(Ops tf, Operand<TFloat32> one) {
        Operand<TFloat32> gradient = tf.nn.avgPoolGrad(
                tf.array(1, 1, 4, 1),
                tf.fill(tf.array(1, 1, 4, 1), one),
                List.of(1L, 1L, 5L, 1L),
                List.of(1L, 1L, 1L, 1L),
                "SAME");
        return tf.gather(tf.reshape(gradient, tf.array(4)), tf.constant(0), tf.constant(0));
    }

    /** The first window has three pixels of the image, the second and third all four; the last begins behind it. */
    @Override
    public double expected() {
        return 1 / 3.0 + 1 / 4.0 + 1 / 4.0;
    }
}
