package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * An update in every k-th step only, by the mean of the gradients of k batches; see {@link Optimizer#accumulate}.
 *
 * <p>The ops of an update hang on a switch, so in the other steps they do not run at all.
 */
final class Accumulation {

    private Accumulation() {}

    /**
     * Adds the sums, and the update behind a switch.
     *
     * @param update adds the update to the step that it is given
     */
    static List<Op> every(int steps, Optimizer.Step step, Function<Optimizer.Step, List<Op>> update) {
        Ops tf = step.tf();
        Operand<TInt64> period = tf.constant((long) steps);
        Operand<TBool> last = tf.math.equal(tf.math.floorMod(step.count(), period), tf.constant(0L));
        SwitchCond<TBool> gate = tf.switchCond(last, last);
        // What waits for this runs only where the gate is open, and so does all that waits for that.
        Op open = tf.identity(gate.outputTrue());
        Ops inside = tf.withControlDependencies(List.of(open));
        Operand<TFloat32> batches = inside.constant((float) steps);
        List<Op> sums = new ArrayList<>();
        List<Op> begunAnew = new ArrayList<>();
        List<Optimizer.Change> means = new ArrayList<>();
        for (Optimizer.Change c : step.changes()) {
            Operand<TFloat32> slot = c.slot().apply("gradient_sum");
            var sum = tf.assignAdd(slot, c.gradient());
            var mean = inside.math.div(sum, batches);
            sums.add(sum);
            means.add(c.with(mean));
            begunAnew.add(inside.withControlDependencies(List.of(mean)).assign(slot, inside.zerosLike(mean)));
        }
        Operand<TInt64> count = inside.math.div(step.count(), period);
        Operand<TFloat32> number = inside.dtypes.cast(count, TFloat32.class);
        List<Op> done =
                new ArrayList<>(update.apply(new Optimizer.Step(inside, step.learningRate(), number, count, means)));
        done.addAll(begunAnew);
        Operand<TBool> updated = inside.withControlDependencies(done).identity(gate.outputTrue());
        sums.add(tf.merge(List.of(updated, tf.identity(gate.outputFalse()))));
        return sums;
    }
}
