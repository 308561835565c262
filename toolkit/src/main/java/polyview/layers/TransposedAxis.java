package polyview.layers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The sizes of a transposed convolution along one axis: {@code size -> (size - 1) step + rest}, cropped from the full result after
 * {@code before} pixels.
 *
 * @param rule the padding of TensorFlow's op, which crops by itself with SAME
 * @param step the distance of the pixels in the result
 * @param covered the output pixels that one input pixel affects
 * @param before the pixels cropped at the beginning
 * @param rest the size of the result for one pixel; zero or less where more is cropped than that
 */
record TransposedAxis(Padding rule, int step, int covered, int before, int rest) {

    /** VALID: everything, by default at least the step. */
    static TransposedAxis valid(int covered, int step, Optional<Integer> extra) {
        int rest = extra.map(e -> covered + e).orElse(Math.max(covered, step));
        return new TransposedAxis(Padding.VALID, step, covered, 0, rest);
    }

    /** As Keras with TensorFlow: the odd pixel is cropped at the end. */
    static TransposedAxis same(int covered, int step, Optional<Integer> extra) {
        if (extra.isEmpty()) {
            return new TransposedAxis(Padding.SAME, step, step, 0, step);
        }
        int cut = covered / 2 * 2 - extra.get();
        return new TransposedAxis(Padding.VALID, step, covered, Math.max(cut, 0) / 2, covered - cut);
    }

    /** Cropped by numbers of pixels. */
    static TransposedAxis cut(int covered, int step, int before, int after, int extra) {
        return new TransposedAxis(Padding.VALID, step, covered, before, covered - before - after + extra);
    }

    /** The smallest input whose output has a pixel. */
    int smallest() {
        return rest > 0 ? 1 : 2 + (-rest) / step;
    }

    /** {@code (N, H, W, C)} and a kernel {@code (kh, kw, F, C)} without gaps give {@code (N, H', W', F)}. */
    static Operand<TFloat32> of(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> k, TransposedAxis down, TransposedAxis right) {
        int filters = Math.toIntExact(k.shape().get(2));
        // The gradient is a convolution over the filters, and for one filter with these strides TensorFlow's is wrong
        // where the input is one pixel wide; a second filter of zeros makes it right.
        int spare = filters == 1 && down.step == 1 && right.step > 1 ? 1 : 0;
        // For a kernel of one pixel and larger steps the gradient of TensorFlow's op writes outside of its memory, as
        // with Convolutions in ops. A second pixel of zeros takes the usual path.
        boolean point = k.shape().get(0) == 1 && k.shape().get(1) == 1;
        int below = point && down.step > 1 ? 1 : 0;
        int beside = point && below == 0 && right.step > 1 ? 1 : 0;
        int[][] zeros = {{0, below}, {0, beside}, {0, spare}, {0, 0}};
        Operand<TFloat32> used = spare + below + beside == 0 ? k : tf.pad(k, tf.constant(zeros), tf.constant(0f));
        return of(tf, x, used, down.reaching(1 + below), right.reaching(1 + beside), spare);
    }

    /** The same for a kernel of this many pixels. */
    private TransposedAxis reaching(int pixels) {
        // SAME crops by itself.
        return rule == Padding.SAME ? this : new TransposedAxis(rule, step, Math.max(covered, pixels), before, rest);
    }

    private static Operand<TFloat32> of(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> used, TransposedAxis down, TransposedAxis right, int spare) {
        Operand<TInt32> sizes = tf.stack(List.of(
                size(tf, x, 0, 1, 0),
                size(tf, x, 1, down.step, down.made()),
                size(tf, x, 2, right.step, right.made()),
                tf.constant(Math.toIntExact(used.shape().get(2)))));
        List<Long> strides = new Size(down.step, right.step).nhwc();
        Operand<TFloat32> full = tf.nn.conv2dBackpropInput(sizes, used, x, strides, down.rule.name());
        int[] before = {0, down.before, right.before, 0};
        int[] after = {0, down.after(), right.after(), spare};
        return IntStream.concat(IntStream.of(before), IntStream.of(after)).sum() == 0
                ? full
                : cut(tf, full, before, after);
    }

    /** Ends counted from the back need no sizes, so known sizes stay known and unknown ones unknown. */
    private static Operand<TFloat32> cut(Ops tf, Operand<TFloat32> full, int[] before, int[] after) {
        long toTheEnd = 0;
        for (int axis = 0; axis < after.length; axis++) {
            toTheEnd |= after[axis] == 0 ? 1L << axis : 0;
        }
        return tf.stridedSlice(
                full,
                tf.constant(before),
                tf.constant(IntStream.of(after).map(pixels -> -pixels).toArray()),
                tf.array(1, 1, 1, 1),
                StridedSlice.endMask(toTheEnd));
    }

    /** The output size of the op for one pixel. */
    private int made() {
        return Math.max(covered, before + rest);
    }

    private int after() {
        return made() - before - rest;
    }

    /** {@code (size - 1) step + one} as a scalar; a constant where the size is known, so that the result's is known too. */
    private static Operand<TInt32> size(Ops tf, Operand<TFloat32> x, int axis, int step, int one) {
        Shape shape = x.shape();
        if (shape.get(axis) >= 0) {
            return tf.constant(Math.toIntExact((shape.get(axis) - 1) * step + one));
        }
        Operand<TInt32> size = tf.stridedSlice(tf.shape(x), Indices.at(axis));
        return axis == 0 ? size : tf.math.add(tf.math.mul(size, tf.constant(step)), tf.constant(one - step));
    }
}
