package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The functions of {@link Activation} that are more than one op, in forms that stay accurate for large arguments.
 *
 * <p>The gradient of {@code select} multiplies the branch not taken by 0, and 0 times infinity is not a number: so both
 * branches here are finite, up to {@code |x|} of 1e12 at least.
 */
final class Functions {

    private static final float SQUARE_ROOT_OF_A_HALF = (float) Math.sqrt(0.5);
    private static final float SQUARE_ROOT_OF_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);

    private Functions() {}

    static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> erf = tf.math.erf(tf.math.mul(x, tf.constant(SQUARE_ROOT_OF_A_HALF)));
        return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), tf.math.add(tf.constant(1f), erf));
    }

    /** {@code (1 + tanh(u)) / 2} is {@code sigmoid(2 u)}, which keeps its digits where tanh is close to -1. */
    static Operand<TFloat32> geluTanh(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> cubic = tf.math.add(tf.math.mul(tf.math.square(x), tf.constant(0.044715f)), tf.constant(1f));
        Operand<TFloat32> twice = tf.math.mul(tf.math.mul(x, cubic), tf.constant(2 * SQUARE_ROOT_OF_2_OVER_PI));
        return tf.math.mul(x, tf.math.sigmoid(twice));
    }

    /** With {@code e = exp(x)}, {@code tanh(log(1 + e))} is {@code n / (n + 2)}, {@code n = e (e + 2)}: no digits of e are lost. */
    static Operand<TFloat32> mish(Ops tf, Operand<TFloat32> x) {
        // From 20 on the fraction is 1 in 32 bits, and n would soon be infinite.
        Operand<TFloat32> e = tf.math.exp(tf.math.minimum(x, tf.constant(20f)));
        Operand<TFloat32> n = tf.math.mul(e, tf.math.add(e, tf.constant(2f)));
        return tf.math.mul(x, tf.math.div(n, tf.math.add(n, tf.constant(2f))));
    }

    static Operand<TFloat32> logSigmoid(Ops tf, Operand<TFloat32> x) {
        return tf.math.neg(tf.math.softplus(tf.math.neg(x)));
    }

    static Operand<TFloat32> hardSigmoid(Ops tf, Operand<TFloat32> x) {
        return tf.math.div(tf.nn.relu6(tf.math.add(x, tf.constant(3f))), tf.constant(6f));
    }

    /** The difference of x and its root is avoided: for x far below 0 it has no digits left. */
    static Operand<TFloat32> squareplus(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> root = tf.math.sqrt(tf.math.add(tf.math.square(x), tf.constant(4f)));
        Operand<TFloat32> below = tf.math.minimum(x, tf.constant(0f));
        return tf.select(
                positive(tf, x),
                tf.math.mul(tf.math.add(x, root), tf.constant(0.5f)),
                tf.math.div(tf.constant(2f), tf.math.sub(root, below)));
    }

    static Operand<TFloat32> sparsePlus(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> parabola = tf.math.square(tf.math.add(clip(tf, x, 1), tf.constant(1f)));
        return tf.math.add(tf.math.mul(parabola, tf.constant(0.25f)), tf.nn.relu(tf.math.sub(x, tf.constant(1f))));
    }

    static Operand<TFloat32> sparseSigmoid(Ops tf, Operand<TFloat32> x) {
        return tf.math.mul(tf.math.add(clip(tf, x, 1), tf.constant(1f)), tf.constant(0.5f));
    }

    /** TensorFlow's own op has a wrong gradient where there are more than two axes. */
    static Operand<TFloat32> logSoftmax(Ops tf, Operand<TFloat32> x) {
        Operand<TInt32> last = tf.constant(-1);
        Operand<TFloat32> largest = tf.stopGradient(tf.max(x, last, Max.keepDims(true)));
        Operand<TFloat32> shifted = tf.math.sub(x, largest);
        return tf.math.sub(shifted, tf.math.log(tf.sum(tf.math.exp(shifted), last, Sum.keepDims(true))));
    }

    static Operand<TFloat32> elu(Ops tf, Operand<TFloat32> x, float alpha) {
        // The op gives x where x is positive, so the branch not taken is finite.
        return tf.select(positive(tf, x), x, tf.math.mul(tf.nn.elu(x), tf.constant(alpha)));
    }

    static Operand<TFloat32> celu(Ops tf, Operand<TFloat32> x, float alpha) {
        Operand<TFloat32> scaled = tf.nn.elu(tf.math.div(x, tf.constant(alpha)));
        return tf.select(positive(tf, x), x, tf.math.mul(scaled, tf.constant(alpha)));
    }

    static Operand<TFloat32> hardShrink(Ops tf, Operand<TFloat32> x, float threshold) {
        return tf.select(tf.math.greater(tf.math.abs(x), tf.constant(threshold)), x, tf.zerosLike(x));
    }

    static Operand<TFloat32> threshold(Ops tf, Operand<TFloat32> x, float threshold, float value) {
        return tf.select(tf.math.greater(x, tf.constant(threshold)), x, tf.fill(tf.shape(x), tf.constant(value)));
    }

    /** Between -limit and limit. */
    static Operand<TFloat32> clip(Ops tf, Operand<TFloat32> x, float limit) {
        return tf.clipByValue(x, tf.constant(-limit), tf.constant(limit));
    }

    private static Operand<TBool> positive(Ops tf, Operand<TFloat32> x) {
        return tf.math.greater(x, tf.constant(0f));
    }
}
