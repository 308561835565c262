package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * {@link Adam} with Nesterov's momentum, which grows over the first steps: {@code u(t) = b1 (1 - 0.5 * 0.96^t)}, {@code U(t) = u(1)
 * u(2) ... u(t)}, {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2}, and in step t = 1, 2, ... {@code w -= rate (u(t
 * + 1) m / (1 - U(t + 1)) + (1 - u(t)) g / (1 - U(t))) / (sqrt(v / (1 - b2^t)) + epsilon)}.
 *
 * <p>U is computed from the number of the step, as the powers of Adam are: its factors other than b1 come to rest at 1, so a
 * short table of their products holds all of them, and no variable is needed. Source: Dozat 2016, as Keras has it.
 *
 * <p>Refused: {@code learningRate must be positive, got 0.0}; {@code beta1 must lie in [0, 1), got 1.0}; {@code epsilon must
 * be positive, got 0.0}.
 *
 * <p>Example: with gradient 2 and rate 0.001, u(1) = 0.468, u(2) = 0.48528, and the first step changes a weight by -0.001 (0.48528 *
 * 0.1 / (1 - 0.468 * 0.48528) + 1) = -0.0010628.
 *
 * @param learningRate 0.001 by default
 * @param beta1 0.9 by default
 * @param beta2 0.999 by default
 * @param epsilon 1e-7 by default
 */
public record Nadam(double learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    /** From here on the factors are 1 in 32 bits: 0.5 * 0.96^512 is 4e-10. */
    private static final int REST = 512;

    private static final double GROWTH = 0.96;

    /** Checks the options, as the rules above say. */
    public Nadam {
        Checks.requirePositive("learningRate", learningRate);
        Checks.requireFraction("beta1", beta1);
        Checks.requireFraction("beta2", beta2);
        Checks.requirePositive("epsilon", epsilon);
    }

    /** Keras' defaults. */
    public Nadam() {
        this(1e-3);
    }

    /** Keras' defaults with another learning rate. */
    public Nadam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public String name() {
        return "nadam";
    }

    @Override
    public List<Op> apply(Step step) {
        Ops tf = step.tf();
        Decaying m = new Decaying(tf, beta1);
        Decaying v = new Decaying(tf, beta2);
        Operand<TFloat32> one = tf.constant(1f);
        Operand<TFloat32> small = tf.constant((float) epsilon);
        Operand<TFloat32> now = momentum(tf, step.number());
        Operand<TFloat32> next = momentum(tf, tf.math.add(step.number(), one));
        Operand<TFloat32> product = tf.math.mul(m.power(step.number()), factors(step));
        Operand<TFloat32> ofMoment = tf.math.div(next, tf.math.sub(one, tf.math.mul(product, next)));
        Operand<TFloat32> ofGradient = tf.math.div(tf.math.sub(one, now), tf.math.sub(one, product));
        Operand<TFloat32> reached = v.reached(step.number());
        List<Op> done = new ArrayList<>();
        for (Change c : step.changes()) {
            Operand<TFloat32> g = c.gradient();
            Operand<TFloat32> first = m.average(c.slot().apply("m"), g);
            Operand<TFloat32> second = v.average(c.slot().apply("v"), tf.math.square(g));
            Operand<TFloat32> ahead = tf.math.add(tf.math.mul(ofMoment, first), tf.math.mul(ofGradient, g));
            Operand<TFloat32> root = tf.math.add(tf.math.sqrt(tf.math.div(second, reached)), small);
            done.add(tf.assignSub(c.weight(), tf.math.div(tf.math.mul(step.learningRate(), ahead), root)));
        }
        return done;
    }

    private Operand<TFloat32> momentum(Ops tf, Operand<TFloat32> t) {
        Operand<TFloat32> lacking = tf.math.mul(tf.constant(0.5f), tf.math.pow(tf.constant((float) GROWTH), t));
        return tf.math.mul(tf.constant((float) beta1), tf.math.sub(tf.constant(1f), lacking));
    }

    /** The product of all 1 - 0.5 * 0.96^i up to this step. */
    private static Operand<TFloat32> factors(Step step) {
        float[] products = new float[REST + 1];
        double product = 1;
        for (int i = 0; i <= REST; i++) {
            product *= i == 0 ? 1 : 1 - 0.5 * Math.pow(GROWTH, i);
            products[i] = (float) product;
        }
        Ops tf = step.tf();
        return tf.gather(
                tf.constant(products), tf.math.minimum(step.count(), tf.constant((long) REST)), tf.constant(0));
    }
}
