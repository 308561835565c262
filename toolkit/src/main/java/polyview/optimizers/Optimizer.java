package polyview.optimizers;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Settings;

/**
 * How one step of training changes the weights.
 *
 * <p>It sees all weights at once, so what they have in common, such as the norm of all gradients, is computed once.
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
     * What an optimizer works with in one step.
     *
     * @param tf adds ops, which run after all gradients are computed
     * @param learningRate a scalar
     * @param number the number of the step, a scalar: 1 in the first step
     * @param changes one for each trainable weight
     */
    record Step(Ops tf, Operand<TFloat32> learningRate, Operand<TFloat32> number, List<Change> changes) {

        /** A copy of the list is kept. */
        public Step {
            changes = List.copyOf(changes);
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
            Function<String, Operand<TFloat32>> slot) {}
}
