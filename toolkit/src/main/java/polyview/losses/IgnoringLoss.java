package polyview.losses;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Slice;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A loss that leaves out positions with one target; see {@link LossOptions#ignoring(double)}. */
record IgnoringLoss(PositionLoss loss, double ignored) implements ForwardingLoss {

    IgnoringLoss {
        if (Double.isInfinite(ignored) || Double.isInfinite((float) ignored)) {
            throw new IllegalArgumentException("ignoring(" + ignored + "): the target must be a float or NaN");
        }
    }

    @Override
    public Loss around(Loss other) {
        return other.ignoring(ignored);
    }

    @Override
    public Map.Entry<String, String> option() {
        return Map.entry("ignoring", Double.toString(ignored));
    }

    @Override
    public TargetRange targets(Shape output) {
        return loss.targets(output).ignoring(ignored);
    }

    @Override
    public Loss ignoring(double other) {
        return loss.ignoring(other);
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return counted(tf, scores, targets, loss::perPosition);
    }

    @Override
    public Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return counted(tf, scores, targets, loss::perTrainingPosition);
    }

    private interface Positions {
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);
    }

    /** The sum over each sample's positions, so scaled that the mean over the samples is that over all positions that count. */
    private Operand<TFloat32> counted(
            Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets, Positions positions) {
        Operand<TBool> out =
                Double.isNaN(ignored) ? tf.math.isNan(targets) : tf.math.equal(targets, tf.constant((float) ignored));
        // What is left out gets a target that the loss takes: a select hides a value, but not a gradient that is no
        // number.
        Operand<TFloat32> losses = positions.of(tf, scores, tf.select(out, tf.zerosLike(targets), targets));
        Operand<TFloat32> counting = tf.dtypes.cast(tf.math.logicalNot(out), TFloat32.class);
        Operand<TFloat32> kept = tf.select(out, tf.zerosLike(losses), losses);
        Operand<TFloat32> count = tf.sum(tf.reshape(counting, tf.array(-1)), tf.array(0));
        Slice<TInt32> samples = tf.slice(tf.shape(targets), tf.array(0), tf.array(1));
        Operand<TFloat32> share = tf.math.div(
                tf.dtypes.cast(tf.reshape(samples, tf.constant(new int[0])), TFloat32.class),
                tf.math.maximum(count, tf.constant(1f)));
        return tf.math.mul(LossOps.sumOverPositions(tf, kept), share);
    }
}
