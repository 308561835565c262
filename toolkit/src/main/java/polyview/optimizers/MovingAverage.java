package polyview.optimizers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A moving average of the weights beside them: {@code a = momentum a + (1 - momentum) w} after each step, and {@code a = w} after the
 * first, as Keras' {@code use_ema}. Training does not see it.
 *
 * <p>It is used by hand, by the engine of the model: {@code engine.averages()} gives it by the paths of the weights, {@code
 * engine.withAverages(() -> model.evaluate(test))} evaluates, predicts or saves with it, and {@code
 * model.setWeights(engine.averages())} at the end makes it the weights. Keras does the last by itself at the end of {@code fit}, and the
 * second in a callback, SwapEMAWeights; what it calls {@code ema_overwrite_frequency} is the last in a callback of yours.
 *
 * <p>With accumulation it follows every step, also those that change no weight, as in Keras: so k steps of the same weights pull
 * it by {@code momentum^k}. It is a slot, so it is saved with the training.
 */
public final class MovingAverage {

    /** The name of the slot: the average of {@code dense/kernel} is kept as {@code dense/kernel/moving_average}. */
    public static final String SLOT = "moving_average";

    /** Keras' default. */
    static final double MOMENTUM = 0.99;

    private MovingAverage() {}

    /**
     * Adds what follows the weights.
     *
     * @param done what changes the weights
     * @param accumulated steps for one update
     */
    static List<Op> after(List<Op> done, Optimizer.Step step, double momentum, int accumulated) {
        Ops tf = step.after(done).tf();
        // Before the first update is done there is nothing to keep: the average begins as the weights.
        Operand<TFloat32> begun =
                tf.dtypes.cast(tf.math.greater(step.count(), tf.constant((long) accumulated)), TFloat32.class);
        Operand<TFloat32> kept = tf.math.mul(begun, tf.constant((float) momentum));
        Operand<TFloat32> rest = tf.math.sub(tf.constant(1f), kept);
        List<Op> all = new ArrayList<>(done);
        for (Optimizer.Change c : step.changes()) {
            Operand<TFloat32> slot = c.slot().apply(SLOT);
            all.add(tf.assign(slot, tf.math.add(tf.math.mul(kept, slot), tf.math.mul(rest, c.weight()))));
        }
        return all;
    }
}
