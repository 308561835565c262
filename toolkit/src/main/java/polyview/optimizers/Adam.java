package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Gradient descent with estimates of the first and second moments of the gradient: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v
 * + (1 - b2) g^2}, {@code w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon)} in step t = 1, 2, ...
 *
 * <p>With amsgrad, the largest {@code v} so far stands for {@code v}.
 *
 * <p>The powers are computed from the number of the step, not kept in variables, so an op cannot read an outdated one.
 * Source: Kingma and Ba 2015, with epsilon at the same place as in Keras; amsgrad: Reddi, Kale and Kumar 2018.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code beta1 must lie in [0, 1), got 1.0}; {@code epsilon must
 * be positive, got 0.0}; a rate or an epsilon that is 0 or infinite in 32 bits ({@code learningRate must be positive and finite
 * as a 32-bit float, got 1.0E39}).
 *
 * <p>Example: with gradient 2 and rate 0.001, the first step changes a weight by -0.001.
 *
 * @param learningRate 0.001 by default
 * @param beta1 0.9 by default
 * @param beta2 0.999 by default
 * @param epsilon 1e-7 by default
 * @param amsgrad false by default
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad)
        implements Optimizer {

    /** Checks the options, as the rules above say. */
    public Adam {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("beta1", beta1);
        Checks.requireFraction("beta2", beta2);
        Checks.requirePositive("epsilon", epsilon);
    }

    /** Keras' defaults. */
    public Adam() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    /** Without amsgrad. */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
        this(learningRate, beta1, beta2, epsilon, false);
    }

    /** The same with amsgrad or without it. */
    public Adam amsgrad(boolean use) {
        return new Adam(learningRate, beta1, beta2, epsilon, use);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public List<Op> apply(Step step) {
        return amsgrad ? withLargest(step) : plain(step);
    }

    private List<Op> plain(Step step) {
        Ops tf = step.tf();
        // What all weights share is computed once: a deep network has many weights.
        Operand<TFloat32> first = tf.constant((float) beta1);
        Operand<TFloat32> second = tf.constant((float) beta2);
        Operand<TFloat32> small = tf.constant((float) epsilon);
        Operand<TFloat32> firstPower = tf.math.pow(first, step.number());
        Operand<TFloat32> secondPower = tf.math.pow(second, step.number());
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            done.add(tf.train.applyAdam(
                    c.weight(),
                    c.slot().apply("m"),
                    c.slot().apply("v"),
                    firstPower,
                    secondPower,
                    step.learningRate(),
                    first,
                    second,
                    small,
                    c.gradient()));
        }
        return done;
    }

    /** TensorFlow has no op for it that takes the variables of a graph. */
    private List<Op> withLargest(Step step) {
        Ops tf = step.tf();
        Decaying m = new Decaying(tf, beta1);
        Decaying v = new Decaying(tf, beta2);
        Operand<TFloat32> small = tf.constant((float) epsilon);
        Operand<TFloat32> rate = tf.math.mul(
                step.learningRate(), tf.math.div(tf.math.sqrt(v.reached(step.number())), m.reached(step.number())));
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            Operand<TFloat32> first = m.average(c.slot().apply("m"), c.gradient());
            Operand<TFloat32> second = v.average(c.slot().apply("v"), tf.math.square(c.gradient()));
            Operand<TFloat32> slot = c.slot().apply("v_largest");
            Operand<TFloat32> largest = tf.assign(slot, tf.math.maximum(slot, second));
            Operand<TFloat32> root = tf.math.add(tf.math.sqrt(largest), small);
            done.add(tf.assignSub(c.weight(), tf.math.div(tf.math.mul(rate, first), root)));
        }
        return done;
    }
}
