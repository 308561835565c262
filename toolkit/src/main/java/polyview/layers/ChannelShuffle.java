package polyview.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;

/**
 * In training, shuffles the channels of each sample; in prediction it does nothing.
 *
 * <p>{@code (N, ..., C) -> (N, ..., C)}. All C! orders are equally likely. They depend on the model's seed and the number of the
 * step, so a resumed training has the same bits. Values are only moved. It is the augmentation for views in any order. {@link
 * TiedConv2D}, {@link PerChannel} and {@link ViewPooling} do not need it: with them the order does not matter.
 *
 * <p>Refused: another rank ({@code channel_shuffle takes (N, ..., C), got (N)}) and an unknown number of channels.
 *
 * <p>Example: of the channels (1, 2, 3) each of the six orders has probability 1/6.
 */
public final class ChannelShuffle extends StandardLayer<ChannelShuffle> {

    @Override
    protected ChannelShuffle self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Shape shape = x.shape();
        if (shape.numDimensions() < 2) {
            throw new IllegalArgumentException(displayName() + " takes (N, ..., C), got " + Shapes.text(shape));
        }
        int channels = Math.toIntExact(LayerChecks.requireKnown(this, shape, shape.numDimensions() - 1, "channels"));
        if (!c.training() || channels == 1) {
            return x;
        }
        Ops tf = c.tf();
        // Gathered, not multiplied by a matrix of zeros and ones: some devices round the factors of products.
        Operand<TFloat32> rows = ChannelFold.fold(tf, x);
        return ChannelFold.unfold(tf, tf.gather(rows, places(c, x, channels), tf.constant(0)), channels);
    }

    /** The source row of each row of the folded channels: the order that sorts random numbers, for each sample. */
    private static Operand<TInt32> places(Call c, Operand<TFloat32> x, int channels) {
        Ops tf = c.tf();
        Operand<TInt32> samples = ChannelFold.size(tf, x, 0);
        Operand<TFloat32> drawn = c.randomUniform(tf.stack(List.of(samples, tf.constant(channels))));
        Operand<TInt32> order =
                tf.nn.topK(drawn, tf.constant(channels), TInt32.class).indices();
        Operand<TInt32> first = tf.math.mul(tf.range(tf.constant(0), samples, tf.constant(1)), tf.constant(channels));
        return tf.reshape(tf.math.add(order, tf.reshape(first, tf.array(-1, 1))), tf.array(-1));
    }
}
