package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;

class FixedConv2DTest extends LayerBattery {

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(5, 4), new Size(4, 7));
    private static final List<Size> KERNELS = List.of(new Size(3, 3), new Size(2, 3), new Size(5, 5));

    /** Which images and kernels: 0 channels are images without them, depth 0 kernels without them. */
    private record Form(int channels, int kernels, int depth, boolean mixed) {

        LayerCase of(Size image, Size kernel, Sliding how, boolean bias, Activations.Named activation) {
            List<DoubleArray> used = IntStream.range(0, kernels)
                    .mapToObj(i -> LayerCase.draw(new SplittableRandom(i), kernelShape(kernel)))
                    .toList();
            FloatArray[] given = used.stream().map(DoubleArray::floats).toArray(FloatArray[]::new);
            Shape input = Shape.of(image.height(), image.width());
            String name = "image " + image + ", kernel " + kernel + ", " + Windows.name(how) + ", " + this
                    + (bias ? ", bias, " : ", ") + activation;
            LayerCase made = LayerCase.of(
                            name,
                            () -> {
                                FixedConv2D layer = Windows.set(new FixedConv2D(given), how)
                                        .useBias(bias)
                                        .activation(activation.function());
                                return mixed ? layer.mixed() : layer;
                            },
                            channels == 0 ? input : input.append(channels))
                    .reference((in, w) -> {
                        DoubleArray y = filtered(in.get(0), used, how);
                        DoubleArray end = activation.plain().apply(bias ? Plain.plusBias(y, w.get("bias")) : y);
                        boolean gray = channels == 0 && kernels == 1;
                        return gray ? end.reshape(end.size(0), end.size(1), end.size(2)) : end;
                    })
                    .parameters(bias ? outputs() : 0);
            if (channels > 0) {
                made.sizesMayBeUnknown();
            }
            return bias ? made.weight("bias", outputs()) : made;
        }

        private int[] kernelShape(Size size) {
            return depth == 0
                    ? new int[] {size.height(), size.width()}
                    : new int[] {size.height(), size.width(), depth};
        }

        private boolean summed() {
            return mixed || depth > 1;
        }

        private int outputs() {
            return summed() ? kernels : Math.max(channels, 1) * kernels;
        }

        /** As a convolution over all channels, or over groups of one. */
        private DoubleArray filtered(DoubleArray x, List<DoubleArray> used, Sliding how) {
            DoubleArray images = channels == 0 ? x.reshape(x.size(0), x.size(1), x.size(2), 1) : x;
            DoubleArray one = used.get(0);
            int[] shape = {one.size(0), one.size(1), summed() ? images.size(3) : 1, outputs()};
            DoubleArray whole = DoubleArray.generate(shape, at -> {
                DoubleArray kernel = used.get(at[3] % kernels);
                return depth == 0 ? kernel.get(at[0], at[1]) : kernel.get(at[0], at[1], depth == 1 ? 0 : at[2]);
            });
            return Plain.convolution(images, whole, how.grouped(summed() ? 1 : images.size(3)));
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form(0, 1, 0, false),
            new Form(0, 2, 0, false),
            new Form(1, 1, 1, false),
            new Form(3, 1, 0, false),
            new Form(2, 3, 1, false),
            new Form(3, 2, 0, true),
            new Form(3, 2, 3, false),
            new Form(2, 1, 2, true),
            new Form(0, 2, 0, true));

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", () -> new FixedConv2D(Kernels.EMBOSS), Shape.of(5, 4, 2))
                .reference((in, w) -> Plain.convolution(
                        in.get(0),
                        DoubleArray.of(KernelArrays.repeat(Kernels.EMBOSS, 2)).reshape(3, 3, 1, 2),
                        Sliding.of(new Size(1, 1), Padding.SAME).grouped(2))));
        int turn = 0;
        for (Size image : IMAGES) {
            for (Size kernel : KERNELS) {
                for (Sliding how : Windows.all()) {
                    // Forms, biases and activations in turn, counted so that each meets each in the end.
                    turn++;
                    if (Windows.fits(how, image, kernel)) {
                        Activations.Named activation = turn % 5 == 0 ? Activations.SIGMOID : Activations.LINEAR;
                        cases.add(FORMS.get(turn % FORMS.size()).of(image, kernel, how, turn % 4 == 0, activation));
                    }
                }
            }
        }
        for (Form form : FORMS) {
            for (Padding padding : Padding.values()) {
                Sliding how = Sliding.of(new Size(1, 1), padding);
                cases.add(form.of(new Size(5, 3), new Size(2, 3), how, false, Activations.SINE));
                cases.add(form.of(new Size(3, 2), new Size(1, 1), how, true, Activations.LINEAR));
            }
        }
        return cases;
    }

    private static FixedConv2D edges() {
        return new FixedConv2D(Kernels.SOBEL_HORIZONTAL);
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        FloatArray colours = FloatArray.zeros(Shape.of(3, 3, 3));
        List<Refusal> refusals = new ArrayList<>(List.of(
                Refusal.option(FixedConv2D::new, "kernels must not be empty"),
                Refusal.option(
                        () -> new FixedConv2D(FloatArray.zeros(Shape.of(9))),
                        "kernel 0 must be (h, w), (h, w, C) or (h, w, C, K), got [9]"),
                Refusal.option(
                        () -> new FixedConv2D(Kernels.EMBOSS, Kernels.box(5)),
                        "kernels must have one height, width and number of channels, got [3, 3, 1] and, at 1,"
                                + " [5, 5, 1]"),
                Refusal.option(
                        () -> new FixedConv2D(colours, Kernels.EMBOSS),
                        "kernels must have one height, width and number of channels, got [3, 3, 3] and, at 1,"
                                + " [3, 3, 1]"),
                Refusal.input(
                        FixedConv2DTest::edges,
                        shapes(Shape.of(10)),
                        "fixed_conv2d takes (N, H, W) or (N, H, W, C), got (N, 10)",
                        good),
                Refusal.input(
                        () -> edges().name("edges"),
                        shapes(Shape.of(8, 8, 8, 3)),
                        "edges takes (N, H, W) or (N, H, W, C), got (N, 8, 8, 8, 3)",
                        good),
                Refusal.input(
                        FixedConv2DTest::edges,
                        shapes(Shape.of(8, 8, -1)),
                        "fixed_conv2d needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        () -> new FixedConv2D(colours),
                        shapes(Shape.of(8, 8, 1)),
                        "fixed_conv2d has kernels for 3 channels, got (N, 8, 8, 1)",
                        good),
                Refusal.input(
                        () -> new FixedConv2D(colours).mixed(),
                        shapes(Shape.of(8, 8)),
                        "fixed_conv2d has kernels for 3 channels, got (N, 8, 8, 1)",
                        good),
                Refusal.input(
                        () -> edges().padding(Padding.VALID),
                        shapes(Shape.of(2, 8)),
                        "fixed_conv2d with kernelSize 3 and VALID padding needs images of at least 3 pixels,"
                                + " got (N, 2, 8, 1)",
                        good),
                Refusal.input(FixedConv2DTest::edges, shapes(), "fixed_conv2d takes one input, got 0", good),
                Refusal.laterInput(
                        () -> edges().useBias(true),
                        good,
                        shapes(Shape.of(8, 8, 2)),
                        "fixed_conv2d was built for 3 channels, got (N, 8, 8, 2)"),
                Refusal.laterInput(
                        () -> new FixedConv2D(Kernels.EMBOSS, Kernels.SHARPEN).useBias(true),
                        good,
                        shapes(Shape.of(8, 8)),
                        "fixed_conv2d was built for 3 channels, got (N, 8, 8, 1)"),
                Refusal.laterInput(
                        FixedConv2DTest::edges,
                        good,
                        shapes(Shape.of(3)),
                        "fixed_conv2d takes (N, H, W) or (N, H, W, C), got (N, 3)")));
        refusals.add(Refusal.lateOption(FixedConv2DTest::edges, good, FixedConv2D::mixed, "mixed"));
        refusals.addAll(Windows.refusals(FixedConv2DTest::edges, good));
        return refusals;
    }

    /** The bias alone has them: the battery would also set those of the kernel, which are refused, as the next test shows. */
    @Override
    @TestFactory
    Stream<DynamicTest> weightsHaveOptions() {
        return Stream.of(DynamicTest.dynamicTest("options of the bias", () -> {
            Regularizer regularizer = Regularizer.l2(0.5);
            FixedConv2D layer = edges().useBias(true)
                    .biasInitializer(Initializer.constant(0.125f))
                    .biasRegularizer(regularizer);
            SymbolicTensor image = Input.image("image", 4, 4, 2);
            try (Model model = new Model(image, layer.apply(image)).seed(1)) {
                FloatArray first = FloatArray.of(new float[] {0.125f, 0.125f}, 2);
                assertEquals(Map.of("fixed_conv2d/bias", first), model.weights());
            }
            assertSame(regularizer, layer.weights().get(0).regularizer());
        }));
    }

    /** What the base classes offer for a kernel that is trained. */
    @Test
    void optionsOfATrainedKernelAreRefused() {
        meaningless(f -> f.kernelSize(5), "kernelSize");
        meaningless(f -> f.kernelSize(3, 5), "kernelSize");
        meaningless(f -> f.kernelInitializer(Initializer.zeros()), "kernelInitializer");
        meaningless(f -> f.kernelRegularizer(Regularizer.NONE), "kernelRegularizer");
        assertEquals(new Size(3, 3), edges().kernelSize());
    }

    private static void meaningless(Consumer<FixedConv2D> setting, String name) {
        FixedConv2D layer = edges().name("edges");
        assertEquals(
                name + " of edges has no meaning: its kernels are given",
                assertThrows(UnsupportedOperationException.class, () -> setting.accept(layer))
                        .getMessage());
    }

    @Test
    void exampleOfTheDocumentation() {
        List<Shape> gray = shapes(Shape.of(28, 28));
        List<Shape> colour = shapes(Shape.of(28, 28, 3));
        FloatArray[] both = {Kernels.SOBEL_HORIZONTAL, Kernels.SOBEL_VERTICAL};
        Examples.shapeAndParameters(new FixedConv2D(both), gray, Shape.of(-1, 28, 28, 2), 0);
        Examples.shapeAndParameters(new FixedConv2D(both), colour, Shape.of(-1, 28, 28, 6), 0);
    }

    /** An image without channels may have any size, and its output tells what is known of it. */
    @Test
    void grayImagesOfUnknownSize() {
        SymbolicTensor image = Input.of("image", -1, -1);
        SymbolicTensor one = new FixedConv2D(Kernels.box(1)).apply(image);
        SymbolicTensor two = new FixedConv2D(Kernels.box(1), Kernels.box(1)).apply(image);
        assertEquals("(N, ?, ?)", Shapes.text(one.shape()));
        assertEquals("(N, ?, ?, 2)", Shapes.text(two.shape()));
        FloatArray values = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 2);
        try (Model model = new Model(List.of(image), List.of(one, two)).seed(1)) {
            List<FloatArray> got = model.predictAll(values);
            assertEquals(values, got.get(0));
            assertEquals(FloatArray.of(new float[] {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6}, 1, 3, 2, 2), got.get(1));
        }
    }

    /** Nothing in it belongs to a number of channels. */
    @Test
    void oneLayerForImagesOfAnyChannels() {
        FixedConv2D layer = edges();
        assertEquals("(N, 8, 8)", Shapes.text(layer.apply(Input.of("a", 8, 8)).shape()));
        assertEquals(
                "(N, 9, 9, 3)", Shapes.text(layer.apply(Input.of("b", 9, 9, 3)).shape()));
        assertEquals(
                "(N, 7, 7, 1)", Shapes.text(layer.apply(Input.of("c", 7, 7, 1)).shape()));
    }

    @Test
    void aKernelThatIsChangedLaterChangesNothing() {
        FloatArray kernel = FloatArray.of(new float[] {2}, 1, 1);
        FixedConv2D layer = new FixedConv2D(kernel);
        kernel.set(-1, 0, 0);
        FloatArray doubled = FloatArray.of(new float[] {2, 4, 6, 8}, 1, 2, 2, 1);
        Examples.values(layer, List.of(Examples.image2x2()), doubled);
    }

    /** A layer of your own, as short as in Keras. */
    static final class Sobel extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> image) {
            return c.tf().nn.conv2d(image, c.constant(Kernels.SOBEL_HORIZONTAL), List.of(1L, 1L, 1L, 1L), "SAME");
        }
    }

    @Test
    void aLayerOfOnesOwnTakesTheSameKernels() {
        SymbolicTensor image = Input.image("image", 6, 5, 1);
        FloatArray values = Samples.uniform(1, 3, 6, 5, 1);
        try (Model own = new Model(image, new Sobel().apply(image)).seed(1);
                Model given = new Model(image, edges().apply(image)).seed(1)) {
            assertEquals(own.predict(values), given.predict(values));
        }
    }
}
