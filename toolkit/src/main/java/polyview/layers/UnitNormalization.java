package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * Divides vectors by their length: {@code y = x / sqrt(max(sum_k x_k^2, 1e-12))} over the last axis, so that an embedding lies on the
 * unit sphere; {@code (N, ..., C) -> (N, ..., C)}, without weights.
 *
 * <p>Distances of such embeddings are at most 2, which a margin must fit. A length below 1e-6 counts as 1e-6: (0, 0) stays as it is and
 * has a finite gradient. Values above 1e19, whose squares are no 32-bit floats, become 0. Source: Keras' layer of this name.
 *
 * <p>Refused: {@code unit_normalization takes (N, ..., C), got (N)}.
 *
 * <p>Example: (3, 4) becomes (0.6, 0.8).
 */
public final class UnitNormalization extends StandardLayer<UnitNormalization> {

    private static final float SMALLEST_SQUARE = 1e-12f;

    /** Over the last axis, which holds the channels. */
    public UnitNormalization() {}

    @Override
    protected UnitNormalization self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        if (x.shape().numDimensions() < 2) {
            throw new IllegalArgumentException(displayName() + " takes (N, ..., C), got " + Shapes.text(x.shape()));
        }
        Ops tf = c.tf();
        Operand<TFloat32> squares = tf.reduceSum(tf.math.square(x), tf.constant(-1), ReduceSum.keepDims(true));
        return tf.math.div(x, tf.math.sqrt(tf.math.maximum(squares, c.constant(SMALLEST_SQUARE))));
    }
}
