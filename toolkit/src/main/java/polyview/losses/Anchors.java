package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The embeddings of a batch, of which each sample has one {@code (N, E)} or several views {@code (N, V, E)}, as {@code M = N V} anchors.
 *
 * @param views V, 1 where there are none
 */
record Anchors(long views) {

    static Anchors of(Operand<TFloat32> scores) {
        Shape shape = scores.shape();
        return new Anchors(shape.numDimensions() == 3 ? shape.get(1) : 1);
    }

    /** {@code (N, E)} or {@code (N, V, E) -> (M, E)}; embeddings of one number come as {@code (N)}. */
    Operand<TFloat32> embeddings(Ops tf, Operand<TFloat32> scores) {
        Shape shape = scores.shape();
        return tf.reshape(scores, tf.array(-1L, shape.numDimensions() == 1 ? 1 : shape.get(-1)));
    }

    /** Of labels of the samples {@code (N)}; views of one sample have its label. */
    Groups groups(Ops tf, Operand<TFloat32> labels) {
        Operand<TFloat32> ofViews = tf.tile(tf.expandDims(labels, tf.constant(1)), tf.array(1L, views));
        return Groups.of(tf, tf.reshape(ofViews, tf.array(-1)));
    }

    /** The mean over the views of each sample, {@code (M) -> (N)}. */
    Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> ofAnchors) {
        return tf.math.mean(tf.reshape(ofAnchors, tf.array(-1L, views)), tf.array(1));
    }
}
