package polyview.ops;

import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Dilated convolutions, composed of ops whose gradients are correct.
 *
 * <p>TensorFlow's own gradients of dilated convolutions are wrong, or crash the JVM. Two forms give the same values:
 *
 * <ul>
 *   <li>space to batch, a plain convolution, batch to space: no extra work, but it needs strides of 1 and known sizes
 *   <li>a kernel with zeros in its gaps: it always works, but the kernel is larger
 * </ul>
 */
final class DilatedConvolution {

    private DilatedConvolution() {}

    static Operand<TFloat32> of(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> k, ConvolutionOptions options, PlainConvolution plain) {
        ConvolutionOptions.Pixels rate = options.dilation();
        if (rate.equals(ConvolutionOptions.ONE)) {
            return plain.of(x, k, options);
        }
        boolean known = x.shape().get(1) >= 0 && x.shape().get(2) >= 0;
        return known && options.strides().equals(ConvolutionOptions.ONE)
                ? byPhases(tf, x, k, options, plain)
                : plain.of(x, withGaps(tf, k, rate.height(), rate.width()), options.withoutDilation());
    }

    /** {@code (kh, kw, ...) -> ((kh - 1) dh + 1, (kw - 1) dw + 1, ...)} with zeros between the elements. */
    static Operand<TFloat32> withGaps(Ops tf, Operand<TFloat32> k, int down, int right) {
        int[] s = LongStream.of(k.shape().asArray()).mapToInt(Math::toIntExact).toArray();
        int[][] zeros = {{0, 0}, {0, down - 1}, {0, 0}, {0, right - 1}, {0, 0}, {0, 0}};
        Operand<TFloat32> apart =
                tf.pad(tf.reshape(k, tf.array(s[0], 1, s[1], 1, s[2], s[3])), tf.constant(zeros), tf.constant(0f));
        Operand<TFloat32> closed = tf.reshape(apart, tf.array(s[0] * down, s[1] * right, s[2], s[3]));
        int[] size = {(s[0] - 1) * down + 1, (s[1] - 1) * right + 1, s[2], s[3]};
        // 32-bit numbers: with others the gradient of the slice does not fit its own types.
        return tf.slice(closed, tf.array(0, 0, 0, 0), tf.array(size));
    }

    private static Operand<TFloat32> byPhases(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> k, ConvolutionOptions options, PlainConvolution plain) {
        ConvolutionOptions.Pixels rate = options.dilation();
        boolean same = options.padding().equals("SAME");
        Phases down = Phases.of(x.shape().get(1), k.shape().get(0), rate.height(), same);
        Phases right = Phases.of(x.shape().get(2), k.shape().get(1), rate.width(), same);
        Operand<TInt32> block = tf.array(rate.height(), rate.width());
        Operand<TInt32> zeros =
                tf.constant(new int[][] {{down.before(), down.after()}, {right.before(), right.after()}});
        Operand<TInt32> crops = tf.constant(new int[][] {{0, down.crop()}, {0, right.crop()}});
        Operand<TFloat32> phases = tf.spaceToBatchNd(x, block, zeros);
        return tf.batchToSpaceNd(plain.of(phases, k, ConvolutionOptions.valid()), block, crops);
    }

    /**
     * Along one axis: the zeros of the padding, those up to a multiple of the rate, and the pixels that the latter add to the
     * output.
     */
    private record Phases(int before, int after, int crop) {

        static Phases of(long size, long elements, int rate, boolean same) {
            int total = same ? Math.toIntExact((elements - 1) * rate) : 0;
            int crop = Math.floorMod(-(size + total), rate);
            return new Phases(total / 2, total - total / 2 + crop, crop);
        }
    }
}
