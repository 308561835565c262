package polyview.optimizers;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import polyview.base.Settings;

/**
 * How one step of training changes the weights.
 *
 * <p>It sees all weights at once, so what they have in common, such as the norm of all gradients, is computed once.
 *
 * <p>Options that every optimizer takes, one of your own too, in any order: {@code new Adam(1e-3).clipNorm(1).accumulate(4)}.
 * Whatever the order, a step does what it does in Keras: the mean of the accumulated gradients is clipped, weights decay, then
 * the optimizer changes them, and the moving average follows.
 *
 * <p>Example, gradient descent with each gradient clipped to -1..1:
 *
 * <pre>{@code
 * record Clipped(double learningRate) implements Optimizer {
 *     public String name() { return "clipped"; }
 *     public List<Op> apply(Step step) {
 *         Ops tf = step.tf();
 *         List<Op> done = new ArrayList<>();
 *         for (Change c : step.changes()) {
 *             Operand<TFloat32> g = tf.clipByValue(c.gradient(), tf.constant(-1f), tf.constant(1f));
 *             done.add(tf.train.applyGradientDescent(c.weight(), step.learningRate(), g));
 *         }
 *         return done;
 *     }
 * }
 * }</pre>
 */
public interface Optimizer {

    /** The name, for reports. */
    String name();

    /** The learning rate of the first step, refused in compile where it is not positive; callbacks and schedules may change it later. */
    double learningRate();

    /** The settings by name, for reports; by default the components of a record. */
    default Map<String, String> settings() {
        return Settings.ofRecord(this);
    }

    /**
     * Adds the ops that change the weights and returns every op that must run in a step.
     *
     * <p>Refused in compile: ops that leave a weight as it is ({@code optimizer clipped never changes weight dense/bias: what
     * apply gives must hold, or lead to, an op that changes it, as applyGradientDescent or assign}).
     */
    List<Op> apply(Step step);

    /**
     * The same optimizer with every number of a gradient brought into [-limit, limit], as Keras' {@code clipvalue}.
     *
     * <p>Refused: {@code clipValue must be positive, got 0.0}, a second clipping ({@code clipNorm 1.0 has no place beside clipValue
     * 0.5: an optimizer clips in one way}).
     */
    default OptimizerWithOptions clipValue(double limit) {
        return OptimizerWithOptions.of(this).clipValue(limit);
    }

    /**
     * The same optimizer with each gradient scaled down to this norm where its own is larger, as Keras' {@code clipnorm}: a gradient
     * (3, 4) becomes (0.6, 0.8) with limit 1. Refused: as {@link #clipValue}.
     */
    default OptimizerWithOptions clipNorm(double limit) {
        return OptimizerWithOptions.of(this).clipNorm(limit);
    }

    /**
     * The same optimizer with all gradients scaled down together where the norm of all their numbers is larger than this, as
     * Keras' {@code global_clipnorm}. Refused: as {@link #clipValue}.
     */
    default OptimizerWithOptions globalClipNorm(double limit) {
        return OptimizerWithOptions.of(this).globalClipNorm(limit);
    }

    /**
     * The same optimizer with decoupled decay: before each update {@code w -= rate weightDecay w}, as Keras' {@code weight_decay}; see
     * {@link WeightDecay} for what is left out by default.
     *
     * <p>Refused: {@code weightDecay must be positive, got 0.0}; a second one, as of {@link AdamW}.
     */
    default OptimizerWithOptions weightDecay(double weightDecay) {
        return OptimizerWithOptions.of(this).weightDecay(weightDecay);
    }

    /**
     * The same for all weights but these.
     *
     * @param exclude ends of paths, such as {@code bias} or {@code dense/kernel}; none of them for all weights
     */
    default OptimizerWithOptions weightDecay(double weightDecay, List<String> exclude) {
        return OptimizerWithOptions.of(this).weightDecay(weightDecay, exclude);
    }

    /**
     * The same optimizer with an update in every so many steps only, by the mean of the gradients since the last one, as Keras'
     * {@code gradient_accumulation_steps}.
     *
     * <p>Between two updates weights and slots stay as they are; only moving means, such as those of batch normalisation, follow
     * every batch. The optimizer counts updates: its number is 1 in the first one. The learning rate is that of the step of the
     * update. What was summed up is saved with the training, and goes on in the next epoch where an epoch ends between two updates.
     * A batch counts as one, whatever its size.
     *
     * <p>Refused: {@code accumulate must be at least 2, got 1}; a second one.
     */
    default OptimizerWithOptions accumulate(int steps) {
        return OptimizerWithOptions.of(this).accumulate(steps);
    }

    /** The same optimizer with a moving average of the weights, of momentum 0.99 as in Keras; see {@link #useEma(double)}. */
    default OptimizerWithOptions useEma() {
        return useEma(MovingAverage.MOMENTUM);
    }

    /**
     * The same optimizer with a moving average of the weights beside them, as Keras' {@code use_ema} and {@code ema_momentum}; see
     * {@link MovingAverage} for how to use it.
     *
     * <p>Refused: {@code emaMomentum must lie in [0, 1), got 1.0}; a second one.
     */
    default OptimizerWithOptions useEma(double emaMomentum) {
        return OptimizerWithOptions.of(this).useEma(emaMomentum);
    }

    /**
     * What an optimizer works with in one step.
     *
     * @param tf adds ops, which run after all gradients are computed
     * @param learningRate a scalar
     * @param number the number of the step, a scalar: 1 in the first step
     * @param count the same as a whole number, exact where a 32-bit float is not: above 16,777,216
     * @param changes one for each trainable weight
     */
    record Step(
            Ops tf,
            Operand<TFloat32> learningRate,
            Operand<TFloat32> number,
            Operand<TInt64> count,
            List<Change> changes) {

        /** A copy of the list is kept. */
        public Step {
            changes = List.copyOf(changes);
        }

        /** The same step with other changes, as with gradients that were clipped. */
        public Step with(List<Change> others) {
            return new Step(tf, learningRate, number, count, others);
        }

        /** The same step whose ops run after these; none given, the step itself. */
        public Step after(List<? extends Op> before) {
            if (before.isEmpty()) {
                return this;
            }
            Op all = tf.withControlDependencies(List.copyOf(before)).noOp();
            return new Step(tf.withControlDependencies(List.of(all)), learningRate, number, count, changes);
        }
    }

    /**
     * One weight and its gradient.
     *
     * @param path such as {@code conv2d/kernel}
     * @param weight the variable
     * @param gradient of the loss with respect to the weight
     * @param slot gives a variable of this weight by its name, of the weight's shape and zero at first, such as a momentum
     */
    record Change(
            String path,
            Operand<TFloat32> weight,
            Operand<TFloat32> gradient,
            Function<String, Operand<TFloat32>> slot) {

        /** The same weight with another gradient. */
        public Change with(Operand<TFloat32> other) {
            return new Change(path, weight, other, slot);
        }
    }
}
