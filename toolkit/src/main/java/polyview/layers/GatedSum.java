package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The sum of the inputs, each times its own gate: {@code g = sigmoid(concat(x1, ..., xk) K + b)}, {@code y = g1 x1 + ... +
 * gk xk}.
 *
 * <p>{@code k (N, ..., F) -> (N, ..., F)}. Every gate depends on all inputs; unlike in {@link GatedAverage} the gates need not sum
 * to one, so all inputs may pass, or none. Weights: those of a {@link Dense} with k F units over the k F channels, named gate;
 * unit {@code i F + f} is the gate of channel f of input i.
 *
 * <p>Refused: what {@link GatedMerge} refuses.
 *
 * <p>Example: with K and b zero all gates are 1/2, and (1, 3) with (3, 5) gives (2, 4).
 */
public final class GatedSum extends GatedMerge<GatedSum> {

    private Optional<Dense> gate = Optional.empty();

    @Override
    protected GatedSum self() {
        return this;
    }

    @Override
    void declare(int inputs, int features) {
        gate = Optional.of(dense("gate", inputs * features).activation(Activation.SIGMOID));
    }

    @Override
    Operand<TFloat32> gated(Call c, List<Operand<TFloat32>> inputs, Operand<TFloat32> sideBySide) {
        Ops tf = c.tf();
        // One product over all joined inputs, then the parts are added.
        Operand<TFloat32> passed = tf.math.mul(c.apply(gate.orElseThrow(), sideBySide), sideBySide);
        return tf.math.addN(split(tf, passed, inputs.size()));
    }
}
