package polyview.layers;

import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A matrix product over the last axis: {@code y = act(x K + b)}.
 *
 * <p>{@code (N, ..., C) -> (N, ..., U)}. Weights: kernel {@code (C, U)}, bias {@code (U)}.
 *
 * <p>Refused: {@code units must be positive, got 0}; an unknown last axis; another last axis than it was built for.
 *
 * <p>Example: {@code new Dense(10)} takes (N, 64) to (N, 10) with 650 parameters.
 */
public final class Dense extends StandardLayer<Dense> {

    private final int units;
    private Activation.Function activation = Activation.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializer.glorotUniform();
    private Initializer biasInitializer = Initializer.zeros();
    private Optional<Weight> kernel = Optional.empty();
    private Optional<Weight> bias = Optional.empty();

    /** A layer with this number of outputs. */
    public Dense(int units) {
        this.units = Shapes.requirePositive("units", units);
    }

    /** What follows the bias; linear by default. */
    public Dense activation(Activation.Function newActivation) {
        mustNotBeBuilt("activation");
        this.activation = newActivation;
        return this;
    }

    /** Whether a bias is added; true by default. */
    public Dense useBias(boolean newUseBias) {
        mustNotBeBuilt("useBias");
        this.useBias = newUseBias;
        return this;
    }

    /** The first values of the kernel; Glorot uniform by default. */
    public Dense kernelInitializer(Initializer newInitializer) {
        mustNotBeBuilt("kernelInitializer");
        this.kernelInitializer = newInitializer;
        return this;
    }

    /** The first values of the bias; zeros by default. */
    public Dense biasInitializer(Initializer newInitializer) {
        mustNotBeBuilt("biasInitializer");
        this.biasInitializer = newInitializer;
        return this;
    }

    @Override
    protected Dense self() {
        return this;
    }

    @Override
    protected void build(Build b, Shape input) {
        requireFeatures(input);
        long features = Shapes.requireKnown(this, input, input.numDimensions() - 1, "features");
        kernel = Optional.of(b.weight("kernel", Shape.of(features, units), kernelInitializer));
        bias = useBias ? Optional.of(b.weight("bias", Shape.of(units), biasInitializer)) : Optional.empty();
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Weight k = kernel.orElseThrow();
        requireFeatures(x.shape());
        Shapes.requireSize(
                this, x.shape(), x.shape().numDimensions() - 1, k.shape().get(0), "feature");
        Operand<TFloat32> y = product(c, x, c.value(k));
        if (bias.isPresent()) {
            y = c.tf().nn.biasAdd(y, c.value(bias.get()));
        }
        return Activation.of(this, activation, c, y);
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
        long features = kernel.orElseThrow().shape().get(0);
        if (rank == 4) {
            // A 1x1 convolution is the same product, and height and width may stay unknown.
            return tf.nn.conv2d(
                    x, tf.reshape(k, tf.array(1L, 1L, features, units)), new Size(1, 1).nhwc(), Padding.VALID.name());
        }
        long[] back = Arrays.copyOf(shape.asArray(), rank);
        for (int axis = 1; axis < rank - 1; axis++) {
            Shapes.requireKnown(this, shape, axis, "elements");
        }
        back[0] = -1;
        back[rank - 1] = units;
        Operand<TFloat32> rows = tf.linalg.matMul(tf.reshape(x, tf.array(-1L, features)), k);
        return tf.reshape(rows, tf.array(back));
    }
}
