package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Gradient descent with each gradient divided by the root of the mean of its squares: {@code v = rho v + (1 - rho) g^2}, {@code
 * w -= rate g / sqrt(v + epsilon)}.
 *
 * <p>Centered, the variance of the gradient stands for the mean of its squares: {@code a = rho a + (1 - rho) g}, {@code v - a^2} in
 * place of {@code v}, taken as 0 where rounding makes it negative (Keras' formula gives NaN there). With momentum, the steps are
 * summed up: {@code s = momentum s + rate g / sqrt(v + epsilon)}, {@code w -= s}.
 *
 * <p>Epsilon is inside of the root, as in Keras; in PyTorch it is outside. Source: Hinton's lecture 6e, 2012.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code rho must lie in [0, 1), got 1.0}, the same of momentum;
 * {@code epsilon must be positive, got 0.0}.
 *
 * <p>Example: with gradient 2 and rate 0.001, the first step changes a weight by -0.001 / sqrt(0.1) = -0.0031623; {@code new
 * RMSprop(1e-3).momentum(0.9).centered(true)} has all options.
 *
 * @param learningRate 0.001 by default
 * @param rho 0.9 by default
 * @param momentum 0 by default
 * @param epsilon 1e-7 by default
 * @param centered false by default
 */
public record RMSprop(double learningRate, double rho, double momentum, double epsilon, boolean centered)
        implements Optimizer {

    /** Checks the options, as the rules above say. */
    public RMSprop {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("rho", rho);
        Checks.requireFraction("momentum", momentum);
        Checks.requirePositive("epsilon", epsilon);
    }

    /** Keras' defaults. */
    public RMSprop() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public RMSprop(double learningRate) {
        this(learningRate, 0.9, 0, 1e-7, false);
    }

    /** The same with another part of the old squares that is kept. */
    public RMSprop rho(double kept) {
        return new RMSprop(learningRate, kept, momentum, epsilon, centered);
    }

    /** The same with momentum. */
    public RMSprop momentum(double kept) {
        return new RMSprop(learningRate, rho, kept, epsilon, centered);
    }

    /** The same, divided by the root of the variance or not. */
    public RMSprop centered(boolean byVariance) {
        return new RMSprop(learningRate, rho, momentum, epsilon, byVariance);
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Decaying average = new Decaying(tf, rho);
        Operand<TFloat32> small = tf.constant((float) epsilon);
        Operand<TFloat32> kept = tf.constant((float) momentum);
        Operand<TFloat32> zero = tf.constant(0f);
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            Operand<TFloat32> g = c.gradient();
            Operand<TFloat32> size = average.average(c.slot().apply("v"), tf.math.square(g));
            if (centered) {
                Operand<TFloat32> mean = average.average(c.slot().apply("mean"), g);
                size = tf.math.maximum(tf.math.sub(size, tf.math.square(mean)), zero);
            }
            Operand<TFloat32> change =
                    tf.math.div(tf.math.mul(step.learningRate(), g), tf.math.sqrt(tf.math.add(size, small)));
            if (momentum > 0) {
                Operand<TFloat32> slot = c.slot().apply("momentum");
                change = tf.assign(slot, tf.math.add(tf.math.mul(kept, slot), change));
            }
            done.add(tf.assignSub(c.weight(), change));
        }
        return done;
    }
}
