package polyview.losses;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
    public Task task() {
        return Task.LABELS;
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public Operand<TFloat32> perLabel(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> x = LossOps.aligned(tf, scores, targets);
        return tf.math.sub(tf.math.softplus(x), tf.math.mul(x, targets));
    }

    @Override
    public TargetRange targets(Shape output) {
        return weights.isPresent()
                ? new TargetRange("label must be 0 or 1 where classes have weights", 0, 1, true)
                : TargetRange.unit();
    }
}
