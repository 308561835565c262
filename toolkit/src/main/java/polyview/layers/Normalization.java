package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * Subtracts a known mean from each channel (the last axis) and divides by a known standard deviation: {@code y = (x - mean) /
 * max(sqrt(variance), 1e-7)}. What follows the batches is {@link BatchNormalization}.
 *
 * <p>{@code (N, ..., C) -> (N, ..., C)}. Weights that no gradient changes: mean and variance {@code (C)}, 0 and 1 at first, and count
 * {@code ()}, of how many values they were taken, which Keras keeps and nothing uses. They are set as those of all layers: {@code
 * model.layer("normalization").setWeights(Map.of("mean", mean, "variance", variance))}.
 *
 * <p>Refused: {@code normalization takes (N, ..., C), got (N)}; an unknown number of channels, and another one than it was built for.
 *
 * <p>Example: with mean 2 and variance 4, (0, 8) of one channel becomes (-1, 3).
 */
public final class Normalization extends StandardLayer<Normalization> {

    private static final float SMALLEST_DEVIATION = 1e-7f;

    private Optional<Known> known = Optional.empty();

    private record Known(Weight mean, Weight variance) {}

    @Override
    protected Normalization self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        requireChannels(input);
        Shape channels = Shape.of(LayerChecks.requireKnown(this, input, input.numDimensions() - 1, "channels"));
        known = Optional.of(new Known(
                b.state("mean", channels, Initializer.zeros()), b.state("variance", channels, Initializer.ones())));
        b.state("count", Shape.scalar(), Initializer.zeros());
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Known w = known.orElseThrow();
        requireChannels(x.shape());
        LayerChecks.requireSize(
                this, x.shape(), x.shape().numDimensions() - 1, w.mean().shape().get(0), "channel");
        Ops tf = c.tf();
        Operand<TFloat32> deviation =
                tf.math.maximum(tf.math.sqrt(c.value(w.variance())), tf.constant(SMALLEST_DEVIATION));
        return tf.math.div(tf.math.sub(x, c.value(w.mean())), deviation);
    }

    private void requireChannels(Shape input) {
        if (input.numDimensions() < 2) {
            throw new IllegalArgumentException(displayName() + " takes (N, ..., C), got " + Shapes.text(input));
        }
    }
}
