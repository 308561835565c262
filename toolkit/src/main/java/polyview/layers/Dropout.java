package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * In training, sets a random fraction of the elements to 0 and divides the others by {@code 1 - rate}; in prediction it does
 * nothing.
 *
 * <p>{@code (N, ...) -> (N, ...)}. Which elements are dropped depends on the model's seed and the number of the step, so a resumed
 * training has the same bits.
 *
 * <p>Refused: {@code rate must lie in [0, 1), got 1.0}. Source: Srivastava et al. 2014.
 *
 * <p>Example: with rate 0.25, ones become zeros with probability 1/4 and 4/3 otherwise.
 */
public final class Dropout extends StandardLayer<Dropout> {

    private final float rate;

    /** The fraction of the elements to drop. */
    public Dropout(double rate) {
        this.rate = Checks.requireFraction("rate", rate);
    }

    @Override
    protected Dropout self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        if (!c.training() || rate == 0) {
            return x;
        }
        Ops tf = c.tf();
        Operand<TFloat32> drawn = c.randomUniform(tf.shape(x));
        Operand<TFloat32> kept = tf.math.mul(x, tf.constant(1 / (1 - rate)));
        return tf.select(tf.math.greaterEqual(drawn, tf.constant(rate)), kept, tf.zerosLike(x));
    }
}
