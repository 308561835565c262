package polyview.layers;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Every activation with its formula in plain Java. */
final class Activations {

    private Activations() {}

    record Named(String name, Activation.Function function, UnaryOperator<DoubleArray> plain) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final Named LINEAR = of("LINEAR", Activation.LINEAR, x -> x);
    static final Named RELU = of("RELU", Activation.RELU, x -> Math.max(x, 0));
    static final Named SIGMOID = of("SIGMOID", Activation.SIGMOID, Plain::sigmoid);
    static final Named GELU = of("GELU", Activation.GELU, Activations::gelu);
    static final Named GELU_TANH = of("GELU_TANH", Activation.GELU_TANH, Activations::geluTanh);
    static final Named SINE = of("a lambda", (tf, x) -> tf.math.sin(x), Math::sin);
    static final Named SOFTMAX =
            new Named("SOFTMAX", Activation.SOFTMAX, x -> ofRows(x, (own, sum) -> Math.exp(own) / sum));
    static final Named LOG_SOFTMAX =
            new Named("LOG_SOFTMAX", Activation.LOG_SOFTMAX, x -> ofRows(x, (own, sum) -> own - Math.log(sum)));

    /** The constants of Klambauer et al. 2017. */
    private static final double SELU_SCALE = 1.0507009873554805;

    private static final double SELU_ALPHA = 1.6732632423543772;

    /** A few of all kinds, for layers that take any: linear, with a kink, smooth, over the last axis, a user's. */
    static final List<Named> COMMON = List.of(LINEAR, RELU, SIGMOID, SOFTMAX, SINE);

    /** All constants of {@link Activation} by their names, all its methods, and one function of a user. */
    static final List<Named> ALL = List.of(
            LINEAR,
            RELU,
            of("RELU6", Activation.RELU6, x -> clip(x, 0, 6)),
            of("LEAKY_RELU", Activation.LEAKY_RELU, x -> x > 0 ? x : 0.2 * x),
            of("ELU", Activation.ELU, x -> elu(x, 1)),
            of("SELU", Activation.SELU, x -> SELU_SCALE * elu(x, SELU_ALPHA)),
            GELU,
            GELU_TANH,
            of("SWISH", Activation.SWISH, x -> x * Plain.sigmoid(x)),
            of("HARD_SWISH", Activation.HARD_SWISH, x -> x * clip(x / 6 + 0.5, 0, 1)),
            of("MISH", Activation.MISH, x -> x * Math.tanh(Math.log1p(Math.exp(x)))),
            of("EXPONENTIAL", Activation.EXPONENTIAL, Math::exp),
            SIGMOID,
            of("HARD_SIGMOID", Activation.HARD_SIGMOID, x -> clip(x / 6 + 0.5, 0, 1)),
            of("SPARSE_SIGMOID", Activation.SPARSE_SIGMOID, x -> x <= -1 ? 0 : x >= 1 ? 1 : 0.5 * (x + 1)),
            of("LOG_SIGMOID", Activation.LOG_SIGMOID, x -> -Math.log1p(Math.exp(-x))),
            of("TANH", Activation.TANH, Math::tanh),
            of("HARD_TANH", Activation.HARD_TANH, x -> clip(x, -1, 1)),
            of("TANH_SHRINK", Activation.TANH_SHRINK, x -> x - Math.tanh(x)),
            of("SOFTSIGN", Activation.SOFTSIGN, x -> x / (1 + Math.abs(x))),
            of("SOFTPLUS", Activation.SOFTPLUS, x -> Math.log1p(Math.exp(x))),
            of("SQUAREPLUS", Activation.SQUAREPLUS, x -> (x + Math.sqrt(x * x + 4)) / 2),
            of("SPARSE_PLUS", Activation.SPARSE_PLUS, x -> x <= -1 ? 0 : x >= 1 ? x : (x + 1) * (x + 1) / 4),
            SOFTMAX,
            LOG_SOFTMAX,
            of("relu(2)", Activation.relu(2), x -> clip(x, 0, 2)),
            of("leakyRelu(0)", Activation.leakyRelu(0), x -> Math.max(x, 0)),
            of("leakyRelu(0.3)", Activation.leakyRelu(0.3), x -> x > 0 ? x : 0.3f * x),
            of("elu(2)", Activation.elu(2), x -> elu(x, 2)),
            of("elu(0.5)", Activation.elu(0.5), x -> elu(x, 0.5)),
            of("celu(1)", Activation.celu(1), x -> elu(x, 1)),
            of("celu(3)", Activation.celu(3), x -> x > 0 ? x : 3 * (Math.exp(x / 3) - 1)),
            of("softShrink(0.5)", Activation.softShrink(0.5), x -> x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0),
            of("hardShrink(0.5)", Activation.hardShrink(0.5), x -> x > 0.5 || x < -0.5 ? x : 0),
            of("threshold(0.5, -2)", Activation.threshold(0.5, -2), x -> x > 0.5 ? x : -2),
            SINE);

    private static double clip(double x, double smallest, double largest) {
        return Math.max(smallest, Math.min(x, largest));
    }

    private static double elu(double x, double alpha) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }

    private static double gelu(double x) {
        double upper = upperTail(Math.abs(x));
        return x > 0 ? x * (1 - upper) : x * upper;
    }

    /** The normal distribution above x; beyond 3 by Laplace's continued fraction, since the series of erf loses digits. */
    private static double upperTail(double x) {
        if (x < 3) {
            return (1 - Plain.erf(x / Math.sqrt(2))) / 2;
        }
        double fraction = x;
        for (int k = 60; k > 0; k--) {
            fraction = x + k / fraction;
        }
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) / fraction;
    }

    private static double geluTanh(double x) {
        return x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2;
    }

    private static Named of(String name, Activation.Function function, DoubleUnaryOperator plain) {
        return new Named(name, function, x -> x.map(plain));
    }

    /** Each element and the sum of the exponentials of its row. */
    private static DoubleArray ofRows(DoubleArray x, DoubleBinaryOperator function) {
        return DoubleArray.generate(x.shape(), at -> {
            int[] other = at.clone();
            double sum = 0;
            for (int k = 0; k < x.size(-1); k++) {
                other[other.length - 1] = k;
                sum += Math.exp(x.get(other));
            }
            return function.applyAsDouble(x.get(at), sum);
        });
    }
}
