package polyview.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Averages in which old values decay: {@code a = decay a + (1 - decay) x}, from 0 on. */
final class Decaying {

    private final Ops tf;
    private final Operand<TFloat32> decay;
    private final Operand<TFloat32> rest;
    private final Operand<TFloat32> one;

    Decaying(Ops tf, double decay) {
        this.tf = tf;
        this.decay = tf.constant((float) decay);
        // Of the rounded decay, as its powers are: a rest of another rounding would show in what is divided by them.
        this.rest = tf.constant(1f - (float) decay);
        this.one = tf.constant(1f);
    }

    /** Takes a value into the average in a slot, and gives the new average. */
    Operand<TFloat32> average(Operand<TFloat32> slot, Operand<TFloat32> value) {
        return tf.assign(slot, tf.math.add(slot, tf.math.mul(tf.math.sub(value, slot), rest)));
    }

    /** The decay to the power of a number of steps. */
    Operand<TFloat32> power(Operand<TFloat32> steps) {
        return tf.math.pow(decay, steps);
    }

    /** How far an average of a constant is after so many steps, 1 - decay^t: divided by it, it is that constant. */
    Operand<TFloat32> reached(Operand<TFloat32> steps) {
        return tf.math.sub(one, power(steps));
    }
}
