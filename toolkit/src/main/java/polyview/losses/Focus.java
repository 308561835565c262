package polyview.losses;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * How much a focal loss leaves out what is easy: {@code (1 - p)^gamma}, where p is the probability of the right answer.
 *
 * @param gamma 0 for no focus
 */
record Focus(double gamma) {

    /** Below it the gradient of a root such as {@code (1 - p)^0.5} grows beyond all floats. */
    private static final float SMALLEST = 1e-30f;

    Focus {
        Checks.requireFinite("gamma", gamma);
        if (gamma < 0) {
            throw new IllegalArgumentException("gamma must not be negative, got " + gamma);
        }
    }

    static double requireShare(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must lie in [0, 1], got " + alpha);
        }
        return alpha;
    }

    Map<String, String> settings(String alpha) {
        return Map.of("gamma", Double.toString(gamma), "alpha", alpha);
    }

    /** The factors of these probabilities of a wrong answer. */
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> wrong) {
        return tf.math.pow(tf.math.maximum(wrong, tf.constant(SMALLEST)), tf.constant((float) gamma));
    }
}
