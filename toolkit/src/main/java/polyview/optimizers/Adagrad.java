package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * Gradient descent with each gradient divided by the root of the sum of all its squares: {@code s = s + g^2}, from {@code
 * initialAccumulatorValue} on, {@code w -= rate g / sqrt(s + epsilon)}.
 *
 * <p>The slot holds the squares alone and is 0 at first, as all slots are; the first value is added where the sum is used, which
 * is the same sum. Source: Duchi, Hazan and Singer 2011, with epsilon inside of the root as in Keras; in PyTorch it is outside.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code initialAccumulatorValue must not be negative, got -1.0};
 * {@code epsilon must be positive, got 0.0}.
 *
 * <p>Example: with gradient 2 and rate 0.001, the first step changes a weight by -0.001 * 2 / sqrt(0.1 + 4) = -0.00098773.
 *
 * @param learningRate 0.001 by default
 * @param initialAccumulatorValue 0.1 by default
 * @param epsilon 1e-7 by default
 */
public record Adagrad(double learningRate, double initialAccumulatorValue, double epsilon) implements Optimizer {

    /** Checks the options, as the rules above say. */
    public Adagrad {
        Checks.requirePositive("learningRate", learningRate);
        if (!(initialAccumulatorValue >= 0)) {
            throw new IllegalArgumentException(
                    "initialAccumulatorValue must not be negative, got " + initialAccumulatorValue);
        }
        Checks.requireFinite("initialAccumulatorValue", initialAccumulatorValue);
        Checks.requirePositive("epsilon", epsilon);
    }

    /** Keras' defaults. */
    public Adagrad() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public Adagrad(double learningRate) {
        this(learningRate, 0.1, 1e-7);
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Operand<TFloat32> first = tf.constant((float) (initialAccumulatorValue + epsilon));
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            Operand<TFloat32> g = c.gradient();
            Operand<TFloat32> squares = tf.assignAdd(c.slot().apply("squares"), tf.math.square(g));
            Operand<TFloat32> root = tf.math.sqrt(tf.math.add(squares, first));
            done.add(tf.assignSub(c.weight(), tf.math.div(tf.math.mul(step.learningRate(), g), root)));
        }
        return done;
    }
}
