package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** What the battery asks of the convolutions whose kernel {@code (kh, kw, 1, F)} is bound over the channels. */
final class BoundCases<L extends Convolution<L>> {

    /** Makes the layer. */
    interface Factory<L> {
        L of(int filters, int height, int width);
    }

    /** What is computed before the activation, with a bias where there is one. */
    interface Formula {
        DoubleArray of(DoubleArray x, DoubleArray kernel, DoubleArray bias, Sliding how);
    }

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(5, 4), new Size(4, 6));
    private static final List<Size> KERNELS = List.of(new Size(1, 1), new Size(3, 3), new Size(2, 5));
    private static final List<Size> STRIDES = List.of(new Size(1, 1), new Size(2, 2), new Size(1, 3));
    private static final List<Size> GAPS = List.of(new Size(1, 1), new Size(2, 2), new Size(3, 1));

    private static final Sliding INSIDE = Sliding.of(new Size(1, 1), Padding.VALID);
    private static final List<Sliding> BORDERS =
            List.of(INSIDE, Sliding.of(new Size(1, 1), Padding.SAME), INSIDE.padded(2, 0, 1, 3));

    private final String kind;
    private final Factory<L> factory;
    private final Formula formula;

    BoundCases(String kind, Factory<L> factory, Formula formula) {
        this.kind = kind;
        this.factory = factory;
        this.formula = formula;
    }

    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(with("nothing set", INSIDE, true, Activations.LINEAR, layer -> layer));
        cases.add(with("no bias", INSIDE, false, Activations.LINEAR, layer -> layer.useBias(false)));
        for (Activations.Named function : Activations.ALL) {
            cases.add(with(function.name(), INSIDE, true, function, layer -> layer.activation(function.function())));
        }
        int turn = 0;
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Sliding border : BORDERS) {
                    // Strides and gaps in turn, in all pairs: their full grid would take minutes.
                    for (int i = 0; i < 2; i++, turn++) {
                        Sliding how = stepping(border, STRIDES.get(turn % 3), GAPS.get((turn / 3 + i) % 3));
                        if (fits(image, kernel, how) && meets(image, kernel, how)) {
                            cases.add(sliding(image, 1 + turn % 3, kernel, how));
                        }
                    }
                }
            }
        }
        return cases;
    }

    private static Sliding stepping(Sliding border, Size strides, Size gaps) {
        return new Sliding(strides, gaps, border.padding(), border.zeros(), 1);
    }

    private static boolean fits(Size image, Size kernel, Sliding how) {
        int[] zeros = how.zeros();
        return how.padding() == Padding.SAME
                || (kernel.height() - 1) * how.dilation().height() < image.height() + zeros[0] + zeros[1]
                        && (kernel.width() - 1) * how.dilation().width() < image.width() + zeros[2] + zeros[3];
    }

    /** Not only zeros under the kernel: the gaps of an even kernel miss an image of one pixel. */
    private static boolean meets(Size image, Size kernel, Sliding how) {
        return meets(how.down(image.height(), kernel.height()), image.height(), kernel.height())
                && meets(how.right(image.width(), kernel.width()), image.width(), kernel.width());
    }

    private static boolean meets(Sliding.Axis axis, int size, int elements) {
        return IntStream.range(0, axis.count() * elements)
                .map(i -> axis.place(i / elements, i % elements))
                .anyMatch(place -> place >= 0 && place < size);
    }

    /** On images 4x3 of two channels, with a kernel 3x2 and two filters. */
    private LayerCase with(
            String name, Sliding how, boolean bias, Activations.Named function, UnaryOperator<L> options) {
        LayerCase made = LayerCase.of(name, () -> options.apply(factory.of(2, 3, 2)), Shape.of(4, 3, 2))
                .reference((in, w) -> function.plain()
                        .apply(formula.of(
                                in.get(0), w.get("kernel"), w.getOrDefault("bias", DoubleArray.zeros(2)), how)))
                .weight("kernel", 3, 2, 1, 2)
                .parameters(bias ? 14 : 12)
                .sizesMayBeUnknown();
        return bias ? made.weight("bias", 2) : made;
    }

    private LayerCase sliding(Size image, int channels, Size kernel, Sliding how) {
        int filters = 1 + channels % 2;
        String name = "image " + image + "x" + channels + ", kernel " + kernel + ", strides " + how.strides()
                + ", dilation " + how.dilation() + ", " + how.padding() + Arrays.toString(how.zeros());
        return LayerCase.of(
                        name,
                        () -> set(factory.of(filters, kernel.height(), kernel.width()), how),
                        Shape.of(image.height(), image.width(), channels))
                .reference((in, w) -> formula.of(in.get(0), w.get("kernel"), w.get("bias"), how))
                .weight("kernel", kernel.height(), kernel.width(), 1, filters)
                .weight("bias", filters)
                .parameters((long) kernel.height() * kernel.width() * filters + filters)
                .sizesMayBeUnknown();
    }

    private L set(L layer, Sliding how) {
        int[] zeros = how.zeros();
        layer.strides(how.strides().height(), how.strides().width());
        layer.dilationRate(how.dilation().height(), how.dilation().width());
        return Arrays.stream(zeros).sum() > 0
                ? layer.padding(zeros[0], zeros[1], zeros[2], zeros[3])
                : layer.padding(how.padding());
    }

    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        List<Refusal> all = new ArrayList<>(List.of(
                Refusal.option(() -> factory.of(0, 3, 3), "filters must be positive, got 0"),
                Refusal.option(() -> factory.of(1, 3, -1), "kernelSize must be positive, got -1"),
                Refusal.option(() -> of().strides(0), "strides must be positive, got 0"),
                Refusal.option(() -> of().dilationRate(0), "dilationRate must be positive, got 0"),
                Refusal.option(() -> of().padding(-1), "padding must not be negative, got -1"),
                Refusal.input(this::of, shapes(Shape.of(10)), kind + " takes (N, H, W, C), got (N, 10)", good),
                Refusal.input(
                        this::of,
                        shapes(Shape.of(8, 8, -1)),
                        kind + " needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        () -> of().name("edges").dilationRate(2),
                        shapes(Shape.of(4, 8, 1)),
                        "edges with kernelSize 3, dilationRate 2 and VALID padding needs images of at least 5 pixels,"
                                + " got (N, 4, 8, 1)",
                        good),
                Refusal.input(
                        this::of, shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)), kind + " takes one input, got 2", good),
                Refusal.laterInput(this::of, good, shapes(Shape.of(8, 8)), kind + " takes (N, H, W, C), got (N, 8, 8)"),
                Refusal.laterInput(
                        this::of,
                        good,
                        shapes(Shape.of(8, 2, 3)),
                        kind + " with kernelSize 3 and VALID padding needs images of at least 3 pixels,"
                                + " got (N, 8, 2, 3)")));
        List<Late<L>> late = List.of(
                new Late<>("filters", layer -> layer.filters(3)),
                new Late<>("kernelSize", layer -> layer.kernelSize(5)),
                new Late<>("strides", layer -> layer.strides(2)),
                new Late<>("padding", layer -> layer.padding(Padding.SAME)),
                new Late<>("padding", layer -> layer.padding(1)),
                new Late<>("dilationRate", layer -> layer.dilationRate(2)),
                new Late<>("activation", layer -> layer.activation(Activation.RELU)),
                new Late<>("useBias", layer -> layer.useBias(false)),
                new Late<>("kernelInitializer", layer -> layer.kernelInitializer(Initializer.ones())),
                new Late<>("biasInitializer", layer -> layer.biasInitializer(Initializer.ones())),
                new Late<>("kernelRegularizer", layer -> layer.kernelRegularizer(Regularizer.l2(1))),
                new Late<>("biasRegularizer", layer -> layer.biasRegularizer(Regularizer.l2(1))));
        late.forEach(option -> all.add(Refusal.lateOption(this::of, good, option.setting(), option.name())));
        return all;
    }

    private record Late<L>(String name, Consumer<L> setting) {}

    private L of() {
        return factory.of(2, 3, 3);
    }
}
