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
 * <p>All weights are seen at once, so that what they have in common, such as the norm of all gradients, is computed once.
 *
 * <p>Example, gradient descent where no gradient is larger than 1:
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

    /** The name, as reports show it. */
    String name();

    /** The learning rate to begin with; refused in compile where it is not positive. */
    double learningRate();

    /** The settings by name, as reports show them; those of a record where nothing else is said. */
    default Map<String, String> settings() {
        return Settings.ofRecord(this);
    }

    /**
     * Adds the ops that change the weights, and gives those with which everything is done.
     *
     * <p>Refused in compile: ops that leave a weight as it is ({@code optimizer clipped never changes weight dense/bias: what
     * apply gives must hold, or lead to, an op that changes it, as applyGradientDescent or assign}).
     */
    List<Op> apply(Step step);

    /**
     * What is known when the weights are to be changed.
     *
     * @param tf where the ops go; they run after all gradients are there
     * @param learningRate a scalar
     * @param number a scalar: 1 in the first step
     * @param changes one for each weight that training changes
     */
    record Step(Ops tf, Operand<TFloat32> learningRate, Operand<TFloat32> number, List<Change> changes) {

        /** A copy of the list is kept. */
        public Step {
            changes = List.copyOf(changes);
        }
    }

    /**
     * One weight that is to be changed.
     *
     * @param path such as {@code conv2d/kernel}
     * @param weight the variable
     * @param gradient of the loss with respect to the weight
     * @param slot gives the variable of the weight's shape, zero at first, that belongs to the weight, by name
     */
    record Change(
            String path,
            Operand<TFloat32> weight,
            Operand<TFloat32> gradient,
            Function<String, Operand<TFloat32>> slot) {}
}
