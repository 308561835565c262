package polyview.training;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** See {@link Loss#meanSquaredError()}. */
record MeanSquaredError() implements Loss {

    @Override
    public Loss classWeights(double... values) {
        throw new IllegalArgumentException("classWeights has no meaning with " + name());
    }

    @Override
    public String name() {
        return "meanSquaredError";
    }

    @Override
    public Shape targetShape(Shape output) {
        return LossOps.oneNumberOrAll(output);
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return LossOps.overPositions(tf, tf.math.squaredDifference(LossOps.aligned(tf, scores, targets), targets));
    }

    @Override
    public void check(FloatArray targets, Shape output) {
        LossOps.requireEach(targets, "target must be a finite number", Double::isFinite);
    }
}
