package polyview.layers;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/**
 * A function of each element, as a layer: {@code y = f(x)}, {@code (N, ...) -> (N, ...)}.
 *
 * <p>The functions are the constants of this class, with Keras' formulas and default values, those with a parameter ({@code
 * Activation.leakyRelu(0.1)}), and any lambda of the same form; layers with weights take them as an option.
 *
 * <p>Example: {@code new Activation(Activation.RELU).apply(x)}, and {@code new Dense(8).activation((tf, x) ->
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
    /** {@code x} where positive, else {@code 0.2 x}; other slopes: {@link #leakyRelu}. */
    public static final Function LEAKY_RELU = leakyRelu(0.2);
    /** {@code x} where positive, else {@code exp(x) - 1}; other scales: {@link #elu}. */
    public static final Function ELU = (tf, x) -> tf.nn.elu(x);
    /** The scaled ELU of Klambauer et al. 2017. */
    public static final Function SELU = (tf, x) -> tf.nn.selu(x);
    /** {@code x Phi(x)}, by the error function. */
    public static final Function GELU = Functions::gelu;
    /** {@code x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2}: GELU without the error function, to within 0.0005. */
    public static final Function GELU_TANH = Functions::geluTanh;
    /** {@code x sigmoid(x)}, also called SiLU. */
    public static final Function SWISH = (tf, x) -> tf.math.mul(x, tf.math.sigmoid(x));
    /** {@code x min(max(x + 3, 0), 6) / 6}, also called hard SiLU; Howard et al. 2019. */
    public static final Function HARD_SWISH = (tf, x) -> tf.math.mul(x, Functions.hardSigmoid(tf, x));
    /** {@code x tanh(log(1 + exp(x)))}; Misra 2019. */
    public static final Function MISH = Functions::mish;
    /** {@code exp(x)}; infinite in 32 bits from 88.8 on. */
    public static final Function EXPONENTIAL = (tf, x) -> tf.math.exp(x);
    /** {@code 1 / (1 + exp(-x))}. */
    public static final Function SIGMOID = (tf, x) -> tf.math.sigmoid(x);
    /** {@code min(max(x + 3, 0), 6) / 6}. */
    public static final Function HARD_SIGMOID = Functions::hardSigmoid;
    /** {@code 0} below -1, {@code 1} above 1, between them {@code (x + 1) / 2}. */
    public static final Function SPARSE_SIGMOID = Functions::sparseSigmoid;
    /** {@code -log(1 + exp(-x))}. */
    public static final Function LOG_SIGMOID = Functions::logSigmoid;
    /** {@code tanh(x)}. */
    public static final Function TANH = (tf, x) -> tf.math.tanh(x);
    /** {@code min(max(x, -1), 1)}. */
    public static final Function HARD_TANH = (tf, x) -> Functions.clip(tf, x, 1);
    /** {@code x - tanh(x)}. */
    public static final Function TANH_SHRINK = (tf, x) -> tf.math.sub(x, tf.math.tanh(x));
    /** {@code x / (1 + |x|)}. */
    public static final Function SOFTSIGN = (tf, x) -> tf.nn.softsign(x);
    /** {@code log(1 + exp(x))}. */
    public static final Function SOFTPLUS = (tf, x) -> tf.math.softplus(x);
    /** {@code (x + sqrt(x^2 + 4)) / 2}. */
    public static final Function SQUAREPLUS = Functions::squareplus;
    /** {@code 0} below -1, {@code x} above 1, between them {@code (x + 1)^2 / 4}. */
    public static final Function SPARSE_PLUS = Functions::sparsePlus;
    /** {@code exp(x_i) / sum_j exp(x_j)} over the last axis. */
    public static final Function SOFTMAX = (tf, x) -> tf.nn.softmax(x);
    /** {@code x_i - log(sum_j exp(x_j))} over the last axis. */
    public static final Function LOG_SOFTMAX = Functions::logSoftmax;

    /** {@code min(max(x, 0), maxValue)}; refused: {@code maxValue must be positive, got 0.0}. */
    public static Function relu(double maxValue) {
        float top = FloatChecks.positive("maxValue", maxValue);
        return (tf, x) -> tf.math.minimum(tf.nn.relu(x), tf.constant(top));
    }

    /** {@code x} where positive, else {@code alpha x}; refused: {@code alpha must not be negative, got -0.1}. */
    public static Function leakyRelu(double alpha) {
        float slope = FloatChecks.notNegative("alpha", alpha);
        return (tf, x) -> tf.nn.leakyRelu(x, LeakyRelu.alpha(slope));
    }

    /** {@code x} where positive, else {@code alpha (exp(x) - 1)}; refused: {@code alpha must be positive, got 0.0}. */
    public static Function elu(double alpha) {
        float scale = FloatChecks.positive("alpha", alpha);
        return (tf, x) -> Functions.elu(tf, x, scale);
    }

    /** {@code x} where positive, else {@code alpha (exp(x / alpha) - 1)}; refused as in {@link #elu}; Barron 2017. */
    public static Function celu(double alpha) {
        float scale = FloatChecks.positive("alpha", alpha);
        return (tf, x) -> Functions.celu(tf, x, scale);
    }

    /** {@code x} moved by t towards 0 and stopping there; refused: {@code threshold must be positive, got 0.0}. */
    public static Function softShrink(double threshold) {
        float t = FloatChecks.positive("threshold", threshold);
        return (tf, x) -> tf.math.sub(x, Functions.clip(tf, x, t));
    }

    /** {@code x} where {@code |x| > t}, else 0; refused: {@code threshold must be positive, got 0.0}. */
    public static Function hardShrink(double threshold) {
        float t = FloatChecks.positive("threshold", threshold);
        return (tf, x) -> Functions.hardShrink(tf, x, t);
    }

    /** {@code x} where {@code x > threshold}, else a value; refused: {@code threshold must be finite, got NaN}. */
    public static Function threshold(double threshold, double value) {
        float t = FloatChecks.finite("threshold", threshold);
        float otherwise = FloatChecks.finite("value", value);
        return (tf, x) -> Functions.threshold(tf, x, t, otherwise);
    }

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

    /** Adds the ops of a function for any layer, and refuses one that changes the shape. */
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
        // A fixed batch size after an unknown one means that the batch axis was reduced, or came from a constant.
        boolean batchLost = x.numDimensions() > 0 && y.numDimensions() > 0 && x.get(0) < 0 && y.get(0) >= 0;
        return x.isCompatibleWith(y) && !batchLost;
    }
}
