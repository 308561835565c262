package polyview.losses;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/** See {@link Loss#binaryFocalCrossEntropy(double, double)}; without alpha yes and no count the same. */
record BinaryFocalCrossEntropy(Focus focus, Optional<Double> alpha, double smoothing, Optional<ClassWeights> weights)
        implements BinaryLoss {

    BinaryFocalCrossEntropy {
        Checks.requireFraction("labelSmoothing", smoothing);
        alpha.ifPresent(Focus::requireShare);
    }

    @Override
    public Loss with(double otherSmoothing, Optional<ClassWeights> otherWeights) {
        return new BinaryFocalCrossEntropy(focus, alpha, otherSmoothing, otherWeights);
    }

    @Override
    public String name() {
        return "binaryFocalCrossEntropy";
    }

    @Override
    public Map<String, String> formula() {
        return focus.settings(alpha.map(a -> Double.toString(a)).orElse("none"));
    }

    @Override
    public Operand<TFloat32> ofLogits(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
        Operand<TFloat32> no = tf.math.sub(tf.constant(1f), y);
        Operand<TFloat32> wrong =
                tf.math.add(tf.math.mul(y, tf.math.sigmoid(tf.math.neg(x))), tf.math.mul(no, tf.math.sigmoid(x)));
        // With y in front of each part nothing large is taken from something large.
        Operand<TFloat32> crossEntropy =
                tf.math.add(tf.math.mul(y, tf.math.softplus(tf.math.neg(x))), tf.math.mul(no, tf.math.softplus(x)));
        Operand<TFloat32> loss = tf.math.mul(focus.of(tf, wrong), crossEntropy);
        return alpha.<Operand<TFloat32>>map(a -> tf.math.mul(
                        loss,
                        tf.math.add(tf.math.mul(y, tf.constant(a.floatValue())), tf.math.mul(no, tf.constant((float)
                                (1 - a))))))
                .orElse(loss);
    }
}
