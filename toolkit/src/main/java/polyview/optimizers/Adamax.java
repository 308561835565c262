package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * {@link Adam} with the largest gradient in place of the second moment: {@code m = b1 m + (1 - b1) g}, {@code u = max(b2 u, |g|)},
 * {@code w -= rate / (1 - b1^t) m / (u + epsilon)} in step t = 1, 2, ...
 *
 * <p>Source: Kingma and Ba 2015, with epsilon at the same place as in Keras.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code beta1 must lie in [0, 1), got 1.0}; {@code epsilon must
 * be positive, got 0.0}.
 *
 * <p>Example: with gradient 2 and rate 0.001, the first step changes a weight by -0.001.
 *
 * @param learningRate 0.001 by default
 * @param beta1 0.9 by default
 * @param beta2 0.999 by default
 * @param epsilon 1e-7 by default
 */
public record Adamax(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    /** Checks the options, as the rules above say. */
    public Adamax {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("beta1", beta1);
        Checks.requireFraction("beta2", beta2);
        Checks.requirePositive("epsilon", epsilon);
    }

    /** Keras' defaults. */
    public Adamax() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public Adamax(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public String name() {
        return "adamax";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Operand<TFloat32> first = tf.constant((float) beta1);
        Operand<TFloat32> second = tf.constant((float) beta2);
        Operand<TFloat32> small = tf.constant((float) epsilon);
        Operand<TFloat32> power = tf.math.pow(first, step.number());
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            done.add(tf.train.applyAdaMax(
                    c.weight(),
                    c.slot().apply("m"),
                    c.slot().apply("u"),
                    power,
                    step.learningRate(),
                    first,
                    second,
                    small,
                    c.gradient()));
        }
        return done;
    }
}
