package polyview.layers;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A learned gate between two inputs at every position: {@code a = sigmoid(concat(x1, x2) K + b)}, {@code y = a x1 + (1 - a)
 * x2}.
 *
 * <p>{@code (N, ..., F) and (N, ..., F) -> (N, ..., F)}. Weights: those of a {@link Dense} with F units over the 2F channels.
 * Source: document 1, third example, which calls it channel-wise attention; the gate differs from pixel to pixel.
 *
 * <p>Refused: another number of inputs than two ({@code gated_average takes two inputs, got 3}), and unequal shapes.
 *
 * <p>Example: with K and b zero, the gate is 1/2 and (1, 3) with (3, 5) gives (2, 4).
 */
public final class GatedAverage extends Merge<GatedAverage> {

    private Optional<Dense> gate = Optional.empty();
    private int channels;

    @Override
    protected GatedAverage self() {
        return this;
    }

    @Override
    protected void build(Build b, List<Shape> inputs) {
        requireTwo(inputs.size());
        Shape first = inputs.get(0);
        channels = Math.toIntExact(Shapes.requireKnown(this, first, first.numDimensions() - 1, "channels"));
        gate = Optional.of(new Dense(channels).activation(Activation.SIGMOID).name("gate"));
    }

    @Override
    protected Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        requireTwo(inputs.size());
        Shape first = inputs.get(0).shape();
        Shapes.requireSize(this, first, first.numDimensions() - 1, channels, "channel");
        Ops tf = c.tf();
        Operand<TFloat32> a = c.apply(gate.orElseThrow(), tf.concat(inputs, tf.constant(-1)));
        // a x1 + (1 - a) x2, with one product fewer.
        return tf.math.add(inputs.get(1), tf.math.mul(a, tf.math.sub(inputs.get(0), inputs.get(1))));
    }

    private void requireTwo(int inputs) {
        if (inputs != 2) {
            throw new IllegalArgumentException(displayName() + " takes two inputs, got " + inputs);
        }
    }
}
