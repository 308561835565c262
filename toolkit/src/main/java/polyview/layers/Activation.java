package polyview.layers;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function of each element, as a layer: {@code y = f(x)}, {@code (N, ...) -> (N, ...)}.
 *
 * <p>The functions are the constants of this class, and any lambda of the same form; layers with weights take them as an
 * option. Example: {@code new Activation(Activation.RELU).apply(x)}, and {@code new Dense(8).activation((tf, x) ->
 * tf.math.sin(x))}. ReLU of (-1, 0, 2) is (0, 0, 2).
 *
 * <p>Refused: a function that changes the shape ({@code activation of dense must keep the shape (N, 3), got (N)}).
 */
public final class Activation extends StandardLayer<Activation> {

    /** A function that keeps the shape; layers refuse one that does not. */
    @FunctionalInterface
    public interface Function {
        /** Adds the ops of the function. */
        Operand<TFloat32> of(Ops tf, Operand<TFloat32> x);
    }

    /** {@code x}. */
    public static final Function LINEAR = (tf, x) -> x;
    /** {@code max(x, 0)}. */
    public static final Function RELU = (tf, x) -> tf.nn.relu(x);
    /** {@code min(max(x, 0), 6)}. */
    public static final Function RELU6 = (tf, x) -> tf.nn.relu6(x);
    /** {@code x} where positive, else {@code 0.2 x}. */
    public static final Function LEAKY_RELU = (tf, x) -> tf.nn.leakyRelu(x, org.tensorflow.op.nn.LeakyRelu.alpha(0.2f));
    /** {@code x} where positive, else {@code exp(x) - 1}. */
    public static final Function ELU = (tf, x) -> tf.nn.elu(x);
    /** The scaled ELU of Klambauer et al. 2017. */
    public static final Function SELU = (tf, x) -> tf.nn.selu(x);
    /** {@code x Phi(x)}, by the error function. */
    public static final Function GELU = (tf, x) -> tf.math.mul(
            tf.math.mul(x, tf.constant(0.5f)),
            tf.math.add(tf.constant(1f), tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))))));
    /** {@code x sigmoid(x)}, also called SiLU. */
    public static final Function SWISH = (tf, x) -> tf.math.mul(x, tf.math.sigmoid(x));
    /** {@code 1 / (1 + exp(-x))}. */
    public static final Function SIGMOID = (tf, x) -> tf.math.sigmoid(x);
    /** {@code tanh(x)}. */
    public static final Function TANH = (tf, x) -> tf.math.tanh(x);
    /** {@code log(1 + exp(x))}. */
    public static final Function SOFTPLUS = (tf, x) -> tf.math.softplus(x);
    /** {@code exp(x_i) / sum_j exp(x_j)} over the last axis. */
    public static final Function SOFTMAX = (tf, x) -> tf.nn.softmax(x);

    private final Function function;

    /** The layer of a function. */
    public Activation(Function function) {
        this.function = function;
    }

    @Override
    protected Activation self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        return of(this, function, c, x);
    }

    /** The one place where layers use a function: adds its ops and refuses one that changes the shape. */
    static Operand<TFloat32> of(Layer layer, Function function, Call c, Operand<TFloat32> x) {
        Operand<TFloat32> y = Objects.requireNonNull(
                function.of(c.tf(), x),
                () -> "activation of " + layer.displayName() + " must give an output, got null");
        if (!keeps(x.shape(), y.shape())) {
            throw new IllegalArgumentException("activation of " + layer.displayName() + " must keep the shape "
                    + Shapes.text(x.shape()) + ", got " + Shapes.text(y.shape()));
        }
        return y;
    }

    private static boolean keeps(Shape x, Shape y) {
        if (x.isUnknown() || y.isUnknown()) {
            return true; // nothing is known against it
        }
        // A known number of samples where any number is fed is the batch axis summed up, or taken from a constant.
        boolean batchLost = x.numDimensions() > 0 && y.numDimensions() > 0 && x.get(0) < 0 && y.get(0) >= 0;
        return x.isCompatibleWith(y) && !batchLost;
    }
}
