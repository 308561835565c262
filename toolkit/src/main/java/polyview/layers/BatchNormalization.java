package polyview.layers;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * Normalises each channel (the last axis): {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}.
 *
 * <p>In training, mean and variance are those of the batch over all other axes, and the moving averages follow: {@code moving =
 * momentum moving + (1 - momentum) batch}, with the variance that divides by the number of values, as in Keras. In prediction, and
 * where the layer is not trainable, the moving averages are used.
 *
 * <p>{@code (N, ..., C) -> (N, ..., C)}. Weights: gamma, beta, and, without gradient, movingMean and movingVariance, all
 * {@code (C)}; gamma and beta only if {@link #scale} and {@link #center} are true. Source: Ioffe and Szegedy 2015.
 *
 * <p>Refused: {@code momentum must lie in [0, 1), got 1.0}; {@code epsilon must be at least 1.001E-5, got 0.0}, which is
 * what GPUs need; {@code epsilon must be finite, got Infinity}.
 *
 * <p>Example: the batch (1, 3) of one channel becomes (-0.9995, 0.9995).
 */
public final class BatchNormalization extends AffineNormalization<BatchNormalization> {

    private static final float SMALLEST_EPSILON = 1.001e-5f;

    private float momentum = 0.99f;
    private float epsilon = 1e-3f;
    private Optional<Moving> moving = Optional.empty();

    private record Moving(Weight mean, Weight variance) {}

    /** How slowly the moving averages follow; 0.99 by default. */
    public BatchNormalization momentum(double newMomentum) {
        mustNotBeBuilt("momentum");
        this.momentum = Checks.requireFraction("momentum", newMomentum);
        return this;
    }

    /** Added to the variance; 0.001 by default. */
    public BatchNormalization epsilon(double newEpsilon) {
        mustNotBeBuilt("epsilon");
        if (!(newEpsilon >= SMALLEST_EPSILON)) {
            throw new IllegalArgumentException("epsilon must be at least " + SMALLEST_EPSILON + ", got " + newEpsilon);
        }
        this.epsilon = FloatChecks.finite("epsilon", newEpsilon);
        return this;
    }

    @Override
    protected BatchNormalization self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        requireChannels(input);
        Shape channels = Shape.of(LayerChecks.requireKnown(this, input, input.numDimensions() - 1, "channels"));
        declare(b, channels);
        moving = Optional.of(new Moving(
                b.state("movingMean", channels, Initializer.zeros()),
                b.state("movingVariance", channels, Initializer.ones())));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Moving w = moving.orElseThrow();
        Ops tf = c.tf();
        requireChannels(x.shape());
        long channels = w.mean().shape().get(0);
        LayerChecks.requireSize(this, x.shape(), x.shape().numDimensions() - 1, channels, "channel");
        // The fused op takes images; other inputs are reshaped to images of one pixel.
        boolean image = x.shape().numDimensions() == 4;
        Operand<TFloat32> pixels = image ? x : tf.reshape(x, tf.array(-1L, 1L, 1L, channels));
        Operand<TFloat32> y = c.training() && c.trainable() ? byBatch(c, pixels, w) : byMoving(c, pixels, w);
        return image ? y : tf.reshape(y, tf.shape(x));
    }

    private void requireChannels(Shape input) {
        if (input.numDimensions() < 2) {
            throw new IllegalArgumentException(displayName() + " takes (N, ..., C), got " + Shapes.text(input));
        }
    }

    private Operand<TFloat32> byBatch(Call c, Operand<TFloat32> x, Moving w) {
        Ops tf = c.tf();
        Operand<TFloat32> none = tf.constant(new float[0]);
        var fused = tf.nn.fusedBatchNorm(
                x,
                factor(c, w),
                offset(c, w),
                none,
                none,
                FusedBatchNorm.isTraining(true),
                FusedBatchNorm.epsilon(epsilon));
        // The op gives the variance that divides by count - 1.
        Operand<TFloat32> count = tf.math.div(tf.dtypes.cast(tf.size(x), TFloat32.class), tf.constant((float)
                w.mean().shape().get(0)));
        Operand<TFloat32> unbias =
                tf.math.div(tf.math.maximum(tf.math.sub(count, tf.constant(1f)), tf.constant(1f)), count);
        Operand<TFloat32> variance = tf.math.mul(fused.batchVariance(), unbias);
        c.update(w.mean(), old -> follow(tf, old, fused.batchMean()));
        c.update(w.variance(), old -> follow(tf, old, variance));
        return fused.y();
    }

    private Operand<TFloat32> byMoving(Call c, Operand<TFloat32> x, Moving w) {
        return c.tf().nn
                .fusedBatchNorm(
                        x,
                        factor(c, w),
                        offset(c, w),
                        c.value(w.mean()),
                        c.value(w.variance()),
                        FusedBatchNorm.isTraining(false),
                        FusedBatchNorm.epsilon(epsilon))
                .y();
    }

    private Operand<TFloat32> factor(Call c, Moving w) {
        return gamma().map(c::value).orElseGet(() -> filled(c, w, 1));
    }

    private Operand<TFloat32> offset(Call c, Moving w) {
        return beta().map(c::value).orElseGet(() -> filled(c, w, 0));
    }

    private static Operand<TFloat32> filled(Call c, Moving w, float value) {
        return c.tf().fill(c.tf().constant(w.mean().shape().asArray()), c.constant(value));
    }

    private Operand<TFloat32> follow(Ops tf, Operand<TFloat32> old, Operand<TFloat32> batch) {
        return tf.math.add(tf.math.mul(old, tf.constant(momentum)), tf.math.mul(batch, tf.constant(1 - momentum)));
    }
}
