package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.models.Input;

class SeparableConv2DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", () -> new SeparableConv2D(3, 3), Shape.of(5, 4, 2))
                .reference((in, w) -> Plain.plusBias(
                        separable(
                                in.get(0),
                                w.get("depthwiseKernel"),
                                w.get("pointwiseKernel"),
                                Sliding.of(new Size(1, 1), Padding.VALID)),
                        w.get("bias")))
                .weight("depthwiseKernel", 3, 3, 2, 1)
                .weight("pointwiseKernel", 1, 1, 2, 3)
                .weight("bias", 3)
                .parameters(18 + 6 + 3));
        List<WindowGrid> windows = WindowGrid.all();
        // Every second window: DepthwiseConv2D, which moves them in the same way, has them all.
        for (int i = 0; i < windows.size(); i += 2) {
            // 1 to 3 channels, 1 or 2 kernels for each, 1 to 3 filters, with and without bias, in turn.
            int turn = i / 2;
            cases.add(of(
                    windows.get(i),
                    1 + turn % 3,
                    1 + turn / 3 % 2,
                    1 + turn / 2 % 3,
                    turn % 5 != 0,
                    Activations.LINEAR));
        }
        // One channel and one element each: here TensorFlow's depthwise op crashes the JVM.
        WindowGrid one = new WindowGrid(new Size(1, 1), new Size(1, 1), Sliding.of(new Size(1, 1), Padding.VALID));
        cases.add(of(one, 1, 1, 1, true, Activations.LINEAR));
        for (Activations.Named activation : Activations.COMMON) {
            WindowGrid window =
                    new WindowGrid(new Size(4, 3), new Size(3, 3), Sliding.of(new Size(1, 1), Padding.SAME));
            cases.add(of(window, 2, 2, 3, true, activation));
        }
        return cases;
    }

    private static LayerCase of(
            WindowGrid window, int channels, int multiplier, int filters, boolean bias, Activations.Named activation) {
        Size kernel = window.kernel();
        long between = (long) channels * multiplier;
        LayerCase made = LayerCase.of(
                        window + ", " + channels + " channels times " + multiplier + " to " + filters
                                + (bias ? ", bias, " : ", ") + activation,
                        () -> Windows.set(new SeparableConv2D(filters, kernel.height(), kernel.width()), window.how())
                                .depthMultiplier(multiplier)
                                .useBias(bias)
                                .activation(activation.function()),
                        Shape.of(window.image().height(), window.image().width(), channels))
                .reference((in, w) -> {
                    DoubleArray y =
                            separable(in.get(0), w.get("depthwiseKernel"), w.get("pointwiseKernel"), window.how());
                    return activation.plain().apply(bias ? Plain.plusBias(y, w.get("bias")) : y);
                })
                .weight("depthwiseKernel", kernel.height(), kernel.width(), channels, multiplier)
                .weight("pointwiseKernel", 1, 1, between, filters)
                .parameters(kernel.height() * kernel.width() * between + between * filters + (bias ? filters : 0))
                .sizesMayBeUnknown();
        return bias ? made.weight("bias", filters) : made;
    }

    private static DoubleArray separable(DoubleArray x, DoubleArray depthwise, DoubleArray pointwise, Sliding how) {
        return Plain.product(
                DepthwiseConv2DTest.depthwise(x, depthwise, how),
                pointwise.reshape(pointwise.size(2), pointwise.size(3)));
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        Supplier<SeparableConv2D> layer = () -> new SeparableConv2D(2, 3);
        List<Refusal> refusals = new ArrayList<>(Windows.refusals(layer, good));
        refusals.addAll(ImageRefusals.of(layer, "separable_conv2d"));
        refusals.addAll(ImageRefusals.ofWindow(
                () -> new SeparableConv2D(2, 5), () -> new SeparableConv2D(2, 3).dilationRate(2), "separable_conv2d"));
        refusals.addAll(List.of(
                Refusal.option(() -> new SeparableConv2D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new SeparableConv2D(1, 0), "kernelSize must be positive, got 0"),
                Refusal.option(
                        () -> new SeparableConv2D(1, 3).depthMultiplier(-1),
                        "depthMultiplier must be positive, got -1"),
                Refusal.lateOption(layer, good, s -> s.filters(3), "filters"),
                Refusal.lateOption(layer, good, s -> s.depthMultiplier(2), "depthMultiplier"),
                Refusal.lateOption(
                        layer, good, s -> s.depthwiseInitializer(Initializer.ones()), "depthwiseInitializer"),
                Refusal.lateOption(
                        layer, good, s -> s.pointwiseInitializer(Initializer.ones()), "pointwiseInitializer"),
                Refusal.lateOption(layer, good, s -> s.depthwiseRegularizer(Regularizer.l2(1)), "depthwiseRegularizer"),
                Refusal.lateOption(
                        layer, good, s -> s.pointwiseRegularizer(Regularizer.l2(1)), "pointwiseRegularizer")));
        refusals.add(Refusal.lateOption(layer, good, l -> l.kernelSize(5), "kernelSize"));
        return refusals;
    }

    @Test
    void exampleOfTheDocumentation() {
        List<Shape> input = shapes(Shape.of(16, 16, 8));
        Examples.shapeAndParameters(new SeparableConv2D(32, 3), input, Shape.of(-1, 14, 14, 32), 360);
        Examples.shapeAndParameters(new Conv2D(32, 3), input, Shape.of(-1, 14, 14, 32), 2336);
    }

    /** An option of the kernel is one of both kernels; one of a single kernel that comes later holds for that one. */
    @Test
    void optionsReachTheirKernels() {
        Initializer both = Initializer.ones();
        Initializer one = Initializer.constant(2);
        Regularizer penalty = Regularizer.l2(1);
        Regularizer other = Regularizer.l1(1);
        SeparableConv2D layer = new SeparableConv2D(2, 3)
                .kernelInitializer(both)
                .pointwiseInitializer(one)
                .kernelRegularizer(penalty)
                .depthwiseRegularizer(other);
        layer.apply(Input.image("x", 8, 8, 3));
        assertEquals(List.of("depthwiseKernel", "pointwiseKernel", "bias"), names(layer));
        assertSame(both, layer.weights().get(0).initializer());
        assertSame(one, layer.weights().get(1).initializer());
        assertSame(other, layer.weights().get(0).regularizer());
        assertSame(penalty, layer.weights().get(1).regularizer());
        assertSame(Regularizer.NONE, layer.weights().get(2).regularizer());
    }

    /** Without an option of a single kernel, both have that of the kernel. */
    @Test
    void oneOptionReachesBothKernels() {
        Initializer initializer = Initializer.ones();
        Regularizer regularizer = Regularizer.l2(1);
        SeparableConv2D layer =
                new SeparableConv2D(2, 3).kernelInitializer(initializer).kernelRegularizer(regularizer);
        layer.apply(Input.image("x", 8, 8, 3));
        for (Weight kernel : layer.weights().subList(0, 2)) {
            assertSame(initializer, kernel.initializer());
            assertSame(regularizer, kernel.regularizer());
        }
    }

    private static List<String> names(Layer layer) {
        return layer.weights().stream().map(Weight::name).toList();
    }
}
