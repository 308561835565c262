package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Gradient descent by signs: {@code w -= rate sign(b1 m + (1 - b1) g)}, then {@code m = b2 m + (1 - b2) g}.
 *
 * <p>Every number of a weight moves by the rate in each step, so the rate is to be 3 to 10 times smaller than that of Adam, and the
 * decay, as {@code new Lion(1e-4).weightDecay(0.1)}, larger by as much. Source: Chen and others 2023.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code beta1 must lie in [0, 1), got 1.0}, and 0, as in Keras
 * ({@code beta1 must be positive, got 0.0}): then it would be the sign of the gradient alone.
 *
 * <p>Example: with gradient 2 and rate 0.001, each step changes a weight by -0.001.
 *
 * @param learningRate 0.001 by default
 * @param beta1 0.9 by default
 * @param beta2 0.99 by default
 */
public record Lion(double learningRate, double beta1, double beta2) implements Optimizer {

    /** Checks the options, as the rules above say. */
    public Lion {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("beta1", beta1);
        Checks.requirePositive("beta1", beta1);
        Checks.requireFraction("beta2", beta2);
    }

    /** Keras' defaults. */
    public Lion() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public Lion(double learningRate) {
        this(learningRate, 0.9, 0.99);
    }

    @Override
    public String name() {
        return "lion";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Operand<TFloat32> first = tf.constant((float) beta1);
        Operand<TFloat32> rest = tf.constant(1f - (float) beta1);
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            Operand<TFloat32> m = c.slot().apply("m");
            Operand<TFloat32> mixed = tf.math.add(tf.math.mul(first, m), tf.math.mul(rest, c.gradient()));
            done.add(tf.assignSub(c.weight(), tf.math.mul(step.learningRate(), tf.math.sign(mixed))));
            // The weight follows the old moment: it is read before the new one takes its place.
            Ops afterReading = tf.withControlDependencies(List.of((Op) mixed));
            done.add(new Decaying(afterReading, beta2).average(m, c.gradient()));
        }
        return done;
    }
}
