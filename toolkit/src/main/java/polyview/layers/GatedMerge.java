package polyview.layers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A merge that learns the weight of each input.
 *
 * <p>{@code k (N, ..., F) -> (N, ..., F)}.
 *
 * <p>Refused: unequal shapes, an unknown number of channels ({@code gated_sum needs a known number of channels, got (N, 4, 4,
 * ?)}), and another number of channels or inputs than at the first application ({@code gated_sum was built for 2 inputs,
 * got 3}).
 *
 * @param <T> the layer's own type
 */
public abstract class GatedMerge<T extends GatedMerge<T>> extends Merge<T> {

    private Initializer kernelInitializer = Initializer.glorotUniform();
    private Initializer biasInitializer = Initializer.zeros();
    private Regularizer kernelRegularizer = Regularizer.NONE;
    private Regularizer biasRegularizer = Regularizer.NONE;
    private int number;
    private int channels;

    /** How the kernels are initialised; Glorot uniform by default. */
    public final T kernelInitializer(Initializer newInitializer) {
        mustNotBeBuilt("kernelInitializer");
        this.kernelInitializer = newInitializer;
        return self();
    }

    /** How the biases are initialised; zeros by default, so that all inputs begin with similar weights. */
    public final T biasInitializer(Initializer newInitializer) {
        mustNotBeBuilt("biasInitializer");
        this.biasInitializer = newInitializer;
        return self();
    }

    /** The regulariser of the kernels; none by default. */
    public final T kernelRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("kernelRegularizer");
        this.kernelRegularizer = newRegularizer;
        return self();
    }

    /** The regulariser of the biases; none by default. */
    public final T biasRegularizer(Regularizer newRegularizer) {
        mustNotBeBuilt("biasRegularizer");
        this.biasRegularizer = newRegularizer;
        return self();
    }

    /** Creates the parts with weights, for this number of inputs and channels. */
    abstract void declare(int inputs, int features);

    /** Adds the ops. */
    abstract Operand<TFloat32> gated(Call c, List<Operand<TFloat32>> inputs, Operand<TFloat32> sideBySide);

    /** A part with weights, which has the options of this layer. */
    final Dense dense(String name, int units) {
        return new Dense(units)
                .kernelInitializer(kernelInitializer)
                .biasInitializer(biasInitializer)
                .kernelRegularizer(kernelRegularizer)
                .biasRegularizer(biasRegularizer)
                .name(name);
    }

    @Override
    protected final void build(Build b, List<Shape> inputs) {
        requireMatching(inputs);
        Shape first = inputs.get(0);
        number = inputs.size();
        channels = Math.toIntExact(LayerChecks.requireKnown(this, first, first.numDimensions() - 1, "channels"));
        declare(number, channels);
    }

    @Override
    protected final Operand<TFloat32> merge(Call c, List<Operand<TFloat32>> inputs) {
        if (inputs.size() != number) {
            throw new IllegalArgumentException(
                    displayName() + " was built for " + number + " inputs, got " + inputs.size());
        }
        Shape first = inputs.get(0).shape();
        LayerChecks.requireSize(this, first, first.numDimensions() - 1, channels, "channel");
        return gated(c, inputs, c.tf().concat(inputs, c.tf().constant(-1)));
    }

    /**
     * The average of the inputs with weights that sum to one: a softmax over the inputs, with a logit of zero for the last.
     *
     * @param logits those of the other inputs, joined along the last axis
     */
    static Operand<TFloat32> average(Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> logits) {
        if (inputs.size() == 2) {
            // For two inputs the softmax is a sigmoid.
            return blend(tf, inputs, tf.math.sigmoid(logits));
        }
        List<Operand<TFloat32>> all = new ArrayList<>(split(tf, logits, inputs.size() - 1));
        all.add(tf.zerosLike(all.get(0)));
        // A constant in all logits changes no weight; without it no exponential overflows.
        Operand<TFloat32> largest =
                tf.stopGradient(all.stream().reduce(tf.math::maximum).orElseThrow());
        List<Operand<TFloat32>> powers = new ArrayList<>();
        List<Operand<TFloat32>> terms = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            powers.add(tf.math.exp(tf.math.sub(all.get(i), largest)));
            terms.add(tf.math.mul(powers.get(i), inputs.get(i)));
        }
        // About five times as fast as stacking the logits for the softmax op.
        return tf.math.div(tf.math.addN(terms), tf.math.addN(powers));
    }

    /** Two inputs averaged: {@code a x1 + (1 - a) x2 = x2 + a (x1 - x2)}, which has one product fewer. */
    static Operand<TFloat32> blend(Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> share) {
        Operand<TFloat32> difference = tf.math.sub(inputs.get(0), inputs.get(1));
        return tf.math.add(inputs.get(1), tf.math.mul(share, difference));
    }

    /** Equal parts of the last axis. */
    static List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> x, int parts) {
        return List.copyOf(tf.split(tf.constant(-1), x, (long) parts).output());
    }
}
