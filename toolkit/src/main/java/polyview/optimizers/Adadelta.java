package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Gradient descent with steps in the unit of the weights: {@code v = rho v + (1 - rho) g^2}, {@code d = g sqrt(x + epsilon) /
 * sqrt(v + epsilon)}, {@code x = rho x + (1 - rho) d^2}, {@code w -= rate d}.
 *
 * <p>Keras' default rate of 0.001 makes very small steps; the paper has 1. Source: Zeiler 2012.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code rho must lie in [0, 1), got 1.0}; {@code epsilon must be
 * positive, got 0.0}.
 *
 * <p>Example: with gradient 2 and rate 1, the first step changes a weight by -2 sqrt(1e-7) / sqrt(0.2 + 1e-7) = -0.0014142.
 *
 * @param learningRate 0.001 by default
 * @param rho 0.95 by default
 * @param epsilon 1e-7 by default
 */
public record Adadelta(double learningRate, double rho, double epsilon) implements Optimizer {

    /** Checks the options, as the rules above say. */
    public Adadelta {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("rho", rho);
        Checks.requirePositive("epsilon", epsilon);
    }

    /** Keras' defaults. */
    public Adadelta() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public Adadelta(double learningRate) {
        this(learningRate, 0.95, 1e-7);
    }

    @Override
    public String name() {
        return "adadelta";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Operand<TFloat32> kept = tf.constant((float) rho);
        Operand<TFloat32> small = tf.constant((float) epsilon);
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            done.add(tf.train.applyAdadelta(
                    c.weight(),
                    c.slot().apply("squares"),
                    c.slot().apply("changes"),
                    step.learningRate(),
                    kept,
                    small,
                    c.gradient()));
        }
        return done;
    }
}
