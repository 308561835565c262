package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A penalty of a weight that is added to the loss: a scalar, {@code (...) -> ()}.
 *
 * <p>It is added in training and in evaluation, for trainable weights, as in Keras. Your own regulariser is a lambda.
 *
 * <p>Refused: {@code l2 must not be negative, got -0.1}.
 *
 * <p>Example: {@code Regularizer.l2(0.01)} of the weights (1, -2) is 0.05; {@code Regularizer.l1(0.01)} is 0.03.
 */
@FunctionalInterface
public interface Regularizer {

    /** Adds nothing, not even an op. */
    Regularizer NONE = (tf, weight) -> tf.constant(0f);

    /** Adds the ops of the penalty of one weight. */
    Operand<TFloat32> penalty(Ops tf, Operand<TFloat32> weight);

    /** {@code factor sum |w|}. */
    static Regularizer l1(double factor) {
        float rounded = FloatChecks.notNegative("l1", factor);
        return (tf, weight) -> tf.math.mul(tf.constant(rounded), sum(tf, tf.math.abs(weight)));
    }

    /** {@code factor sum w^2}. */
    static Regularizer l2(double factor) {
        float rounded = FloatChecks.notNegative("l2", factor);
        return (tf, weight) -> tf.math.mul(tf.constant(rounded), sum(tf, tf.math.square(weight)));
    }

    /** Both: {@code l1 sum |w| + l2 sum w^2}. */
    static Regularizer l1l2(double l1, double l2) {
        Regularizer first = l1(l1);
        Regularizer second = l2(l2);
        return (tf, weight) -> tf.math.add(first.penalty(tf, weight), second.penalty(tf, weight));
    }

    private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> terms) {
        return tf.reduceSum(tf.reshape(terms, tf.array(-1)), tf.array(0));
    }
}
