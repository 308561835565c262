package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Applies one layer, or a whole model as a layer, to every channel separately, with the same weights: {@code y[n, ..., c] = f(x[n,
 * :, :, c])}.
 *
 * <p>{@code (N, H, W, C) -> (N, ..., C)}, where the layer takes {@code (N, H, W, 1) -> (N, ...)}; its outputs are stacked on a new
 * last axis, over which {@link ViewPooling} pools. A layer that gives {@code (N, h, w, f)} thus gives {@code (N, h, w, f, C)}.
 * Weights: those of the layer, once. Height and width may be unknown where the layer allows it.
 *
 * <p>The layer runs once over a batch of N C gray images, which has two effects in training. {@link BatchNormalization} in it
 * takes mean and variance over all channels together, and updates its moving averages once a step. {@link Dropout} in it draws
 * separately for each channel.
 *
 * <p>Refused: another rank ({@code per_channel takes (N, H, W, C), got (N, 10)}), an unknown number of channels, and what the
 * layer refuses.
 *
 * <p>Example: {@code new PerChannel(new Conv2D(8, 3))} takes (N, 64, 64, 4) to (N, 62, 62, 8, 4) with 80 parameters; for a model
 * use {@code new PerChannel(model.asLayer())}.
 */
public final class PerChannel extends StandardLayer<PerChannel> {

    private final Layer layer;

    /** The layer for every channel, which takes {@code (N, H, W, 1)}. */
    public PerChannel(Layer layer) {
        this.layer = layer;
    }

    @Override
    protected PerChannel self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        LayerChecks.requireRank(this, x.shape(), "(N, H, W, C)");
        int channels = Math.toIntExact(LayerChecks.requireKnown(this, x.shape(), 3, "channels"));
        Ops tf = c.tf();
        Operand<TFloat32> gray = tf.expandDims(ChannelFold.fold(tf, x), tf.constant(-1));
        return ChannelFold.unfold(tf, c.apply(layer, gray), channels);
    }
}
