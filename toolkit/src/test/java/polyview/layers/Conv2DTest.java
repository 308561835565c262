package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
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
        cases.addAll(narrow());
        cases.addAll(dilated());
        cases.addAll(padded());
        cases.addAll(grouped());
        for (Activations.Named activation : Activations.COMMON) {
            cases.add(new Options(new Size(3, 3), new Size(1, 1), Padding.SAME, true, activation)
                    .on(new Size(4, 3), 2, 3));
        }
        cases.addAll(flat());
        return cases;
    }

    /** One channel, steps to the right only, and an output of one column: TensorFlow alone gives wrong values. */
    private static List<LayerCase> narrow() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size strides : List.of(new Size(1, 2), new Size(1, 3))) {
            for (Size kernel : List.of(new Size(1, 1), new Size(2, 2), new Size(3, 2))) {
                cases.add(sliding(new Size(4, 2), kernel, 1, Sliding.of(strides, Padding.SAME)));
                cases.add(sliding(new Size(5, 2), kernel, 1, Sliding.of(strides, Padding.VALID)));
            }
        }
        cases.add(sliding(
                new Size(6, 4),
                new Size(2, 2),
                1,
                Sliding.of(new Size(1, 3), Padding.VALID).dilated(2, 2)));
        return cases;
    }

    /** Kernels of one row or one column with strides: one pixel is read in one direction only. */
    private static List<LayerCase> flat() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size kernel : List.of(new Size(1, 3), new Size(3, 1))) {
            for (Size strides : List.of(new Size(2, 2), new Size(1, 2), new Size(2, 1))) {
                for (Padding padding : Padding.values()) {
                    cases.add(sliding(new Size(5, 7), kernel, 1 + cases.size() % 3, Sliding.of(strides, padding)));
                    cases.add(sliding(new Size(6, 4), kernel, 1 + cases.size() % 3, Sliding.of(strides, padding)));
                }
            }
        }
        return cases;
    }

    /** Gaps in the kernel, with both rules, with strides and with groups. */
    private static List<LayerCase> dilated() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size image : List.of(new Size(1, 1), new Size(5, 7), new Size(6, 4))) {
            for (Size kernel : List.of(new Size(3, 3), new Size(2, 3), new Size(1, 1))) {
                for (Size rate : List.of(new Size(2, 2), new Size(1, 3), new Size(3, 1))) {
                    for (Size strides : List.of(new Size(1, 1), new Size(2, 2), new Size(1, 2))) {
                        for (Padding padding : Padding.values()) {
                            boolean fits = (kernel.height() - 1) * rate.height() < image.height()
                                    && (kernel.width() - 1) * rate.width() < image.width();
                            if (fits || padding == Padding.SAME) {
                                Sliding how = Sliding.of(strides, padding).dilated(rate.height(), rate.width());
                                cases.add(sliding(image, kernel, 1 + cases.size() % 3, how));
                            }
                        }
                    }
                }
            }
        }
        return cases;
    }

    /** Zeros by number of pixels, equal and unequal, alone and with strides and gaps. */
    private static List<LayerCase> padded() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size image : List.of(new Size(1, 1), new Size(5, 4))) {
            for (int[] zeros : new int[][] {{1, 1, 1, 1}, {2, 0, 1, 3}, {4, 4, 4, 4}}) {
                for (Size strides : List.of(new Size(1, 1), new Size(2, 3))) {
                    for (int rate : new int[] {1, 2}) {
                        Sliding how = Sliding.of(strides, Padding.VALID)
                                .dilated(rate, rate)
                                .padded(zeros[0], zeros[1], zeros[2], zeros[3]);
                        cases.add(sliding(image, new Size(2, 2), 1 + cases.size() % 2, how));
                    }
                }
            }
        }
        return cases;
    }

    private static List<LayerCase> grouped() {
        List<LayerCase> cases = new ArrayList<>();
        for (int groups : new int[] {2, 3, 6}) {
            for (Padding padding : Padding.values()) {
                for (int rate : new int[] {1, 2}) {
                    Sliding how = Sliding.of(new Size(1, 1), padding)
                            .dilated(rate, rate)
                            .grouped(groups);
                    cases.add(sliding(new Size(5, 3), new Size(2, 2), 6, how));
                }
                cases.add(sliding(
                        new Size(5, 6),
                        new Size(3, 3),
                        6,
                        Sliding.of(new Size(2, 2), padding).grouped(groups)));
            }
        }
        return cases;
    }

    /** With two filters for each group. */
    private static LayerCase sliding(Size image, Size kernel, int channels, Sliding how) {
        int groups = how.groups();
        int filters = 2 * groups;
        int[] zeros = how.zeros();
        boolean byNumbers = zeros[0] + zeros[1] + zeros[2] + zeros[3] > 0;
        String name = String.join(
                ", ",
                "image " + image + "x" + channels,
                "kernel " + kernel,
                "strides " + how.strides(),
                "dilation " + how.dilation(),
                byNumbers ? "padding " + Arrays.toString(zeros) : how.padding().name(),
                groups + " groups");
        return LayerCase.of(
                        name,
                        () -> {
                            Conv2D made = new Conv2D(filters, kernel.height(), kernel.width())
                                    .strides(
                                            how.strides().height(),
                                            how.strides().width())
                                    .dilationRate(
                                            how.dilation().height(),
                                            how.dilation().width())
                                    .groups(groups);
                            return byNumbers
                                    ? made.padding(zeros[0], zeros[1], zeros[2], zeros[3])
                                    : made.padding(how.padding());
                        },
                        Shape.of(image.height(), image.width(), channels))
                .reference((in, w) -> Plain.plusBias(Plain.convolution(in.get(0), w.get("kernel"), how), w.get("bias")))
                .weight("kernel", kernel.height(), kernel.width(), channels / groups, filters)
                .weight("bias", filters)
                .parameters((long) kernel.height() * kernel.width() * channels / groups * filters + filters)
                .sizesMayBeUnknown();
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
                Refusal.option(() -> new Conv2D(1, 3).padding(-1), "padding must not be negative, got -1"),
                Refusal.option(() -> new Conv2D(1, 3).padding(1, 0, -2, 0), "padding must not be negative, got -2"),
                Refusal.option(() -> new Conv2D(1, 3).dilationRate(0), "dilationRate must be positive, got 0"),
                Refusal.option(() -> new Conv2D(1, 3).groups(0), "groups must be positive, got 0"),
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
                Refusal.input(
                        () -> new Conv2D(2, 3).dilationRate(2),
                        shapes(Shape.of(4, 8, 1)),
                        "conv2d with kernelSize 3, dilationRate 2 and VALID padding needs images of at least 5 pixels,"
                                + " got (N, 4, 8, 1)",
                        good),
                Refusal.input(
                        () -> new Conv2D(2, 5, 7).padding(1, 0, 2, 0),
                        shapes(Shape.of(4, 4, 1)),
                        "conv2d with kernelSize 5x7 and padding 1, 0, 2, 0 needs images of at least 4x5 pixels,"
                                + " got (N, 4, 4, 1)",
                        good),
                Refusal.input(
                        () -> new Conv2D(6, 3).groups(3),
                        shapes(Shape.of(8, 8, 4)),
                        "conv2d with 3 groups needs channels and filters that are multiples of 3,"
                                + " got 4 channels and 6 filters",
                        good),
                filtersThatAreNoMultipleOfTheGroups(),
                Refusal.input(
                        () -> new Conv2D(2, 7).padding(1, 1, 1, 0),
                        shapes(Shape.of(4, 8, 1)),
                        "conv2d with kernelSize 7 and padding 1, 1, 1, 0 needs images of at least 5x6 pixels,"
                                + " got (N, 4, 8, 1)",
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
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.padding(1), "padding"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.dilationRate(2), "dilationRate"),
                Refusal.lateOption(() -> new Conv2D(2, 3), good, c -> c.groups(1), "groups"),
                Refusal.lateOption(
                        () -> new Conv2D(2, 3), good, c -> c.kernelRegularizer(Regularizer.l2(1)), "kernelRegularizer"),
                Refusal.lateOption(
                        () -> new Conv2D(2, 3), good, c -> c.biasRegularizer(Regularizer.l2(1)), "biasRegularizer"),
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

    private static Refusal filtersThatAreNoMultipleOfTheGroups() {
        String message = "conv2d with 3 groups needs channels and filters that are multiples of 3,"
                + " got 6 channels and 4 filters";
        return new Refusal(
                message, () -> Refusal.assertRefused(new Conv2D(4, 3).groups(3), shapes(Shape.of(8, 8, 6)), message));
    }

    /** The example of the documentation. */
    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new Conv2D(32, 3), shapes(Shape.of(64, 64, 3)), Shape.of(-1, 62, 62, 32), 3 * 3 * 3 * 32 + 32);
    }
}
