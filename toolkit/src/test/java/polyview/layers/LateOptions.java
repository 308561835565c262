package polyview.layers;

import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** The refusals of options that come too late, for the options of every layer with a kernel and a bias. */
final class LateOptions {

    private LateOptions() {}

    static <L extends WeightedLayer<L>> List<Refusal> weighted(Supplier<L> layer, List<Shape> good) {
        return List.of(
                Refusal.lateOption(layer, good, l -> l.activation(Activation.RELU), "activation"),
                Refusal.lateOption(layer, good, l -> l.useBias(false), "useBias"),
                Refusal.lateOption(layer, good, l -> l.kernelInitializer(Initializer.ones()), "kernelInitializer"),
                Refusal.lateOption(layer, good, l -> l.biasInitializer(Initializer.ones()), "biasInitializer"),
                Refusal.lateOption(layer, good, l -> l.kernelRegularizer(Regularizer.l2(1)), "kernelRegularizer"),
                Refusal.lateOption(layer, good, l -> l.biasRegularizer(Regularizer.l2(1)), "biasRegularizer"));
    }
}
