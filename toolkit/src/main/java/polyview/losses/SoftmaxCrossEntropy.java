package polyview.losses;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** See {@link Loss#softmaxCrossEntropy()}. */
record SoftmaxCrossEntropy(SoftmaxTargets targets, Optional<ClassWeights> weights) implements SoftmaxLoss {

    @Override
    public Loss with(SoftmaxTargets others, Optional<ClassWeights> otherWeights) {
        return new SoftmaxCrossEntropy(others, otherWeights);
    }

    @Override
    public String name() {
        return "softmaxCrossEntropy";
    }

    @Override
    public Map<String, String> formula() {
        return Map.of();
    }

    @Override
    public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> target) {
        Shape shape = scores.shape();
        long classes = shape.get(shape.numDimensions() - 1);
        // The dense form: the sparse one has no gradient in TensorFlow Java.
        Operand<TFloat32> y = targets.of(tf, target, classes);
        Operand<TFloat32> x = LossOps.aligned(tf, scores, y);
        if (shape.numDimensions() == 2) {
            return tf.nn.softmaxCrossEntropyWithLogits(x, y).loss();
        }
        Operand<TFloat32> flat = tf.nn.softmaxCrossEntropyWithLogits(
                        tf.reshape(x, tf.array(-1L, classes)), tf.reshape(y, tf.array(-1L, classes)))
                .loss();
        return tf.reshape(flat, tf.shape(classes(tf, target)));
    }
}
