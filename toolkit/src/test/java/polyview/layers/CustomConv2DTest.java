package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.models.Input;

class CustomConv2DTest extends LayerBattery {

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(5, 4));
    private static final List<Size> KERNELS = List.of(new Size(1, 1), new Size(3, 3), new Size(2, 3), new Size(5, 5));

    /** A function of the kernel and the same in plain Java. */
    private record Function(String name, KernelFunction function, UnaryOperator<DoubleArray> plain) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Function IDENTITY = new Function("weight", KernelFunction.IDENTITY, k -> k);
    private static final Function TANH = new Function("tanh", (tf, k) -> tf.math.tanh(k), k -> k.map(Math::tanh));
    private static final Function SUM = new Function("sum 1", KernelFunction.sum(1), k -> sum(k, 1));
    private static final Function SYMMETRIC =
            new Function("symmetric", KernelFunction.symmetric(), CustomConv2DTest::symmetric);
    private static final Function SYMMETRIC_SUM = new Function(
            "symmetric, then sum 0",
            KernelFunction.symmetric().andThen(KernelFunction.sum(0)),
            k -> sum(symmetric(k), 0));
    private static final List<Function> FUNCTIONS = List.of(IDENTITY, TANH, SUM, SYMMETRIC, SYMMETRIC_SUM);

    private static DoubleArray sum(DoubleArray k, double wanted) {
        double places = k.size(0) * k.size(1) * k.size(2);
        return DoubleArray.generate(k.shape(), at -> {
            double sum = 0;
            for (int u = 0; u < k.size(0); u++) {
                for (int v = 0; v < k.size(1); v++) {
                    for (int c = 0; c < k.size(2); c++) {
                        sum += k.get(u, v, c, at[3]);
                    }
                }
            }
            return k.get(at) + (wanted - sum) / places;
        });
    }

    private static DoubleArray symmetric(DoubleArray k) {
        return DoubleArray.generate(k.shape(), at -> {
            int below = k.size(0) - 1 - at[0];
            int right = k.size(1) - 1 - at[1];
            return (k.get(at)
                            + k.get(below, at[1], at[2], at[3])
                            + k.get(at[0], right, at[2], at[3])
                            + k.get(below, right, at[2], at[3]))
                    / 4;
        });
    }

    /** A mask with a hole in its last place, where it has more than one. */
    private static Function masked(Size kernel) {
        int places = kernel.height() * kernel.width();
        FloatArray mask = FloatArray.zeros(Shape.of(kernel.height(), kernel.width()));
        for (int i = 0; i < places; i++) {
            mask.values()[i] = i > 0 && i == places - 1 ? 0 : 1 + i % 2;
        }
        return new Function(
                "masked",
                KernelFunction.masked(mask),
                k -> DoubleArray.generate(k.shape(), at -> k.get(at) * mask.get(at[0], at[1])));
    }

    /** 0 channels are images without them. */
    private record Form(int channels, int groups, int filters) {

        LayerCase of(Size image, Size kernel, Sliding how, boolean bias, Function function) {
            Shape input = Shape.of(image.height(), image.width());
            int depth = Math.max(channels, 1) / groups;
            String name = "image " + image + ", kernel " + kernel + ", " + Windows.name(how) + ", " + this + ", "
                    + function + (bias ? ", bias and tanh" : "");
            LayerCase made = LayerCase.of(
                            name,
                            () -> {
                                CustomConv2D layer = new CustomConv2D(filters, kernel.height(), kernel.width());
                                Windows.set(layer, how).groups(groups).kernel(function.function());
                                return bias ? layer.useBias(true).activation(Activation.TANH) : layer;
                            },
                            channels == 0 ? input : input.append(channels))
                    .reference((in, w) -> {
                        DoubleArray x = in.get(0);
                        DoubleArray images = channels == 0 ? x.reshape(x.size(0), x.size(1), x.size(2), 1) : x;
                        DoubleArray y =
                                Plain.convolution(images, function.plain().apply(w.get("kernel")), how.grouped(groups));
                        return bias ? Plain.plusBias(y, w.get("bias")).map(Math::tanh) : y;
                    })
                    .weight("kernel", kernel.height(), kernel.width(), depth, filters)
                    .parameters((long) kernel.height() * kernel.width() * depth * filters + (bias ? filters : 0));
            if (channels > 0) {
                made.sizesMayBeUnknown();
            }
            return bias ? made.weight("bias", filters) : made;
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form(0, 1, 1),
            new Form(0, 1, 2),
            new Form(1, 1, 1),
            new Form(3, 1, 2),
            new Form(4, 2, 2),
            new Form(2, 2, 4),
            new Form(2, 1, 1));

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", () -> new CustomConv2D(2, 3), Shape.of(5, 4, 2))
                .reference((in, w) -> Plain.convolution(in.get(0), w.get("kernel"), new Size(1, 1), Padding.SAME))
                .weight("kernel", 3, 3, 2, 2)
                .parameters(36));
        int turn = 0;
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Sliding how : Windows.all()) {
                    turn++;
                    if (Windows.fits(how, image, kernel)) {
                        // One number alone is fixed by its sum and would not learn.
                        Function some = FUNCTIONS.get(turn % FUNCTIONS.size());
                        Function function = kernel.equals(new Size(1, 1)) ? IDENTITY : some;
                        cases.add(FORMS.get(turn % FORMS.size()).of(image, kernel, how, turn % 3 == 0, function));
                    }
                }
                Sliding plain = Sliding.of(new Size(1, 1), Padding.SAME);
                cases.add(FORMS.get(turn % FORMS.size()).of(image, kernel, plain, false, masked(kernel)));
            }
        }
        for (Form form : FORMS) {
            for (Function function : FUNCTIONS) {
                Sliding how = Sliding.of(new Size(1, 1), Padding.VALID);
                cases.add(form.of(new Size(4, 3), new Size(2, 3), how, false, function));
            }
        }
        return cases;
    }

    private static CustomConv2D custom() {
        return new CustomConv2D(2, 3);
    }

    /** A kernel of 3x5 that has a mask for images of three channels only. */
    private static CustomConv2D maskedWhereColoured(FloatArray mask) {
        KernelFunction masked = KernelFunction.masked(mask);
        return new CustomConv2D(1, 3, 5).kernel((tf, k) -> k.shape().get(2) == 3 ? masked.of(tf, k) : k);
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 4));
        List<Refusal> refusals = new ArrayList<>(List.of(
                Refusal.option(() -> new CustomConv2D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new CustomConv2D(1, 3, 0), "kernelSize must be positive, got 0"),
                Refusal.option(() -> custom().groups(0), "groups must be positive, got 0"),
                Refusal.option(() -> KernelFunction.sum(0 / 0.0), "sum must be finite, got NaN"),
                Refusal.option(() -> KernelFunction.sum(1e300), "sum must be finite, got 1.0E300"),
                Refusal.option(
                        () -> KernelFunction.masked(FloatArray.zeros(Shape.of(9))), "mask must be (h, w), got [9]"),
                Refusal.input(
                        CustomConv2DTest::custom,
                        shapes(Shape.of(10)),
                        "custom_conv2d takes (N, H, W) or (N, H, W, C), got (N, 10)",
                        good),
                Refusal.input(
                        CustomConv2DTest::custom,
                        shapes(Shape.of(8, 8, -1)),
                        "custom_conv2d needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        () -> custom().groups(2),
                        shapes(Shape.of(8, 8)),
                        "custom_conv2d with 2 groups needs channels and filters that are multiples of 2,"
                                + " got 1 channel and 2 filters",
                        good),
                Refusal.input(
                        () -> custom().padding(Padding.VALID).name("learned"),
                        shapes(Shape.of(2, 8)),
                        "learned with kernelSize 3 and VALID padding needs images of at least 3 pixels,"
                                + " got (N, 2, 8, 1)",
                        good),
                Refusal.input(
                        () -> custom().kernel((tf, k) -> k.shape().get(2) == 3 ? tf.reduceSum(k, tf.constant(3)) : k),
                        shapes(Shape.of(8, 8, 3)),
                        "kernel of custom_conv2d must keep the shape (3, 3, 3, 2), got (3, 3, 3)",
                        good),
                Refusal.input(
                        () -> custom().kernel((tf, k) ->
                                k.shape().get(2) == 3 ? tf.linalg.transpose(k, tf.array(0, 1, 3, 2)) : k),
                        shapes(Shape.of(8, 8, 3)),
                        "kernel of custom_conv2d must keep the shape (3, 3, 3, 2), got (3, 3, 2, 3)",
                        good),
                Refusal.input(
                        () -> maskedWhereColoured(FloatArray.zeros(Shape.of(5, 5))),
                        shapes(Shape.of(8, 8, 3)),
                        "mask must have the size of the kernel, (3, 5), got (5, 5)",
                        good),
                // As many places as the kernel, but turned.
                Refusal.input(
                        () -> maskedWhereColoured(FloatArray.zeros(Shape.of(5, 3))),
                        shapes(Shape.of(8, 8, 3)),
                        "mask must have the size of the kernel, (3, 5), got (5, 3)",
                        good),
                Refusal.input(CustomConv2DTest::custom, shapes(), "custom_conv2d takes one input, got 0", good),
                Refusal.laterInput(
                        CustomConv2DTest::custom,
                        good,
                        shapes(Shape.of(8, 8)),
                        "custom_conv2d was built for 4 channels, got (N, 8, 8, 1)"),
                Refusal.laterInput(
                        CustomConv2DTest::custom,
                        good,
                        shapes(Shape.of(3)),
                        "custom_conv2d takes (N, H, W) or (N, H, W, C), got (N, 3)")));
        refusals.addAll(Windows.refusals(CustomConv2DTest::custom, good));
        refusals.addAll(List.of(
                late(f -> f.kernel(KernelFunction.symmetric()), "kernel"),
                late(f -> f.filters(3), "filters"),
                late(f -> f.kernelSize(5), "kernelSize"),
                late(f -> f.groups(2), "groups"),
                late(f -> f.kernelInitializer(Initializer.ones()), "kernelInitializer"),
                late(f -> f.kernelRegularizer(Regularizer.l2(1)), "kernelRegularizer")));
        return refusals;
    }

    private static Refusal late(Consumer<CustomConv2D> setting, String name) {
        return Refusal.lateOption(CustomConv2DTest::custom, shapes(Shape.of(8, 8, 4)), setting, name);
    }

    /** A size that is open until a run may become any. */
    @Test
    void aKernelOfUnknownShapeIsRefused() {
        CustomConv2D layer = custom().kernel((tf, k) -> tf.reshape(k, tf.placeholder(TInt32.class)));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of("x", 8, 8)));
        assertEquals("kernel of custom_conv2d must keep the shape (3, 3, 1, 2), got (unknown)", refused.getMessage());
    }

    @Test
    void aFunctionMustGiveAKernel() {
        CustomConv2D layer = custom().kernel((tf, k) -> null);
        NullPointerException refused = assertThrows(NullPointerException.class, () -> layer.apply(Input.of("x", 8, 8)));
        assertEquals("kernel function of custom_conv2d must give a kernel, got null", refused.getMessage());
    }

    @Test
    void examplesOfTheDocumentation() {
        List<Shape> colour = shapes(Shape.of(28, 28, 3));
        Examples.shapeAndParameters(new CustomConv2D(8, 3), colour, Shape.of(-1, 28, 28, 8), 216);
        // The row (1, 2, 6) becomes (-2, -1, 3): what it answers to a bright pixel is the row, turned.
        CustomConv2D row = new CustomConv2D(1, 1, 3)
                .kernelInitializer(Initializer.of(FloatArray.of(new float[] {1, 2, 6}, 1, 3, 1, 1)))
                .kernel(KernelFunction.sum(0));
        FloatArray pixel = FloatArray.of(new float[] {0, 1, 0}, 1, 1, 3);
        Examples.values(row, List.of(pixel), FloatArray.of(new float[] {3, -1, -2}, 1, 1, 3, 1));
    }

    /** An image without channels may have any size. */
    @Test
    void grayImagesOfUnknownSize() {
        SymbolicTensor applied = new CustomConv2D(4, 3).strides(2).apply(Input.of("image", -1, -1));
        assertEquals("(N, ?, ?, 4)", Shapes.text(applied.shape()));
    }

    /** Twice the kernel and one more is not one more and twice that. */
    @Test
    void functionsFollowEachOther() {
        KernelFunction twice = (tf, k) -> tf.math.mul(k, tf.constant(2f));
        KernelFunction oneMore = (tf, k) -> tf.math.add(k, tf.constant(1f));
        CustomConv2D layer = new CustomConv2D(1, 1)
                .kernelInitializer(Initializer.constant(3))
                .kernel(twice.andThen(oneMore));
        FloatArray sevenfold = FloatArray.of(new float[] {7, 14, 21, 28}, 1, 2, 2, 1);
        Examples.values(layer, List.of(Examples.image2x2()), sevenfold);
    }

    /** A mask that is changed after it was given changes nothing. */
    @Test
    void aMaskIsCopied() {
        FloatArray mask = FloatArray.of(new float[] {1}, 1, 1);
        CustomConv2D layer = new CustomConv2D(1, 1)
                .kernelInitializer(Initializer.constant(2))
                .kernel(KernelFunction.masked(mask));
        mask.set(0, 0, 0);
        FloatArray doubled = FloatArray.of(new float[] {2, 4, 6, 8}, 1, 2, 2, 1);
        Examples.values(layer, List.of(Examples.image2x2()), doubled);
    }
}
