package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Stochastic gradient descent, with or without momentum: {@code v = momentum v + rate g}, {@code w -= v}; with Nesterov's momentum
 * {@code w -= momentum v + rate g}.
 *
 * <p>The rate is part of {@code v}, as in Keras: past gradients keep the rate of their own step. In PyTorch it multiplies {@code
 * v}, so that a changed rate scales the whole velocity; while the rate stays, both are the same.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code momentum must lie in [0, 1), got 1.0}; {@code nesterov
 * needs a momentum above 0}; a rate that is 0 or infinite in 32 bits ({@code learningRate must be positive and finite as a
 * 32-bit float, got 1.0E39}).
 *
 * <p>Example: with gradient 2 and rate 0.1, a step without momentum changes a weight by -0.2.
 *
 * @param learningRate 0.01 by default
 * @param momentum 0 by default
 * @param nesterov false by default
 */
public record SGD(double learningRate, double momentum, boolean nesterov) implements Optimizer {

    /** Checks the options, as the rules above say. */
    public SGD {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("momentum", momentum);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov needs a momentum above 0");
        }
    }

    /** Keras' default rate, no momentum. */
    public SGD() {
        this(0.01);
    }

    /** No momentum. */
    public SGD(double learningRate) {
        this(learningRate, 0);
    }

    /** With momentum, but not Nesterov's. */
    public SGD(double learningRate, double momentum) {
        this(learningRate, momentum, false);
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Operand<TFloat32> kept = tf.constant((float) momentum);
        Operand<TFloat32> one = tf.constant(1f);
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            done.add(
                    momentum == 0
                            ? tf.train.applyGradientDescent(c.weight(), step.learningRate(), c.gradient())
                            : tf.train.applyMomentum(
                                    c.weight(),
                                    c.slot().apply("velocity"),
                                    one,
                                    tf.math.mul(step.learningRate(), c.gradient()),
                                    kept,
                                    ApplyMomentum.useNesterov(nesterov)));
        }
        return done;
    }
}
