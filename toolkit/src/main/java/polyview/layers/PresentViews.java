package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The largest value and the mean over an axis of views; where a mask is given, of those that are present, and 0 of none. */
final class PresentViews {

    private PresentViews() {}

    static Operand<TFloat32> max(Call c, Operand<TFloat32> x, int axis, Optional<Operand<TBool>> present) {
        Ops tf = c.tf();
        Operand<TInt32> views = tf.constant(axis);
        if (present.isEmpty()) {
            return tf.reduceMax(x, views);
        }
        Operand<TBool> mask = present.get();
        return Presence.orZero(tf, tf.reduceAny(mask, views), tf.reduceMax(Presence.orLowest(tf, mask, x), views));
    }

    static Operand<TFloat32> mean(Call c, Operand<TFloat32> x, int axis, Optional<Operand<TBool>> present) {
        Ops tf = c.tf();
        Operand<TInt32> views = tf.constant(axis);
        if (present.isEmpty()) {
            return tf.math.mean(x, views);
        }
        Operand<TBool> mask = present.get();
        Operand<TFloat32> sum = tf.reduceSum(Presence.orZero(tf, mask, x), views);
        Operand<TFloat32> count = tf.reduceSum(tf.dtypes.cast(mask, TFloat32.class), views);
        return tf.math.div(sum, tf.math.maximum(count, tf.constant(1f)));
    }
}
