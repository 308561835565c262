package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A merge that learns how much of each input to take.
 *
 * <p>{@code k (N, ..., F) -> (N, ..., F)}.
 *
 * <p>Refused: unequal shapes, an unknown number of channels ({@code gated_sum needs a known number of channels, got (N, 4, 4,
 * ?)}), and other channels or another number of inputs than at the first application ({@code gated_sum was built for 2 inputs,
 * got 3}).
 *
 * @param <T> the layer's own type
 */
public abstract class GatedMerge<T extends GatedMerge<T>> extends Merge<T> {

    private int number;
    private int channels;

    /** Makes the parts with weights, for this number of inputs of so many channels. */
    abstract void declare(int inputs, int features);

    /** Adds the ops. */
    abstract Operand<TFloat32> gated(Call c, List<Operand<TFloat32>> inputs, Operand<TFloat32> sideBySide);

    @Override
    protected final void build(Build b, List<Shape> inputs) {
        requireFitting(inputs);
        Shape first = inputs.get(0);
        number = inputs.size();
        channels = Math.toIntExact(Shapes.requireKnown(this, first, first.numDimensions() - 1, "channels"));
        declare(number, channels);
    }

    @Override
    protected final Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        if (inputs.size() != number) {
            throw new IllegalArgumentException(
                    displayName() + " was built for " + number + " inputs, got " + inputs.size());
        }
        Shape first = inputs.get(0).shape();
        Shapes.requireSize(this, first, first.numDimensions() - 1, channels, "channel");
        return gated(c, inputs, c.tf().concat(inputs, c.tf().constant(-1)));
    }

    /**
     * The inputs averaged with weights that sum to one: a softmax over the inputs, where the last one's logit is zero.
     *
     * @param logits those of the other inputs, side by side on the last axis
     */
    static Operand<TFloat32> average(Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> logits) {
        Operand<TFloat32> last = inputs.get(inputs.size() - 1);
        List<Operand<TFloat32>> shares = shares(tf, logits, inputs.size() - 1);
        // The last share is what the others leave: a1 x1 + (1 - a1) x2 = x2 + a1 (x1 - x2), with one product fewer.
        List<Operand<TFloat32>> terms = new ArrayList<>(List.of(last));
        for (int i = 0; i < shares.size(); i++) {
            terms.add(tf.math.mul(shares.get(i), tf.math.sub(inputs.get(i), last)));
        }
        return tf.math.addN(terms);
    }

    /** The shares of all but the last input; of two inputs that is the sigmoid of the one logit. */
    private static List<Operand<TFloat32>> shares(Ops tf, Operand<TFloat32> logits, int others) {
        if (others == 1) {
            return List.of(tf.math.sigmoid(logits));
        }
        List<Operand<TFloat32>> parts = split(tf, logits, others);
        Operand<TFloat32> zero = tf.zerosLike(parts.get(0));
        // What all logits have in common changes no share; without it no exponential overflows.
        Operand<TFloat32> largest = tf.stopGradient(Stream.concat(parts.stream(), Stream.of(zero))
                .reduce(tf.math::maximum)
                .orElseThrow());
        List<Operand<TFloat32>> powers = new ArrayList<>();
        parts.forEach(part -> powers.add(tf.math.exp(tf.math.sub(part, largest))));
        List<Operand<TFloat32>> all = new ArrayList<>(powers);
        all.add(tf.math.exp(tf.math.neg(largest)));
        Operand<TFloat32> total = tf.math.addN(all);
        return powers.stream()
                .map(power -> (Operand<TFloat32>) tf.math.div(power, total))
                .toList();
    }

    /** Equal parts of the last axis. */
    static List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> x, int parts) {
        return List.copyOf(tf.split(tf.constant(-1), x, (long) parts).output());
    }
}
