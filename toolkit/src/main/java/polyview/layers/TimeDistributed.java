package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Applies one layer, or a whole model as a layer, to every step of a sequence, with the same weights: {@code y[n, t, ...] = f(x[n, t,
 * ...])}.
 *
 * <p>{@code (N, T, ...) -> (N, T, ...)}, where the layer takes {@code (N, ...)}; with a second input, the presence {@code (N, T)} of 0
 * and 1, only for the steps that are present, and 0 for the others, so that sequences may have any length. It is {@link PerView} under
 * the name that Keras has for sequences; all that is said there holds here. Weights: those of the layer, once.
 *
 * <p>Refused: what {@link PerView} refuses, under this layer's name ({@code time_distributed takes (N, T, ...), got (N)}).
 *
 * <p>Example: {@code new TimeDistributed(new Conv2D(8, 3))} takes (N, 10, 64, 64, 3) to (N, 10, 62, 62, 8) with 224 parameters.
 */
public final class TimeDistributed extends StandardLayer<TimeDistributed> {

    private final EachView each;

    /** The layer for every step, which takes one step {@code (N, ...)}. */
    public TimeDistributed(Layer layer) {
        this.each = new EachView(this, layer);
    }

    @Override
    protected TimeDistributed self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        Presence.require(this, inputs.stream().map(Operand::shape).toList(), "(N, T, ...)");
        return each.call(c, inputs.get(0), Presence.of(this, c.tf(), inputs));
    }
}
