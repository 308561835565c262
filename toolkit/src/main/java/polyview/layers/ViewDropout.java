package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * In training, takes views away at random, but never the last one of a sample; in prediction it does nothing.
 *
 * <p>It acts on the presence of the views, {@code (N, V) -> (N, V)}: each view that is present (above one half) becomes missing, 0,
 * with probability {@code rate}, whatever becomes of the others; where all would go, one of them, drawn evenly, stays. Give the
 * result to the layers that take a presence, and the views themselves need no change. Nothing is scaled. The draw depends on the
 * model's seed and the number of the step, as in {@link Dropout}.
 *
 * <p>A network that is trained so has seen samples with few views when it meets them. A sample of k views keeps {@code k (1 - rate)
 * + rate^k} of them in the mean.
 *
 * <p>Refused: {@code rate must lie in [0, 1), got 1.0}; another form ({@code view_dropout takes the presence of views as (N, V), got
 * (N, 4, 8)}).
 *
 * <p>Example: with rate 0.5, the presence (1, 1, 0) becomes (1, 0, 0) or (0, 1, 0) in 3 of 8 cases each, and stays in 2.
 *
 * <pre>{@code
 * var seen = new ViewDropout(0.5).apply(presence);
 * var features = new PerView(model.asLayer()).apply(views, seen);
 * var pooled = ViewPooling.mean().apply(features, seen);
 * }</pre>
 */
public final class ViewDropout extends StandardLayer<ViewDropout> {

    private final float rate;

    /** The probability that a view is taken away. */
    public ViewDropout(double rate) {
        this.rate = Checks.requireFraction("rate", rate);
    }

    @Override
    protected ViewDropout self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> presence) {
        Presence.requirePresence(this, presence.shape());
        if (!c.training() || rate == 0) {
            return presence;
        }
        Ops tf = c.tf();
        Operand<TBool> present = Presence.mask(tf, presence);
        Operand<TFloat32> draws = c.randomUniform(tf.shape(presence));
        // Of the views that are present, the one with the largest draw is kept in any case: if one exceeds the rate, so
        // does it.
        Operand<TFloat32> own = tf.select(present, draws, tf.constant(-1f));
        Operand<TFloat32> largest = tf.max(own, tf.constant(1), Max.keepDims(true));
        Operand<TBool> kept =
                tf.math.logicalOr(tf.math.greaterEqual(draws, tf.constant(rate)), tf.math.greaterEqual(draws, largest));
        return tf.select(kept, presence, tf.zerosLike(presence));
    }
}
