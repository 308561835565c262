package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Applies one layer, or a whole model as a layer, to every view that is present, with the same weights: {@code y[n, v, ...] =
 * f(x[n, v, ...])}.
 *
 * <p>{@code (N, V, ...) -> (N, V, ...)}, where the layer takes {@code (N, ...)}; with a second input, the presence {@code (N, V)}
 * of 0 and 1 (above one half counts as 1), the outputs of missing views are 0, and the layer never sees them. Weights: those of the
 * layer, once. The number of views may be unknown, and other sizes where the layer allows it.
 *
 * <p>What stands in the padding of a missing view, a NaN too, changes no bit of the output, of a gradient or of a moving average,
 * and neither does the number of missing views; the gradient of a missing view is 0. {@link BatchNormalization} in the layer takes
 * mean and variance over the views that are present in the batch, all samples together. {@link Dropout} in it draws for each view.
 *
 * <p>Give the same presence to what comes after, such as {@link ViewPooling}: to it the zeros of missing views are values like any
 * others.
 *
 * <p>Refused: fewer than two axes and another form of presence ({@code per_view takes (N, V, ...), got (N)}, {@code per_view takes
 * the presence of views as (N, V), got (N, 4, 1)}, {@code per_view takes views and the presence of as many, got (N, 4, 8, 8, 3) and
 * (N, 3)}); more inputs; what the layer refuses; in training, a batch without any view ({@code per_view trains on batches with at
 * least one view present, got none}).
 *
 * <p>Example: {@code new PerView(new Conv2D(8, 3))} takes (N, 4, 64, 64, 3) to (N, 4, 62, 62, 8) with 224 parameters; for a model
 * use {@code new PerView(model.asLayer())}.
 *
 * <pre>{@code
 * var views = Input.of("views", 4, 64, 64, 3);
 * var presence = Input.of("presence", 4);
 * var features = new PerView(model.asLayer()).apply(views, presence);
 * var pooled = ViewPooling.max().apply(features, presence);
 * }</pre>
 */
public final class PerView extends StandardLayer<PerView> {

    private final EachView each;

    /** The layer for every view, which takes one view {@code (N, ...)}. */
    public PerView(Layer layer) {
        this.each = new EachView(this, layer);
    }

    @Override
    protected PerView self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        Presence.require(this, inputs.stream().map(Operand::shape).toList(), "(N, V, ...)");
        return each.call(c, inputs.get(0), Presence.of(this, c.tf(), inputs));
    }
}
