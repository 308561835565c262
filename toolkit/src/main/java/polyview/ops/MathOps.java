package polyview.ops;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import polyview.base.Shapes;

/**
 * Functions for which TensorFlow Java has an op without a gradient, composed of ops that have one.
 *
 * <p>A weight behind {@code tf.math.xlogy}, {@code tf.math.xdivy}, {@code tf.euclideanNorm} or {@code
 * tf.nn.sparseSoftmaxCrossEntropyWithLogits} cannot be trained: {@code addGradients} gives an output that fails when it is used. The
 * functions here have the same values, and the right gradient.
 *
 * <p>Shapes are broadcast as elsewhere in TensorFlow; TensorFlow refuses others, with both shapes in the message.
 */
public final class MathOps {

    private MathOps() {}

    /**
     * {@code x log(y)}, and 0 where x is 0, whatever y is.
     *
     * <p>The gradient is {@code (log(y), x / y)}; where x is 0 and y is not a positive number, where there is none, it is (0, 0).
     *
     * <p>Example: {@code xlogy(2, 4) = 2.7726}, with the gradient (1.3863, 0.5); {@code xlogy(0, 0) = 0}, with (0, 0). So {@code -sum
     * xlogy(p, p)} is the entropy of p.
     */
    public static Operand<TFloat32> xlogy(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
        Operand<TBool> usable = tf.math.logicalAnd(tf.math.isFinite(y), tf.math.greater(y, tf.constant(0f)));
        // The logarithm of 1 is 0, so there is no gradient for x there.
        return tf.math.mul(x, tf.math.log(orOne(tf, x, y, usable)));
    }

    /**
     * {@code x / y}, and 0 where x is 0, whatever y is.
     *
     * <p>The gradient is {@code (1 / y, -x / y^2)}; where x is 0 and y is 0 or not finite, it is (0, 0).
     *
     * <p>Example: {@code xdivy(2, 4) = 0.5}, with the gradient (0.25, -0.125); {@code xdivy(0, 0) = 0}, with (0, 0).
     */
    public static Operand<TFloat32> xdivy(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
        Operand<TBool> usable = tf.math.logicalAnd(tf.math.isFinite(y), tf.math.notEqual(y, tf.constant(0f)));
        Operand<TFloat32> quotient = tf.math.div(x, orOne(tf, x, y, usable));
        return tf.select(replaced(tf, x, usable), tf.constant(0f), quotient);
    }

    /**
     * The length along the last axis: {@code y[...] = sqrt(sum_k x[..., k]^2)}, {@code (..., K) -> (...)}.
     *
     * <p>The gradient is {@code x / y}, and 0 where y is 0; {@code sqrt} alone would give NaN there.
     *
     * <p>Example: {@code euclideanNorm((3, 4)) = 5}, with the gradient (0.6, 0.8).
     */
    public static Operand<TFloat32> euclideanNorm(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> squares = tf.reduceSum(tf.math.square(x), tf.constant(-1));
        Operand<TBool> zero = tf.math.equal(squares, tf.constant(0f));
        // A select hides values, but not gradients, so the root must not be taken of 0 at all.
        Operand<TFloat32> root = tf.math.sqrt(tf.select(zero, tf.constant(1f), squares));
        return tf.select(zero, tf.constant(0f), root);
    }

    /**
     * The cross-entropy of a softmax with classes by their indices: {@code y[n] = log(sum_k exp x[n,k]) - x[n, labels[n]]}.
     *
     * <p>{@code logits: (N, K)}, {@code labels: (N) -> (N)}. The gradient is {@code softmax(x) - 1} at the label and {@code softmax(x)}
     * elsewhere. A label outside 0 to K - 1 gives NaN, also as the gradient, so that it is noticed.
     *
     * <p>Example: the logits (0, 0) and the label 1 give 0.6931, with the gradient (0.5, -0.5).
     */
    public static Operand<TFloat32> sparseSoftmaxCrossEntropy(
            Ops tf, Operand<TFloat32> logits, Operand<? extends TNumber> labels) {
        long classes = logits.shape().numDimensions() == 2 ? logits.shape().get(1) : -1;
        if (classes < 0) {
            throw new IllegalArgumentException(
                    "sparseSoftmaxCrossEntropy takes logits (N, K) with a known K, got " + Shapes.text(logits.shape()));
        }
        Operand<TFloat32> hot = tf.oneHot(labels, tf.constant((int) classes), tf.constant(1f), tf.constant(0f));
        // Divided by 1, or by 0 where the label is not a class.
        Operand<TFloat32> targets = tf.math.div(hot, tf.reduceSum(hot, tf.constant(-1), ReduceSum.keepDims(true)));
        return tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
    }

    /** Where y is used: everywhere except where x is 0 and y is invalid. */
    private static Operand<TFloat32> orOne(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y, Operand<TBool> usable) {
        return tf.select(replaced(tf, x, usable), tf.constant(1f), y);
    }

    private static Operand<TBool> replaced(Ops tf, Operand<TFloat32> x, Operand<TBool> usable) {
        return tf.math.logicalAnd(tf.math.equal(x, tf.constant(0f)), tf.math.logicalNot(usable));
    }
}
