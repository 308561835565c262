package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DenseTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(
                Shape.of(1), Shape.of(7), Shape.of(3, 5), Shape.of(1, 1), Shape.of(3, 2, 4), Shape.of(2, 3, 1, 2))) {
            for (int units : new int[] {1, 4}) {
                for (boolean bias : new boolean[] {true, false}) {
                    cases.add(of(shape, units, bias, Activations.LINEAR));
                }
            }
        }
        for (Activations.Named activation : Activations.COMMON) {
            cases.add(of(Shape.of(5), 3, true, activation));
        }
        cases.add(of(Shape.of(2, 3), 3, true, Activations.SOFTMAX));
        cases.add(of(Shape.of(2, 2, 3), 3, true, Activations.SOFTMAX));
        cases.add(LayerCase.of("nothing set", () -> new Dense(2), Shape.of(3))
                .reference((in, w) -> Plain.plusBias(Plain.product(in.get(0), w.get("kernel")), w.get("bias")))
                .weight("kernel", 3, 2)
                .weight("bias", 2)
                .parameters(8));
        return cases;
    }

    private static LayerCase of(Shape input, int units, boolean bias, Activations.Named activation) {
        long features = input.get(-1);
        String name = input + " to " + units + (bias ? ", bias, " : ", no bias, ") + activation;
        LayerCase made = LayerCase.of(
                        name, () -> new Dense(units).useBias(bias).activation(activation.function()), input)
                .reference((in, w) -> {
                    DoubleArray y = Plain.product(in.get(0), w.get("kernel"));
                    return activation.plain().apply(bias ? Plain.plusBias(y, w.get("bias")) : y);
                })
                .weight("kernel", features, units)
                .parameters(features * units + (bias ? units : 0));
        if (bias) {
            made.weight("bias", units);
        }
        return input.numDimensions() == 3 ? made.sizesMayBeUnknown() : made;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(64));
        return List.of(
                Refusal.option(() -> new Dense(0), "units must be positive, got 0"),
                Refusal.input(() -> new Dense(2), shapes(Shape.of()), "dense takes (N, ..., C), got (N)", good),
                Refusal.input(
                        () -> new Dense(2),
                        shapes(Shape.of(3, -1)),
                        "dense needs a known number of features, got (N, 3, ?)",
                        good),
                Refusal.input(
                        () -> new Dense(2),
                        shapes(Shape.of(-1, 3)),
                        "dense needs a known number of elements, got (N, ?, 3)",
                        good),
                Refusal.input(
                        () -> new Dense(2).name("head"),
                        shapes(Shape.of(64), Shape.of(64)),
                        "head takes one input, got 2",
                        good),
                Refusal.laterInput(
                        () -> new Dense(2), good, shapes(Shape.of(32)), "dense was built for 64 features, got (N, 32)"),
                Refusal.lateOption(() -> new Dense(2), good, d -> d.activation(Activation.RELU), "activation"),
                Refusal.lateOption(() -> new Dense(2), good, d -> d.useBias(false), "useBias"),
                Refusal.lateOption(
                        () -> new Dense(2), good, d -> d.kernelInitializer(Initializer.ones()), "kernelInitializer"),
                Refusal.lateOption(
                        () -> new Dense(2), good, d -> d.biasInitializer(Initializer.ones()), "biasInitializer"));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new Dense(10), shapes(Shape.of(64)), Shape.of(-1, 10), 64 * 10 + 10);
    }
}
