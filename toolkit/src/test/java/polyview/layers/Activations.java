package polyview.layers;

import java.util.List;
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

    static final Named LINEAR = of("linear", Activation.LINEAR, x -> x);
    static final Named RELU = of("relu", Activation.RELU, x -> Math.max(x, 0));
    static final Named SIGMOID = of("sigmoid", Activation.SIGMOID, Plain::sigmoid);
    static final Named SINE = of("a lambda", (tf, x) -> tf.math.sin(x), Math::sin);
    static final Named SOFTMAX = new Named("softmax", Activation.SOFTMAX, Activations::softmax);

    /** The constants of Klambauer et al. 2017. */
    private static final double SELU_SCALE = 1.0507009873554805;

    private static final double SELU_ALPHA = 1.6732632423543772;

    /** All constants of {@link Activation}, and one function of a user. */
    static final List<Named> ALL = List.of(
            LINEAR,
            RELU,
            of("relu6", Activation.RELU6, x -> Math.min(Math.max(x, 0), 6)),
            of("leaky relu", Activation.LEAKY_RELU, x -> x > 0 ? x : 0.2 * x),
            of("elu", Activation.ELU, x -> x > 0 ? x : Math.exp(x) - 1),
            of("selu", Activation.SELU, x -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * (Math.exp(x) - 1))),
            of("gelu", Activation.GELU, x -> x * (1 + Plain.erf(x / Math.sqrt(2))) / 2),
            of("swish", Activation.SWISH, x -> x * Plain.sigmoid(x)),
            SIGMOID,
            of("tanh", Activation.TANH, Math::tanh),
            of("softplus", Activation.SOFTPLUS, x -> Math.log(1 + Math.exp(x))),
            SOFTMAX,
            SINE);

    private static Named of(String name, Activation.Function function, DoubleUnaryOperator plain) {
        return new Named(name, function, x -> x.map(plain));
    }

    private static DoubleArray softmax(DoubleArray x) {
        return DoubleArray.generate(x.shape(), at -> {
            int[] other = at.clone();
            double sum = 0;
            for (int k = 0; k < x.size(-1); k++) {
                other[other.length - 1] = k;
                sum += Math.exp(x.get(other));
            }
            return Math.exp(x.get(at)) / sum;
        });
    }
}
