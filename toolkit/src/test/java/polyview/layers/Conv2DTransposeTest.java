package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.models.Input;

class Conv2DTransposeTest extends LayerBattery {

    private static final Size ONE = new Size(1, 1);
    private static final List<Size> IMAGES = List.of(ONE, new Size(3, 1), new Size(2, 3));
    private static final List<Size> KERNELS = List.of(ONE, new Size(3, 3), new Size(2, 4));
    private static final List<Size> STRIDES = List.of(ONE, new Size(2, 2), new Size(1, 3), new Size(3, 1));

    /** What is kept of the full output along one axis: where it begins, and how much it is. */
    private record Kept(int before, int size) {}

    /** Rules for both axes, from the size of the image, the pixels that the kernel covers, and the step. */
    private interface Rule {
        Kept of(int size, int covered, int step);
    }

    /** As Keras counts them; the odd pixel is cut off at the end. */
    private static final Rule VALID = (size, covered, step) -> new Kept(0, size * step + Math.max(covered - step, 0));

    private static final Rule SAME = (size, covered, step) -> new Kept(Math.max(covered - step, 0) / 2, size * step);

    private static Rule rule(Padding padding) {
        return padding == Padding.SAME ? SAME : VALID;
    }

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", () -> new Conv2DTranspose(3, 3), Shape.of(3, 4, 2))
                .reference((in, w) ->
                        Plain.plusBias(transposed(in.get(0), w.get("kernel"), ONE, ONE, VALID, VALID), w.get("bias")))
                .weight("kernel", 3, 3, 3, 2)
                .weight("bias", 3)
                .parameters(57));
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Size strides : STRIDES) {
                    for (Padding padding : Padding.values()) {
                        cases.add(of(
                                cases.size(),
                                image,
                                kernel,
                                strides,
                                ONE,
                                "" + padding,
                                rule(padding),
                                rule(padding),
                                l -> l.padding(padding),
                                Activations.LINEAR));
                    }
                }
            }
        }
        for (Size image : List.of(new Size(3, 1), new Size(2, 3))) {
            // One filter, and an input one pixel wide: here TensorFlow's own gradient is wrong.
            for (Padding padding : Padding.values()) {
                cases.add(of(
                        1,
                        image,
                        new Size(2, 3),
                        new Size(1, 2),
                        ONE,
                        padding + " narrow",
                        rule(padding),
                        rule(padding),
                        l -> l.padding(padding),
                        Activations.LINEAR));
            }
        }
        for (Size rate : List.of(new Size(2, 2), new Size(1, 3))) {
            for (Size strides : List.of(ONE, new Size(2, 3))) {
                for (Padding padding : Padding.values()) {
                    for (Size image : List.of(ONE, new Size(2, 3))) {
                        cases.add(of(
                                cases.size(),
                                image,
                                new Size(3, 2),
                                strides,
                                rate,
                                "" + padding,
                                rule(padding),
                                rule(padding),
                                l -> l.padding(padding),
                                Activations.LINEAR));
                    }
                }
            }
        }
        cases.addAll(extra());
        cases.addAll(cut());
        for (Activations.Named activation : Activations.COMMON) {
            cases.add(of(
                    1,
                    new Size(2, 3),
                    new Size(3, 3),
                    new Size(2, 2),
                    ONE,
                    activation.name(),
                    SAME,
                    SAME,
                    l -> l.padding(Padding.SAME),
                    activation));
        }
        // Kernels of one row or one column: one pixel is spread in one direction only.
        for (Size kernel : List.of(new Size(1, 4), new Size(3, 1))) {
            for (Size strides : List.of(new Size(2, 2), new Size(1, 3), new Size(3, 1))) {
                for (Padding padding : Padding.values()) {
                    cases.add(of(
                            cases.size(),
                            new Size(2, 3),
                            kernel,
                            strides,
                            ONE,
                            padding + " flat",
                            rule(padding),
                            rule(padding),
                            l -> l.padding(padding),
                            Activations.LINEAR));
                }
            }
        }
        return cases;
    }

    /** outputPadding with either rule, as the formulas of Keras have it. */
    private static List<LayerCase> extra() {
        List<LayerCase> cases = new ArrayList<>();
        for (Size kernel : List.of(ONE, new Size(3, 3), new Size(4, 5))) {
            for (int more : new int[] {0, 1, 2}) {
                Rule valid = (size, covered, step) -> new Kept(0, (size - 1) * step + covered + more);
                Rule same = (size, covered, step) -> {
                    int kept = (size - 1) * step + covered - 2 * (covered / 2) + more;
                    int missing = Math.max((size - 1) * step + covered - kept, 0);
                    return new Kept(missing / 2, kept);
                };
                cases.add(of(
                        cases.size(),
                        new Size(3, 2),
                        kernel,
                        new Size(3, 3),
                        ONE,
                        "VALID, extra " + more,
                        valid,
                        valid,
                        l -> l.outputPadding(more),
                        Activations.LINEAR));
                cases.add(of(
                        cases.size(),
                        new Size(3, 2),
                        kernel,
                        new Size(3, 3),
                        ONE,
                        "SAME, extra " + more,
                        same,
                        same,
                        l -> l.padding(Padding.SAME).outputPadding(more),
                        Activations.LINEAR));
            }
        }
        return cases;
    }

    /** Padding by pixels cuts them off, as PyTorch counts; with and without outputPadding of its own for each axis. */
    private static List<LayerCase> cut() {
        List<LayerCase> cases = new ArrayList<>();
        for (int[] p : new int[][] {{1, 1, 1, 1}, {2, 0, 0, 1}, {0, 3, 1, 2}}) {
            for (Size strides : List.of(ONE, new Size(2, 3))) {
                for (Size rate : List.of(ONE, new Size(2, 1))) {
                    for (boolean more : new boolean[] {false, true}) {
                        int below = more && strides.height() > 1 ? 1 : 0;
                        int right = more && strides.width() > 1 ? 2 : 0;
                        Rule down = (size, covered, step) ->
                                new Kept(p[0], (size - 1) * step + covered - p[0] - p[1] + below);
                        Rule across = (size, covered, step) ->
                                new Kept(p[2], (size - 1) * step + covered - p[2] - p[3] + right);
                        String name =
                                "cut " + p[0] + " " + p[1] + " " + p[2] + " " + p[3] + " extra " + below + " " + right;
                        cases.add(of(
                                cases.size(),
                                new Size(3, 2),
                                new Size(3, 4),
                                strides,
                                rate,
                                name,
                                down,
                                across,
                                l -> l.padding(p[0], p[1], p[2], p[3]).outputPadding(below, right),
                                Activations.LINEAR));
                    }
                }
            }
        }
        return cases;
    }

    /** 1 to 3 channels and filters, with and without bias, in turn. */
    private static LayerCase of(
            int turn,
            Size image,
            Size kernel,
            Size strides,
            Size rate,
            String what,
            Rule down,
            Rule right,
            UnaryOperator<Conv2DTranspose> options,
            Activations.Named activation) {
        int channels = 1 + turn % 3;
        int filters = 1 + turn / 2 % 3;
        boolean bias = turn % 5 != 0;
        String name = "image " + image + "x" + channels + " to " + filters + ", kernel " + kernel + ", strides "
                + strides + ", dilation " + rate + (bias ? ", bias, " : ", ") + what;
        LayerCase made = LayerCase.of(
                        name,
                        () -> options.apply(new Conv2DTranspose(filters, kernel.height(), kernel.width())
                                .strides(strides.height(), strides.width())
                                .dilationRate(rate.height(), rate.width())
                                .useBias(bias)
                                .activation(activation.function())),
                        Shape.of(image.height(), image.width(), channels))
                .reference((in, w) -> {
                    DoubleArray y = transposed(in.get(0), w.get("kernel"), strides, rate, down, right);
                    return activation.plain().apply(bias ? Plain.plusBias(y, w.get("bias")) : y);
                })
                .weight("kernel", kernel.height(), kernel.width(), filters, channels)
                .parameters((long) kernel.height() * kernel.width() * channels * filters + (bias ? filters : 0))
                .sizesMayBeUnknown();
        return bias ? made.weight("bias", filters) : made;
    }

    /** Every pixel lays down the kernel; what falls outside of the kept part is lost. */
    private static DoubleArray transposed(
            DoubleArray x, DoubleArray kernel, Size strides, Size rate, Rule downwards, Rule across) {
        Kept down = downwards.of(x.size(1), (kernel.size(0) - 1) * rate.height() + 1, strides.height());
        Kept right = across.of(x.size(2), (kernel.size(1) - 1) * rate.width() + 1, strides.width());
        DoubleArray y = DoubleArray.zeros(x.size(0), down.size(), right.size(), kernel.size(2));
        for (int n = 0; n < x.size(0); n++) {
            for (int i = 0; i < x.size(1); i++) {
                for (int u = 0; u < kernel.size(0); u++) {
                    int row = i * strides.height() + u * rate.height() - down.before();
                    for (int j = 0; j < x.size(2); j++) {
                        for (int v = 0; v < kernel.size(1); v++) {
                            int column = j * strides.width() + v * rate.width() - right.before();
                            if (row >= 0 && row < down.size() && column >= 0 && column < right.size()) {
                                layDown(x, kernel, y, new int[] {n, i, j, u, v, row, column});
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    private static void layDown(DoubleArray x, DoubleArray kernel, DoubleArray y, int[] at) {
        for (int f = 0; f < kernel.size(2); f++) {
            double sum = y.get(at[0], at[5], at[6], f);
            for (int c = 0; c < kernel.size(3); c++) {
                sum += x.get(at[0], at[1], at[2], c) * kernel.get(at[3], at[4], f, c);
            }
            y.set(sum, at[0], at[5], at[6], f);
        }
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        Supplier<Conv2DTranspose> layer = () -> new Conv2DTranspose(2, 3);
        List<Refusal> refusals = new ArrayList<>(Windows.refusals(layer, good));
        refusals.addAll(ImageRefusals.of(layer, "conv2d_transpose"));
        refusals.addAll(List.of(
                Refusal.option(() -> new Conv2DTranspose(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new Conv2DTranspose(1, 0), "kernelSize must be positive, got 0"),
                Refusal.option(
                        () -> new Conv2DTranspose(1, 3).outputPadding(-1),
                        "outputPadding must not be negative, got -1"),
                Refusal.option(
                        () -> new Conv2DTranspose(1, 3).outputPadding(0, -2),
                        "outputPadding must not be negative, got -2"),
                Refusal.option(() -> new Conv2DTranspose(1, 3).padding(-1), "padding must not be negative, got -1"),
                Refusal.input(
                        () -> new Conv2DTranspose(2, 3).padding(2),
                        shapes(Shape.of(2, 4, 1)),
                        "conv2d_transpose with kernelSize 3 and padding 2 needs images of at least 3 pixels,"
                                + " got (N, 2, 4, 1)",
                        good),
                Refusal.input(
                        () -> new Conv2DTranspose(2, 2)
                                .strides(2)
                                .padding(Padding.SAME)
                                .outputPadding(0),
                        shapes(Shape.of(4, 1, 1)),
                        "conv2d_transpose with kernelSize 2 and SAME padding needs images of at least 2 pixels,"
                                + " got (N, 4, 1, 1)",
                        good),
                Refusal.lateOption(layer, good, t -> t.filters(3), "filters"),
                Refusal.lateOption(layer, good, t -> t.outputPadding(0), "outputPadding"),
                tooMuchExtra(1, 1),
                tooMuchExtra(2, 2),
                tooMuchExtra(2, 3),
                tooMuchExtra(new Size(2, 3), new Size(2, 2)),
                tooMuchExtra(new Size(3, 2), new Size(2, 2))));
        refusals.add(Refusal.lateOption(layer, good, l -> l.kernelSize(5), "kernelSize"));
        return refusals;
    }

    private static Refusal tooMuchExtra(int step, int extra) {
        return tooMuchExtra(new Size(step, step), new Size(extra, extra));
    }

    private static Refusal tooMuchExtra(Size strides, Size extra) {
        String message = "conv2d_transpose needs outputPadding below strides " + strides + ", got " + extra;
        return new Refusal(
                message,
                () -> Refusal.assertRefused(
                        new Conv2DTranspose(2, 3)
                                .strides(strides.height(), strides.width())
                                .outputPadding(extra.height(), extra.width()),
                        shapes(Shape.of(8, 8, 3)),
                        message));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new Conv2DTranspose(8, 3).strides(2).padding(Padding.SAME),
                shapes(Shape.of(16, 16, 4)),
                Shape.of(-1, 32, 32, 8),
                296);
        float[] kernel = {1, 2, 3, 4};
        Examples.values(
                new Conv2DTranspose(1, 2).kernelInitializer(Initializer.of(FloatArray.of(kernel, 2, 2, 1, 1))),
                List.of(FloatArray.of(new float[] {1}, 1, 1, 1, 1)),
                FloatArray.of(kernel, 1, 2, 2, 1));
    }

    /** Unknown height and width stay unknown, and known ones known, beside an unknown one. */
    @Test
    void shapesAreKnownAsFarAsTheInputsAre() {
        for (UnaryOperator<Conv2DTranspose> padding : List.<UnaryOperator<Conv2DTranspose>>of(
                l -> l, l -> l.padding(Padding.SAME), l -> l.padding(1), l -> l.padding(1, 0, 0, 1)
                        .outputPadding(1))) {
            Layer layer = padding.apply(new Conv2DTranspose(2, 4).strides(2));
            SymbolicTensor known = layer.apply(Input.image("known", 6, 8, 3));
            SymbolicTensor half = layer.apply(Input.image("half", -1, 8, 3));
            assertEquals(Shapes.text(Shape.of(-1, -1, known.shape().get(2), 2)), Shapes.text(half.shape()));
        }
    }

    /** The reference is the adjoint of the reference of the convolution: {@code <conv(z), x> = <z, transposed(x)>}. */
    @Test
    void theReferenceIsTheAdjointOfTheConvolution() {
        SplittableRandom random = new SplittableRandom(2);
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Size strides : STRIDES) {
                    for (Padding padding : Padding.values()) {
                        DoubleArray x = LayerCase.draw(random, 2, image.height(), image.width(), 3);
                        // (kh, kw, F, C) takes F channels back to C: the same array is the kernel of the convolution.
                        DoubleArray k = LayerCase.draw(random, kernel.height(), kernel.width(), 2, 3);
                        DoubleArray y = transposed(x, k, strides, ONE, rule(padding), rule(padding));
                        DoubleArray z = LayerCase.draw(random, y.shape());
                        double expected =
                                Plain.convolution(z, k, strides, padding).dot(x);
                        assertEquals(expected, z.dot(y), 1e-9);
                    }
                }
            }
        }
    }
}
