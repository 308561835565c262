package polyview.losses;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/** See {@link Loss#binaryCrossEntropy()}. */
record BinaryCrossEntropy(double smoothing, Optional<ClassWeights> weights) implements BinaryLoss {

    BinaryCrossEntropy {
        Checks.requireFraction("labelSmoothing", smoothing);
    }

    @Override
    public Loss with(double otherSmoothing, Optional<ClassWeights> otherWeights) {
        return new BinaryCrossEntropy(otherSmoothing, otherWeights);
    }

    @Override
    public String name() {
        return "binaryCrossEntropy";
    }

    @Override
    public Map<String, String> formula() {
        return Map.of();
    }

    @Override
    public Operand<TFloat32> ofLogits(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
        return tf.math.sub(tf.math.softplus(x), tf.math.mul(x, y));
    }
}
