package polyview.training;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** See {@link Loss#binaryCrossEntropy()}. */
record BinaryCrossEntropy(Optional<ClassWeights> weights) implements ClassLoss {

    @Override
    public Loss classWeights(double... values) {
        return new BinaryCrossEntropy(Optional.of(ClassWeights.of(values).requireOneForEach(2, name())));
    }

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
    public Operand<TFloat32> ofEach(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> x = LossOps.aligned(tf, scores, targets);
        return tf.math.sub(tf.math.softplus(x), tf.math.mul(x, targets));
    }

    @Override
    public void check(FloatArray targets, Shape output) {
        if (weights.isPresent()) {
            LossOps.requireEach(
                    targets, "label must be 0 or 1 where classes have weights", label -> label == 0 || label == 1);
        }
        LossOps.requireEach(targets, "label must lie in [0, 1]", label -> label >= 0 && label <= 1);
    }
}
