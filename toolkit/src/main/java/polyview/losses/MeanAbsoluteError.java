package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** See {@link Loss#meanAbsoluteError()}. */
record MeanAbsoluteError() implements PositionLoss {

    @Override
    public String name() {
        return "meanAbsoluteError";
    }

    @Override
    public Task task() {
        return Task.NUMBERS;
    }

    @Override
    public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return tf.math.abs(tf.math.sub(LossOps.aligned(tf, scores, targets), targets));
    }
}
