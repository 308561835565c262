package polyview.losses;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** See {@link Loss#softmaxFocalCrossEntropy(double, double)}. */
record SoftmaxFocalCrossEntropy(Focus focus, double alpha, SoftmaxTargets targets, Optional<ClassWeights> weights)
        implements SoftmaxLoss {

    SoftmaxFocalCrossEntropy {
        Focus.requireShare(alpha);
    }

    @Override
    public Loss with(SoftmaxTargets others, Optional<ClassWeights> otherWeights) {
        return new SoftmaxFocalCrossEntropy(focus, alpha, others, otherWeights);
    }

    @Override
    public String name() {
        return "softmaxFocalCrossEntropy";
    }

    @Override
    public Map<String, String> formula() {
        return focus.settings(Double.toString(alpha));
    }

    @Override
    public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> target) {
        Shape shape = scores.shape();
        long classes = shape.get(shape.numDimensions() - 1);
        Operand<TFloat32> y = targets.of(tf, target, classes);
        Operand<TFloat32> logP = LossOps.logSoftmax(tf, LossOps.aligned(tf, scores, y), classes);
        Operand<TFloat32> wrong = tf.math.neg(tf.math.expm1(logP));
        Operand<TFloat32> each = tf.math.mul(tf.math.mul(focus.of(tf, wrong), y), logP);
        return tf.math.mul(tf.constant((float) -alpha), tf.sum(each, tf.array(-1)));
    }
}
