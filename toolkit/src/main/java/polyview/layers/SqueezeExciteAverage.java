package polyview.layers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;

/**
 * A learned average with one weight for each channel: {@code s} = mean of {@code concat(x1, ..., xk)} over all positions, {@code h
 * = relu(s K1 + b1)}, {@code a = softmax(h K2 + b2, 0)} over the inputs, {@code y = a1 x1 + ... + ak xk}.
 *
 * <p>{@code k (N, ..., F) -> (N, ..., F)}. A weight holds for the whole image: this is channel attention, while {@link
 * GatedAverage} has a weight at every position. The first k - 1 inputs have F logits each; those of the last are zero. For two
 * inputs the softmax is a sigmoid. Weights: those of a {@link Dense} named squeeze with {@code max(1, k F / ratio)} units, and of
 * one named excite with (k - 1) F units, of which unit {@code i F + f} belongs to channel f of input i. Source: Hu et al. 2018,
 * Squeeze-and-Excitation Networks, whose block scales the channels of one image.
 *
 * <p>Refused: {@code ratio must be positive, got 0}, and what {@link GatedMerge} refuses.
 *
 * <p>Example: with all parameters zero all inputs weigh the same, and (1, 3) with (3, 5) gives (2, 4).
 */
public final class SqueezeExciteAverage extends GatedMerge<SqueezeExciteAverage> {

    private final int ratio;
    private Optional<Dense> squeeze = Optional.empty();
    private Optional<Dense> excite = Optional.empty();

    /** With a quarter as many hidden units as there are channels. */
    public SqueezeExciteAverage() {
        this(4);
    }

    /** With one hidden unit for {@code ratio} channels, rounded down, but at least one unit. */
    public SqueezeExciteAverage(int ratio) {
        this.ratio = Checks.requirePositive("ratio", ratio);
    }

    @Override
    protected SqueezeExciteAverage self() {
        return this;
    }

    @Override
    void declare(int inputs, int features) {
        int hidden = Math.max(1, inputs * features / ratio);
        squeeze = Optional.of(dense("squeeze", hidden).activation(Activation.RELU));
        excite = Optional.of(dense("excite", (inputs - 1) * features));
    }

    @Override
    Operand<TFloat32> gated(Call c, List<Operand<TFloat32>> inputs, Operand<TFloat32> sideBySide) {
        Ops tf = c.tf();
        int[] positions =
                IntStream.range(1, sideBySide.shape().numDimensions() - 1).toArray();
        Operand<TFloat32> means = tf.math.mean(sideBySide, tf.array(positions), Mean.keepDims(true));
        return average(tf, inputs, c.apply(excite.orElseThrow(), c.apply(squeeze.orElseThrow(), means)));
    }
}
