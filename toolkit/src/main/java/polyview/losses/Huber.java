package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/** See {@link Loss#huber(double)}. */
record Huber(double delta) implements PositionLoss {

    Huber {
        Checks.requirePositive("delta", delta);
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public Task task() {
        return Task.NUMBERS;
    }

    @Override
    public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> d = tf.math.abs(tf.math.sub(LossOps.aligned(tf, scores, targets), targets));
        // near (d - near / 2) is both cases in one.
        Operand<TFloat32> near = tf.math.minimum(d, tf.constant((float) delta));
        return tf.math.mul(near, tf.math.sub(d, tf.math.mul(near, tf.constant(0.5f))));
    }
}
