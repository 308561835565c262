package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Which anchors of a batch belong together.
 *
 * @param same {@code (M, M)}: another anchor with the same label
 * @param other {@code (M, M)}: an anchor with another label
 * @param itself {@code (M, M)}: the diagonal
 */
record Groups(Operand<TBool> same, Operand<TBool> other, Operand<TBool> itself) {

    /** Of labels {@code (M)}. */
    static Groups of(Ops tf, Operand<TFloat32> labels) {
        Operand<TBool> equal =
                tf.math.equal(tf.expandDims(labels, tf.constant(1)), tf.expandDims(labels, tf.constant(0)));
        Operand<TInt32> places = tf.range(tf.constant(0), tf.size(labels), tf.constant(1));
        Operand<TBool> itself =
                tf.math.equal(tf.expandDims(places, tf.constant(1)), tf.expandDims(places, tf.constant(0)));
        return new Groups(tf.math.logicalAnd(equal, tf.math.logicalNot(itself)), tf.math.logicalNot(equal), itself);
    }

    /** Whether each anchor has any, {@code (M, M) -> (M)}. */
    static Operand<TBool> any(Ops tf, Operand<TBool> pairs) {
        return tf.any(pairs, tf.array(1));
    }

    static Operand<TFloat32> numbers(Ops tf, Operand<TBool> flags) {
        return tf.dtypes.cast(flags, TFloat32.class);
    }

    /**
     * Sums of the anchors {@code (M)}, so scaled that their mean is the sum of all, divided by the number of what counts: 0 where nothing
     * does.
     */
    static Operand<TFloat32> meanOver(Ops tf, Operand<TFloat32> sums, Operand<TBool> counting) {
        Operand<TFloat32> count = tf.sum(tf.reshape(numbers(tf, counting), tf.array(-1)), tf.array(0));
        Operand<TFloat32> anchors = tf.dtypes.cast(tf.size(sums), TFloat32.class);
        return tf.math.mul(sums, tf.math.div(anchors, tf.math.maximum(count, tf.constant(1f))));
    }
}
