package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Moves channels into the batch and back: {@code (N, A, B, C)} and {@code (N C, A, B)}, the C channels of a sample one after the
 * other.
 *
 * <p>Sizes other than the number of channels may be unknown.
 */
final class ChannelFold {

    private ChannelFold() {}

    /** {@code (N, ..., C) -> (N C, ...)}. */
    static Operand<TFloat32> fold(Ops tf, Operand<TFloat32> x) {
        int last = x.shape().numDimensions() - 1;
        int[] order = IntStream.concat(IntStream.of(0, last), IntStream.range(1, last))
                .toArray();
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1)));
        sizes.addAll(sizes(tf, x, 1, last));
        return tf.reshape(tf.linalg.transpose(x, tf.constant(order)), tf.stack(sizes));
    }

    /** {@code (N C, ...) -> (N, ..., C)}. */
    static Operand<TFloat32> unfold(Ops tf, Operand<TFloat32> x, int channels) {
        int rank = x.shape().numDimensions();
        int[] order = IntStream.concat(
                        IntStream.concat(IntStream.of(0), IntStream.rangeClosed(2, rank)), IntStream.of(1))
                .toArray();
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1), tf.constant(channels)));
        sizes.addAll(sizes(tf, x, 1, rank));
        return tf.linalg.transpose(tf.reshape(x, tf.stack(sizes)), tf.constant(order));
    }

    /** {@code (N, ..., V F) -> (N, ..., V, F)}. */
    static Operand<TFloat32> split(Ops tf, Operand<TFloat32> x, int views) {
        int last = x.shape().numDimensions() - 1;
        List<Operand<TInt32>> sizes = new ArrayList<>(List.of(tf.constant(-1)));
        sizes.addAll(sizes(tf, x, 1, last));
        sizes.add(tf.constant(views));
        sizes.add(tf.constant(Math.toIntExact(x.shape().get(last) / views)));
        return tf.reshape(x, tf.stack(sizes));
    }

    /** The sizes of some axes as scalars: constants where they are known, else read when the graph runs. */
    static List<Operand<TInt32>> sizes(Ops tf, Operand<TFloat32> x, int from, int to) {
        List<Operand<TInt32>> sizes = new ArrayList<>();
        for (int axis = from; axis < to; axis++) {
            sizes.add(size(tf, x, axis));
        }
        return sizes;
    }

    /** The size of one axis as a scalar: a constant where it is known, else read when the graph runs. */
    static Operand<TInt32> size(Ops tf, Operand<TFloat32> x, int axis) {
        int known = Math.toIntExact(x.shape().get(axis));
        return known >= 0 ? tf.constant(known) : tf.squeeze(tf.slice(tf.shape(x), tf.array(axis), tf.array(1)));
    }
}
