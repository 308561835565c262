package polyview.layers;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * A matrix product over the last axis: {@code y = act(x K + b)}.
 *
 * <p>{@code (N, ..., C) -> (N, ..., U)}. Weights: kernel {@code (C, U)}, bias {@code (U)}.
 *
 * <p>Refused: {@code units must be positive, got 0}; an unknown last axis; another last axis than it was built for.
 *
 * <p>Example: {@code new Dense(10)} takes (N, 64) to (N, 10) with 650 parameters.
 */
public final class Dense extends WeightedLayer<Dense> {

    private final int units;

    /** A layer with this number of outputs. */
    public Dense(int units) {
        this.units = Checks.requirePositive("units", units);
    }

    @Override
    protected Dense self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        requireFeatures(input);
        long features = LayerChecks.requireKnown(this, input, input.numDimensions() - 1, "features");
        declareKernel(b, Shape.of(features, units));
        declareBias(b, Shape.of(units));
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        requireFeatures(x.shape());
        LayerChecks.requireSize(
                this, x.shape(), x.shape().numDimensions() - 1, kernel().shape().get(0), "feature");
        return finish(c, product(c, x, c.value(kernel())));
    }

    private void requireFeatures(Shape input) {
        if (input.numDimensions() < 2) {
            throw new IllegalArgumentException(displayName() + " takes (N, ..., C), got " + Shapes.text(input));
        }
    }

    private Operand<TFloat32> product(Call c, Operand<TFloat32> x, Operand<TFloat32> k) {
        Ops tf = c.tf();
        Shape shape = x.shape();
        int rank = shape.numDimensions();
        if (rank == 2) {
            return tf.linalg.matMul(x, k);
        }
        long features = kernel().shape().get(0);
        if (rank == 4) {
            // A 1x1 convolution is the same product, and height and width may stay unknown.
            return tf.nn.conv2d(
                    x, tf.reshape(k, tf.array(1L, 1L, features, units)), new Size(1, 1).nhwc(), Padding.VALID.name());
        }
        long[] back = Arrays.copyOf(shape.asArray(), rank);
        for (int axis = 1; axis < rank - 1; axis++) {
            LayerChecks.requireKnown(this, shape, axis, "elements");
        }
        back[0] = -1;
        back[rank - 1] = units;
        Operand<TFloat32> rows = tf.linalg.matMul(tf.reshape(x, tf.array(-1L, features)), k);
        return tf.reshape(rows, tf.array(back));
    }
}
