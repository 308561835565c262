package polyview.training;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** See {@link Loss#binaryCrossEntropy()}. */
record BinaryCrossEntropy() implements Loss {
    @Override
    public String name() {
        return "binaryCrossEntropy";
    }

    @Override
    public Shape targetShape(Shape output) {
        return LossOps.oneNumberOrAll(output);
    }

    @Override
    public Operand<TFloat32> scores(Operand<TFloat32> output) {
        return LossOps.before("Sigmoid", output);
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> x = LossOps.aligned(tf, scores, targets);
        return LossOps.overPositions(tf, tf.math.sub(tf.math.softplus(x), tf.math.mul(x, targets)));
    }

    @Override
    public void check(FloatArray targets, Shape output) {
        LossOps.requireEach(targets, "label must lie in [0, 1]", label -> label >= 0 && label <= 1);
    }
}
