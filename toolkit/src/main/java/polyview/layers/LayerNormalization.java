package polyview.layers;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;

/**
 * Normalises each sample on its own: {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}, with mean and
 * variance over the last axis, or over several axes.
 *
 * <p>{@code (N, ..., C) -> (N, ..., C)}. Weights: gamma and beta, both {@code (C)}, or of the sizes of all {@link #axis
 * axes}, in the order of the input. The variance divides by the number of values. Training and prediction are the same.
 * Source: Ba, Kiros and Hinton 2016.
 *
 * <p>Refused: {@code epsilon must be positive, got 0.0}; {@code axis 4 is not one of (N, 8, 8, 3) after the batch};
 * {@code axis must not name one axis twice, got [-1, 3] for (N, 8, 8, 3)}; an unknown size of an axis that is
 * normalised, and another size than it was built for.
 *
 * <p>Example: (1, 3) becomes (-0.9995, 0.9995); {@code new LayerNormalization()} on (N, 8, 8, 3) has 6 parameters.
 */
public final class LayerNormalization extends AffineNormalization<LayerNormalization> {

    private int[] axis = {-1};
    private float epsilon = 1e-3f;
    private long[] sizes = {};

    /**
     * The axes over which mean and variance are taken; 0 is the batch and not allowed, negative ones count from the last; -1 by
     * default. Images are normalised as a whole by {@code axis(1, 2, 3)}.
     *
     * <p>Refused: {@code axis must name at least one axis}.
     */
    public LayerNormalization axis(int... axes) {
        mustNotBeBuilt("axis");
        if (axes.length == 0) {
            throw new IllegalArgumentException("axis must name at least one axis");
        }
        this.axis = axes.clone();
        return this;
    }

    /** Added to the variance; 0.001 by default. Refused: {@code epsilon must be positive, got 0.0}. */
    public LayerNormalization epsilon(double newEpsilon) {
        mustNotBeBuilt("epsilon");
        this.epsilon = FloatChecks.positive("epsilon", newEpsilon);
        return this;
    }

    @Override
    protected LayerNormalization self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        sizes = IntStream.of(axes(input))
                .mapToLong(a -> LayerChecks.requireKnown(this, input, a, "elements"))
                .toArray();
        declare(b, Shape.of(sizes));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        int[] axes = axes(x.shape());
        long[] broadcast = new long[x.shape().numDimensions()];
        Arrays.fill(broadcast, 1);
        for (int i = 0; i < axes.length; i++) {
            // Known here too: the normalised axes must have the sizes of gamma and beta.
            LayerChecks.requireKnown(this, x.shape(), axes[i], "elements");
            LayerChecks.requireSize(this, x.shape(), axes[i], sizes[i], "element");
            broadcast[axes[i]] = sizes[i];
        }
        Ops tf = c.tf();
        Operand<TInt32> over = tf.array(axes);
        Operand<TFloat32> centred = tf.math.sub(x, tf.math.mean(x, over, Mean.keepDims(true)));
        Operand<TFloat32> variance = tf.math.mean(tf.math.square(centred), over, Mean.keepDims(true));
        Operand<TFloat32> y = tf.math.mul(centred, tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon))));
        Operand<TInt32> form =
                tf.array(Arrays.stream(broadcast).mapToInt(Math::toIntExact).toArray());
        if (gamma().isPresent()) {
            y = tf.math.mul(y, tf.reshape(c.value(gamma().get()), form));
        }
        return beta().isPresent() ? tf.math.add(y, tf.reshape(c.value(beta().get()), form)) : y;
    }

    /** The axes, with non-negative numbers. */
    private int[] axes(Shape input) {
        int rank = input.numDimensions();
        if (rank < 2) {
            throw new IllegalArgumentException(displayName() + " takes (N, ..., C), got " + Shapes.text(input));
        }
        int[] fromFirst = IntStream.of(axis).map(a -> a < 0 ? a + rank : a).toArray();
        for (int i = 0; i < axis.length; i++) {
            if (fromFirst[i] < 1 || fromFirst[i] >= rank) {
                throw new IllegalArgumentException(
                        "axis " + axis[i] + " is not one of " + Shapes.text(input) + " after the batch");
            }
        }
        if (IntStream.of(fromFirst).distinct().count() < axis.length) {
            throw new IllegalArgumentException(
                    "axis must not name one axis twice, got " + Arrays.toString(axis) + " for " + Shapes.text(input));
        }
        return IntStream.of(fromFirst).sorted().toArray();
    }
}
