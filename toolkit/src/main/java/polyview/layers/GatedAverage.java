package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A learned average at every position: {@code a = softmax(concat(x1, ..., xk) K + b, 0)} over the inputs, {@code y = a1 x1 +
 * ... + ak xk}.
 *
 * <p>{@code k (N, ..., F) -> (N, ..., F)}. The first k - 1 inputs have F logits each; those of the last are zero. For two inputs
 * that is {@code a = sigmoid(concat(x1, x2) K + b)}, {@code y = a x1 + (1 - a) x2}. Weights: those of a {@link Dense} with (k - 1)
 * F units over the k F channels, named gate; unit {@code i F + f} belongs to channel f of input i. For two inputs the gate gives
 * the weights a of the first, and {@code model.features("dual_conv2d/attention/gate", left, right)} returns them. It is sometimes
 * called channel-wise attention, but its weights differ between pixels; {@link SqueezeExciteAverage} has one weight for each
 * channel.
 *
 * <p>Refused: what {@link GatedMerge} refuses.
 *
 * <p>Example: with K and b zero all weights are equal, and (1, 3) with (3, 5) gives (2, 4).
 */
public final class GatedAverage extends GatedMerge<GatedAverage> {

    private Optional<Dense> gate = Optional.empty();

    @Override
    protected GatedAverage self() {
        return this;
    }

    @Override
    void declare(int inputs, int features) {
        Dense logits = dense("gate", (inputs - 1) * features);
        // For two inputs the gate itself gives the weights, so that a model can return them by its name.
        gate = Optional.of(inputs == 2 ? logits.activation(Activation.SIGMOID) : logits);
    }

    @Override
    Operand<TFloat32> gated(Call c, List<Operand<TFloat32>> inputs, Operand<TFloat32> sideBySide) {
        Operand<TFloat32> gated = c.apply(gate.orElseThrow(), sideBySide);
        return inputs.size() == 2 ? blend(c.tf(), inputs, gated) : average(c.tf(), inputs, gated);
    }
}
