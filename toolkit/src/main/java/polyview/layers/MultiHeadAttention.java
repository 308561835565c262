package polyview.layers;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Checks;

/**
 * Self-attention over views: each view takes in what it needs of the others, with several heads.
 *
 * <p>For each head, {@code y_v = sum_u a_vu V x_u} with {@code a_v = softmax over u of (Q x_v) . (K x_u) / sqrt(keyDim)}; the heads
 * side by side are multiplied by one more matrix. Every product has a bias. The order of the views does not matter. As in Keras
 * there is neither residual nor normalisation: {@code new LayerNormalization().apply(new Add().apply(x, y))} has both.
 *
 * <p>{@code (N, V, F) -> (N, V, F)}, and with a second input, the presence {@code (N, V)} of 0 and 1 (above one half counts as 1),
 * over the views that are present: missing ones are neither looked at nor changed in anything but to 0, whatever stands there. A
 * sample without views is 0. Weights: query, key and value with kernel {@code (F, numHeads keyDim)} and bias, of value with valueDim
 * for keyDim, and attentionOutput with kernel {@code (numHeads valueDim, F)} and bias {@code (F)}. Source: Vaswani et al. 2017.
 *
 * <p>Refused: {@code numHeads must be positive, got 0}, and so for keyDim and valueDim; another form ({@code multi_head_attention
 * takes (N, V, F), got (N, 8)}; for presence as {@link PerView}); an unknown number of features; other features than it was
 * built for.
 *
 * <p>Example: {@code new MultiHeadAttention(4, 16)} takes (N, 8, 64) to (N, 8, 64) with 16,640 parameters; with kernels of zeros,
 * every view becomes the bias of attentionOutput.
 */
public final class MultiHeadAttention extends StandardLayer<MultiHeadAttention> {

    private final int numHeads;
    private final int keyDim;
    private OptionalInt valueDim = OptionalInt.empty();
    private Optional<Dropout> dropout = Optional.empty();
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializer.glorotUniform();
    private Initializer biasInitializer = Initializer.zeros();
    private Regularizer kernelRegularizer = Regularizer.NONE;
    private Regularizer biasRegularizer = Regularizer.NONE;
    private Optional<Parts> parts = Optional.empty();

    private record Parts(Dense query, Dense key, Dense value, Dense output, long features) {}

    /** The number of heads, and the number of query and key features of each. */
    public MultiHeadAttention(int numHeads, int keyDim) {
        this.numHeads = Checks.requirePositive("numHeads", numHeads);
        this.keyDim = Checks.requirePositive("keyDim", keyDim);
    }

    /** The number of value features of each head; keyDim by default. */
    public MultiHeadAttention valueDim(int size) {
        mustNotBeBuilt("valueDim");
        this.valueDim = OptionalInt.of(Checks.requirePositive("valueDim", size));
        return this;
    }

    /** The share of the weights a that training drops; 0 by default. Refused: {@code dropout must lie in [0, 1), got 1.0}. */
    public MultiHeadAttention dropout(double rate) {
        mustNotBeBuilt("dropout");
        this.dropout = Optional.of(new Dropout(Checks.requireFraction("dropout", rate)));
        return this;
    }

    /** Whether every product has a bias; true by default. */
    public MultiHeadAttention useBias(boolean newUseBias) {
        mustNotBeBuilt("useBias");
        this.useBias = newUseBias;
        return this;
    }

    /** How the four kernels are initialised; Glorot uniform by default. */
    public MultiHeadAttention kernelInitializer(Initializer initializer) {
        mustNotBeBuilt("kernelInitializer");
        this.kernelInitializer = initializer;
        return this;
    }

    /** How the four biases are initialised; zeros by default. */
    public MultiHeadAttention biasInitializer(Initializer initializer) {
        mustNotBeBuilt("biasInitializer");
        this.biasInitializer = initializer;
        return this;
    }

    /** The regulariser of the four kernels; none by default. */
    public MultiHeadAttention kernelRegularizer(Regularizer regularizer) {
        mustNotBeBuilt("kernelRegularizer");
        this.kernelRegularizer = regularizer;
        return this;
    }

