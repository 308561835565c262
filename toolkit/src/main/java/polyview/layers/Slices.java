package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Volumes {@code (N, D, H, W, C)} as batches of slices {@code (N D, H, W, C)}, and back; height and width may be unknown. */
final class Slices {

    private Slices() {}

    /** {@code (N, D, H, W, C) -> (N D, H, W, C)}. */
    static Operand<TFloat32> fold(Ops tf, Operand<TFloat32> x) {
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1)));
        sizes.addAll(ChannelFold.sizes(tf, x, 2, 5));
        return tf.reshape(x, tf.stack(sizes));
    }

    /** {@code (N D, H, W, C) -> (N, D, H, W, C)}. */
    static Operand<TFloat32> unfold(Ops tf, Operand<TFloat32> x, int depth) {
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1), tf.constant(depth)));
        sizes.addAll(ChannelFold.sizes(tf, x, 1, 4));
        return tf.reshape(x, tf.stack(sizes));
    }

    /** This many slices from one on, a step apart. */
    static Operand<TFloat32> every(Ops tf, Operand<TFloat32> x, int first, int step, int count) {
        int depth = Math.toIntExact(x.shape().get(1));
        if (first == 0 && step == 1 && count == depth) {
            return x;
        }
        Operand<TFloat32> from =
                tf.slice(x, tf.array(0, first, 0, 0, 0), tf.array(-1, (count - 1) * step + 1, -1, -1, -1));
        if (step == 1) {
            return from;
        }
        List<Operand<TInt32>> ends = new ArrayList<>(ChannelFold.sizes(tf, from, 0, 5));
        return tf.stridedSlice(from, tf.array(0, 0, 0, 0, 0), tf.stack(ends), tf.array(1, step, 1, 1, 1));
    }

    /** How many windows lie along an axis, by the rule of the padding. */
    static int windows(int size, int covered, int step, Padding padding) {
        return padding == Padding.SAME ? (size + step - 1) / step : (size - covered) / step + 1;
    }

    /** Zero slices before and behind, as SAME padding has them. */
    static Operand<TFloat32> padded(Ops tf, Operand<TFloat32> x, int covered, int step, Padding padding) {
        int depth = Math.toIntExact(x.shape().get(1));
        int needed = (windows(depth, covered, step, padding) - 1) * step + covered - depth;
        if (padding == Padding.VALID || needed <= 0) {
            return x;
        }
        int[][] zeros = {{0, 0}, {needed / 2, needed - needed / 2}, {0, 0}, {0, 0}, {0, 0}};
        return tf.pad(x, tf.constant(zeros), tf.constant(0f));
    }
}
