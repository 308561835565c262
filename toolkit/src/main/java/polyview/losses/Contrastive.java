package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/** See {@link Loss#contrastive(double)}. */
record Contrastive(double margin) implements PositionLoss {

    Contrastive {
        Checks.requirePositive("margin", margin);
    }

    @Override
    public String name() {
        return "contrastive";
    }

    @Override
    public Task task() {
        return Task.LABELS;
    }

    @Override
    public TargetRange targets(Shape output) {
        return TargetRange.unit();
    }

    @Override
    public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> d = LossOps.aligned(tf, scores, targets);
        Operand<TFloat32> missing = tf.nn.relu(tf.math.sub(tf.constant((float) margin), d));
        return tf.math.add(
                tf.math.mul(targets, tf.math.square(d)),
                tf.math.mul(tf.math.sub(tf.constant(1f), targets), tf.math.square(missing)));
    }
}