    /** The regulariser of the four biases; none by default. */
    public MultiHeadAttention biasRegularizer(Regularizer regularizer) {
        mustNotBeBuilt("biasRegularizer");
        this.biasRegularizer = regularizer;
        return this;
    }

    @Override
    protected MultiHeadAttention self() {
        return this;
    }

    @Override
    protected void build(Build b, List<Shape> inputs) {
        Presence.require(this, inputs, "(N, V, F)");
        long features = LayerChecks.requireKnown(this, inputs.get(0), 2, "features");
        parts = Optional.of(new Parts(
                dense("query", numHeads * keyDim),
                dense("key", numHeads * keyDim),
                dense("value", numHeads * valueDim.orElse(keyDim)),
                dense("attentionOutput", Math.toIntExact(features)),
                features));
    }

    private Dense dense(String name, int units) {
        return new Dense(units)
                .useBias(useBias)
                .kernelInitializer(kernelInitializer)
                .biasInitializer(biasInitializer)
                .kernelRegularizer(kernelRegularizer)
                .biasRegularizer(biasRegularizer)
                .name(name);
    }

    @Override
    protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> inputs) {
        Presence.require(this, inputs.stream().map(Operand::shape).toList(), "(N, V, F)");
        Ops tf = c.tf();
        Parts part = parts.orElseThrow();
        LayerChecks.requireSize(this, inputs.get(0).shape(), 2, part.features(), "feature");
        Optional<Operand<TBool>> mask = Presence.of(this, c.tf(), inputs).map(p -> Presence.mask(tf, p, inputs.get(0)));
        Operand<TFloat32> x =
                mask.map(m -> Presence.orZero(tf, m, inputs.get(0))).orElse(inputs.get(0));
        // Scaled before the product, where there are fewer numbers than after it.
        Operand<TFloat32> query =
                tf.math.mul(heads(c, x, part.query(), keyDim), tf.constant((float) (1 / Math.sqrt(keyDim))));
        Operand<TFloat32> scores =
                tf.train.batchMatMul(query, heads(c, x, part.key(), keyDim), TFloat32.class, BatchMatMul.adjY(true));
        Operand<TFloat32> seen = mask.map(m -> Presence.orLowest(tf, beforeHeads(tf, m, x), scores))
                .orElse(scores);
        Operand<TFloat32> shares = tf.nn.softmax(seen);
        Operand<TFloat32> weights = dropout.map(d -> c.apply(d, shares)).orElse(shares);
        int size = valueDim.orElse(keyDim);
        Operand<TFloat32> taken = tf.train.batchMatMul(weights, heads(c, x, part.value(), size), TFloat32.class);
        Operand<TFloat32> side = tf.reshape(
                tf.linalg.transpose(taken, tf.array(0, 2, 1, 3)),
                tf.stack(List.of(tf.constant(-1), ChannelFold.size(tf, x, 1), tf.constant(numHeads * size))));
        Operand<TFloat32> y = c.apply(part.output(), side);
        return mask.map(m -> Presence.orZero(tf, m, y)).orElse(y);
    }

    /** {@code (N, V, F) -> (N, numHeads, V, size)}. */
    private Operand<TFloat32> heads(Call c, Operand<TFloat32> x, Dense dense, int size) {
        Ops tf = c.tf();
        Operand<TInt32> split = tf.stack(
                List.of(tf.constant(-1), ChannelFold.size(tf, x, 1), tf.constant(numHeads), tf.constant(size)));
        return tf.linalg.transpose(tf.reshape(c.apply(dense, x), split), tf.array(0, 2, 1, 3));
    }

    /** The mask {@code (N, V, 1)} as one of the views that are looked at: {@code (N, 1, 1, V)}. */
    private static Operand<TBool> beforeHeads(Ops tf, Operand<TBool> mask, Operand<TFloat32> x) {
        return tf.reshape(
                mask, tf.stack(List.of(tf.constant(-1), tf.constant(1), tf.constant(1), ChannelFold.size(tf, x, 1))));
    }
}
