package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class Conv2DTest extends LayerBattery {

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(5, 7), new Size(6, 4));
    private static final List<Size> KERNELS = List.of(new Size(1, 1), new Size(3, 3), new Size(2, 3), new Size(5, 5));
    private static final List<Size> STRIDES = List.of(new Size(1, 1), new Size(2, 2), new Size(1, 3), new Size(4, 4));

    private record Options(Size kernel, Size strides, Padding padding, boolean bias, Activations.Named activation) {

        LayerCase on(Size image, int channels, int filters) {
            String name = String.join(
                    ", ",
                    "image " + image + "x" + channels + " to " + filters,
                    "kernel " + kernel,
                    "strides " + strides,
                    padding.name(),
                    bias ? "bias" : "no bias",
                    activation.name());
            LayerCase made = LayerCase.of(name, () -> layer(filters), Shape.of(image.height(), image.width(), channels))
                    .reference((in, w) -> {
                        DoubleArray y = Plain.convolution(in.get(0), w.get("kernel"), strides, padding);
                        return activation.plain().apply(bias ? Plain.plusBias(y, w.get("bias")) : y);
                    })
                    .weight("kernel", kernel.height(), kernel.width(), channels, filters)
                    .parameters((long) kernel.height() * kernel.width() * channels * filters + (bias ? filters : 0))
                    .sizesMayBeUnknown();
            return bias ? made.weight("bias", filters) : made;
        }

        private Conv2D layer(int filters) {
            return new Conv2D(filters, kernel.height(), kernel.width())
                    .strides(strides.height(), strides.width())
                    .padding(padding)
                    .useBias(bias)
                    .activation(activation.function());
        }
    }

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", () -> new Conv2D(2, 3), Shape.of(5, 4, 2))
                .reference((in, w) -> Plain.plusBias(
                        Plain.convolution(in.get(0), w.get("kernel"), new Size(1, 1), Padding.VALID), w.get("bias")))
                .weight("kernel", 3, 3, 2, 2)
                .weight("bias", 2)
                .parameters(38));
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Size strides : STRIDES) {
                    for (Padding padding : Padding.values()) {
                        boolean fits = kernel.height() <= image.height() && kernel.width() <= image.width();
                        if (fits || padding == Padding.SAME) {
                            // 1 to 3 channels and filters, with and without bias, in turn.
                            int turn = cases.size();
                            cases.add(new Options(kernel, strides, padding, turn % 2 == 0, Activations.LINEAR)
                                    .on(image, 1 + turn % 3, 1 + turn / 3 % 3));
                        }
                    }
                }
            }
        }
        for (Activations.Named activation : Activations.ALL) {
            cases.add(new Options(new Size(3, 3), new Size(1, 1), Padding.SAME, true, activation)
                    .on(new Size(4, 3), 2, 3));
        }
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.option(() -> new Conv2D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new Conv2D(1, 3, -1), "kernelSize must be positive, got -1"),
                Refusal.option(() -> new Conv2D(1, 3).kernelSize(0), "kernelSize must be positive, got 0"),
                Refusal.option(() -> new Conv2D(1, 3).filters(-4), "filters must be positive, got -4"),
                Refusal.option(() -> new Conv2D(1, 3).strides(1, 0), "strides must be positive, got 0"),
                Refusal.option(
                        () -> new Conv2D(1, 3).name("a/b"),
                        "name must be letters, digits, '_', '-' or '.' and begin with a letter, got \"a/b\""),
                Refusal.input(
                        () -> new Conv2D(2, 3), shapes(Shape.of(10)), "conv2d takes (N, H, W, C), got (N, 10)", good),
                Refusal.input(
                        () -> new Conv2D(2, 3).name("edges"),
                        shapes(Shape.of(8, 8, 8, 8)),
                        "edges takes (N, H, W, C), got (N, 8, 8, 8, 8)",
                        good),
                Refusal.input(
                        () -> new Conv2D(2, 3),
                        shapes(Shape.of(8, 8, -1)),
                        "conv2d needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        () -> new Conv2D(2, 5),
                        shapes(Shape.of(4, 8, 1)),
                        "conv2d with kernelSize 5 and VALID padding needs images of at least 5 pixels,"
                                + " got (N, 4, 8, 1)",
                        good),
                Refusal.input(
                        () -> new Conv2D(2, 1, 3),
                        shapes(Shape.of(-1, 2, 1)),
                        "conv2d with kernelSize 1x3 and VALID padding needs images of at least 1x3 pixels,"
                                + " got (N, ?, 2, 1)",
                        good),
                Refusal.input(() -> new Conv2D(2, 3), shapes(), "conv2d takes one input, got 0", good),
                Refusal.input(
                        () -> new Conv2D(2, 3),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        "conv2d takes one input, got 2",
                        good),
                Refusal.laterInput(
                        () -> new Conv2D(2, 3),
                        good,
                        shapes(Shape.of(8, 8, 1)),
                        "conv2d was built for 3 channels, got (N, 8, 8, 1)"),
                Refusal.laterInput(
                        () -> new Conv2D(2, 3), good, shapes(Shape.of(3)), "conv2d takes (N, H, W, C), got (N, 3)"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.filters(3), "filters"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.kernelSize(5), "kernelSize"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.strides(2), "strides"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.padding(Padding.SAME), "padding"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.activation(Activation.RELU), "activation"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.useBias(false), "useBias"),
                Refusal.lateOption(
                        () -> new Conv2D(2, 3),
                        good,
                        c -> c.kernelInitializer(Initializer.ones()),
                        "kernelInitializer"),
                Refusal.lateOption(
                        () -> new Conv2D(2, 3), good, c -> c.biasInitializer(Initializer.ones()), "biasInitializer"));
    }

    /** The example of the documentation. */
    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new Conv2D(32, 3), shapes(Shape.of(64, 64, 3)), Shape.of(-1, 62, 62, 32), 3 * 3 * 3 * 32 + 32);
    }
}
