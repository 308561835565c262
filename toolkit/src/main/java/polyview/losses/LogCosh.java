package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** See {@link Loss#logCosh()}. */
record LogCosh() implements PositionLoss {

    @Override
    public String name() {
        return "logCosh";
    }

    @Override
    public Task task() {
        return Task.NUMBERS;
    }

    @Override
    public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> d = tf.math.abs(tf.math.sub(LossOps.aligned(tf, scores, targets), targets));
        Operand<TFloat32> one = tf.constant(1f);
        // Far out cosh is infinite; near 0 the difference to log 2 has no digits left. log cosh d = log(1 + 2
        // sinh(d/2)^2).
        Operand<TFloat32> sinh = tf.math.sinh(tf.math.mul(tf.math.minimum(d, one), tf.constant(0.5f)));
        Operand<TFloat32> near = tf.math.log1p(tf.math.mul(tf.constant(2f), tf.math.square(sinh)));
        Operand<TFloat32> far = tf.math.add(
                d, tf.math.sub(tf.math.softplus(tf.math.mul(d, tf.constant(-2f))), tf.constant((float) Math.log(2))));
        return tf.select(tf.math.less(d, one), near, far);
    }
}
