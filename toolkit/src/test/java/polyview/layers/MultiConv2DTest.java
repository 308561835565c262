package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class MultiConv2DTest extends LayerBattery {

    private static final Size ONE = new Size(1, 1);

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (int images = 2; images <= 4; images++) {
            for (Fused fused : Fused.of(images)) {
                cases.add(sameOptions(fused, images));
            }
        }
        for (Fused fused : Fused.of(3)) {
            cases.add(imagesSetApart(fused));
        }
        cases.add(filtersOfTheirOwn());
        cases.add(everyOption());
        cases.add(anyOption());
        return cases;
    }

    /** Kernel 2 for all images, which have 1, 2, 3 and 1 channels. */
    private static LayerCase sameOptions(Fused fused, int images) {
        Shape[] inputs = IntStream.range(0, images)
                .mapToObj(i -> Shape.of(3, 4, 1 + i % 3))
                .toArray(Shape[]::new);
        LayerCase made = LayerCase.of(
                        fused.name() + " of " + images + " images",
                        () -> new MultiConv2D(2, 2).fusion(fused.fusion().get()),
                        inputs)
                .reference((in, w) -> fused.reference()
                        .of(
                                IntStream.range(0, images)
                                        .mapToObj(i -> biased(in.get(i), i, w, Padding.VALID))
                                        .toList(),
                                w))
                .sizesMayBeUnknown();
        long convolutions = 0;
        for (int i = 0; i < images; i++) {
            made.weight("image_" + i + "/kernel", 2, 2, 1 + i % 3, 2).weight("image_" + i + "/bias", 2);
            convolutions += 8 * (1 + i % 3) + 2;
        }
        return fused.complete(made, images, convolutions);
    }

    /** With SAME padding the kernels may differ; one image's options come before those of all, one's after. */
    private static LayerCase imagesSetApart(Fused fused) {
        LayerCase made = LayerCase.of(
                        fused.name() + ", kernels 1, 1x5 and 3, SAME",
                        () -> new MultiConv2D(2, 3)
                                .fusion(fused.fusion().get())
                                .image(1, c -> c.kernelSize(1, 5).useBias(false))
                                .padding(Padding.SAME)
                                .image(0, c -> c.kernelSize(1).activation(Activation.TANH)),
                        Shape.of(3, 3, 2),
                        Shape.of(3, 3, 1),
                        Shape.of(3, 3, 1))
                .reference((in, w) -> fused.reference()
                        .of(
                                List.of(
                                        biased(in.get(0), 0, w, Padding.SAME).map(Math::tanh),
                                        Plain.convolution(in.get(1), w.get("image_1/kernel"), ONE, Padding.SAME),
                                        biased(in.get(2), 2, w, Padding.SAME)),
                                w))
                .weight("image_0/kernel", 1, 1, 2, 2)
                .weight("image_0/bias", 2)
                .weight("image_1/kernel", 1, 5, 1, 2)
                .weight("image_2/kernel", 3, 3, 1, 2)
                .weight("image_2/bias", 2);
        return fused.complete(made, 3, 4 + 2 + 10 + 18 + 2);
    }

    /** Only concat puts maps of different channels together. */
    private static LayerCase filtersOfTheirOwn() {
        return LayerCase.of(
                        "concat, 1, 3 and 2 filters",
                        () -> new MultiConv2D(3, 1).image(0, c -> c.filters(1)).image(2, c -> c.filters(2)),
                        Shape.of(1, 2, 1),
                        Shape.of(1, 2, 2),
                        Shape.of(1, 2, 1))
                .reference((in, w) -> Plain.concat(IntStream.range(0, 3)
                        .mapToObj(i -> biased(in.get(i), i, w, Padding.VALID))
                        .toList()))
                .weight("image_0/kernel", 1, 1, 1, 1)
                .weight("image_0/bias", 1)
                .weight("image_1/kernel", 1, 1, 2, 3)
                .weight("image_1/bias", 3)
                .weight("image_2/kernel", 1, 1, 1, 2)
                .weight("image_2/bias", 2)
                .parameters(2 + 9 + 4);
    }

    /** The options that the layer has itself; the later setting holds. */
    private static LayerCase everyOption() {
        Size strides = new Size(2, 1);
        return LayerCase.of(
                        "concat, kernel 2x3, strides 2x1, SAME, tanh, no bias",
                        () -> new MultiConv2D(1, 7, 7)
                                .filters(2)
                                .kernelSize(2, 3)
                                .strides(2, 1)
                                .padding(Padding.SAME)
                                .activation(Activation.TANH)
                                .useBias(false),
                        Shape.of(5, 4, 1),
                        Shape.of(5, 4, 1))
                .reference((in, w) -> Plain.concat(IntStream.range(0, 2)
                        .mapToObj(i -> Plain.convolution(
                                        in.get(i), w.get("image_" + i + "/kernel"), strides, Padding.SAME)
                                .map(Math::tanh))
                        .toList()))
                .weight("image_0/kernel", 2, 3, 1, 2)
                .weight("image_1/kernel", 2, 3, 1, 2)
                .parameters(24);
    }

    /** An option of {@link Conv2D} alone: with 2 groups, each filter sees one channel. */
    private static LayerCase anyOption() {
        return LayerCase.of(
                        "concat, 2 groups",
                        () -> new MultiConv2D(2, 1).each(c -> c.groups(2).useBias(false)),
                        Shape.of(2, 3, 2),
                        Shape.of(2, 3, 2))
                .reference((in, w) -> DoubleArray.generate(in.get(0).shapeWithLast(4), at -> {
                    int image = at[3] / 2;
                    int channel = at[3] % 2;
                    return in.get(image).get(at[0], at[1], at[2], channel)
                            * w.get("image_" + image + "/kernel").get(0, 0, 0, channel);
                }))
                .weight("image_0/kernel", 1, 1, 1, 2)
                .weight("image_1/kernel", 1, 1, 1, 2)
                .parameters(4);
    }

    private static DoubleArray biased(DoubleArray x, int image, Map<String, DoubleArray> w, Padding padding) {
        String path = "image_" + image;
        return Plain.plusBias(Plain.convolution(x, w.get(path + "/kernel"), ONE, padding), w.get(path + "/bias"));
    }

    /** A fusion with options of its own is given by {@link Fusion#of(String, java.util.function.Supplier)}. */
    @Override
    boolean isSetByOptions(String path) {
        return path.startsWith("image_");
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> two = shapes(MergeCases.inputs(2, Shape.of(8, 8, 1)));
        List<Shape> three = shapes(MergeCases.inputs(3, Shape.of(8, 8, 1)));
        List<Shape> four = shapes(MergeCases.inputs(4, Shape.of(8, 8, 1)));
        List<Shape> unequal = shapes(Shape.of(8, 8, 1), Shape.of(8, 8, 1), Shape.of(8, 8, 1), Shape.of(7, 8, 1));
        List<Refusal> all = new ArrayList<>(List.of(
                Refusal.option(() -> new MultiConv2D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new MultiConv2D(2, 3, 0), "kernelSize must be positive, got 0"),
                Refusal.option(
                        () -> new MultiConv2D(2, 3).image(-1, c -> c.filters(1)), "image must not be negative, got -1"),
                Refusal.option(
                        () -> {
                            MultiConv2D applied = new MultiConv2D(2, 3);
                            Examples.shapeAndParameters(applied, three, Shape.of(-1, 6, 6, 6), 60);
                            applied.image(3, c -> c.trainable(false));
                        },
                        "image must be below the number of images 3, got 3"),
                Refusal.input(
                        () -> new MultiConv2D(2, 3), shapes(), "multi_conv2d takes at least two inputs, got 0", two),
                Refusal.input(
                        () -> new MultiConv2D(2, 3).name("views"),
                        shapes(Shape.of(8, 8, 1)),
                        "views takes at least two inputs, got 1",
                        three),
                Refusal.input(
                        () -> new MultiConv2D(2, 3).image(3, c -> c.useBias(false)),
                        three,
                        "multi_conv2d has options for image 3, got 3 images: the last is image 2",
                        four),
                // In whatever order the options were given.
                Refusal.input(
                        () -> new MultiConv2D(2, 3)
                                .image(3, c -> c.useBias(false))
                                .image(0, c -> c.useBias(false)),
                        three,
                        "multi_conv2d has options for image 3, got 3 images: the last is image 2",
                        four),
                Refusal.input(
                        () -> new MultiConv2D(2, 3).fusion(Fusion.absoluteDifference()),
                        three,
                        "multi_conv2d: absoluteDifference takes two inputs, got 3",
                        two),
                // What a refused application was given binds nobody: three images are as good as four.
                Refusal.input(
                        () -> new MultiConv2D(2, 3).fusion(Fusion.attention()),
                        unequal,
                        "multi_conv2d: attention takes inputs of equal shape, got (N, 6, 6, 2) and (N, 6, 6, 2)"
                                + " and (N, 6, 6, 2) and (N, 5, 6, 2); the convolutions differ in images (N, 8, 8, 1) and (N, 8, 8, 1)"
                                + " and (N, 8, 8, 1) and (N, 7, 8, 1)",
                        three),
                Refusal.laterInput(
                        () -> new MultiConv2D(2, 3),
                        two,
                        shapes(Shape.of(8, 8, 1)),
                        "multi_conv2d takes at least two inputs, got 1"),
                Refusal.laterInput(
                        () -> new MultiConv2D(2, 3), three, two, "multi_conv2d was built for 3 images, got 2"),
                Refusal.laterInput(
                        () -> new MultiConv2D(2, 3), three, four, "multi_conv2d was built for 3 images, got 4"),
                Refusal.laterInput(
                        () -> new MultiConv2D(2, 3),
                        two,
                        shapes(Shape.of(8, 8, 1), Shape.of(8, 8, 3)),
                        "image_1 was built for 1 channel, got (N, 8, 8, 3)")));
        all.addAll(new FusedRefusals<>(() -> new MultiConv2D(2, 3), "multi_conv2d", m -> options -> m.image(1, options))
                .all());
        return all;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new MultiConv2D(32, 3).fusion(Fusion.average()),
                shapes(MergeCases.inputs(4, Shape.of(64, 64, 3))),
                Shape.of(-1, 62, 62, 32),
                4 * (3 * 3 * 3 * 32 + 32));
    }

    /** Of two images both layers compute the same bits, gradients included. */
    @TestFactory
    Stream<DynamicTest> ofTwoImagesItIsDualConv2D() {
        return Fused.of(2).stream()
                .map(fused -> DynamicTest.dynamicTest(fused.name(), () -> {
                    DualConv2D dual =
                            new DualConv2D(2, 2).fusion(fused.fusion().get()).second(c -> c.useBias(false));
                    MultiConv2D multi =
                            new MultiConv2D(2, 2).fusion(fused.fusion().get()).image(1, c -> c.useBias(false));
                    LayerCase.Values at = sameOptions(fused, 2).values(3, 5);
                    Map<String, DoubleArray> renamed = new LinkedHashMap<>();
                    at.weights().forEach((path, value) -> renamed.put(ofDual(path), value));
                    try (GraphRun one = new GraphRun(dual, true);
                            GraphRun other = new GraphRun(multi, true)) {
                        FloatArray expected =
                                one.apply(at.inputs()).outputs(renamed).get(0);
                        assertEquals(List.of(expected), other.apply(at.inputs()).outputs(at.weights()));
                        List<DoubleArray> factor = List.of(DoubleArray.of(expected));
                        GraphRun.Gradients ofDual = one.gradients(renamed, factor);
                        GraphRun.Gradients ofMulti = other.gradients(at.weights(), factor);
                        assertEquals(ofDual.inputs(), ofMulti.inputs());
                        Map<String, FloatArray> byPath = new LinkedHashMap<>();
                        ofMulti.weights().forEach((path, gradient) -> byPath.put(ofDual(path), gradient));
                        assertEquals(ofDual.weights(), byPath);
                    }
                }));
    }

    private static String ofDual(String path) {
        return path.replace("image_0", "first").replace("image_1", "second");
    }

    /** An image may be fixed or renamed on its own, before and after the first application. */
    @Test
    void oneImageMayBeFixed() {
        MultiConv2D layer =
                new MultiConv2D(2, 3).image(1, c -> c.trainable(false).name("top"));
        Examples.shapeAndParameters(
                layer, shapes(MergeCases.inputs(3, Shape.of(4, 4, 1))), Shape.of(-1, 2, 2, 6), 3 * 20);
        layer.image(2, c -> c.trainable(false));
        assertEquals(
                List.of("image_0 true", "top false", "image_2 false"),
                layer.parts().stream()
                        .limit(3)
                        .map(part -> part.displayName() + " " + part.trainable())
                        .toList());
    }

    /** An option that cannot be set on all images is set on none. */
    @Test
    void aBadOptionReachesNoImage() {
        MultiConv2D layer = new MultiConv2D(2, 3).image(0, c -> c.useBias(false));
        assertThrows(
                IllegalArgumentException.class,
                () -> layer.each(c -> c.kernelSize(1).groups(0)));
        Examples.shapeAndParameters(
                layer, shapes(MergeCases.inputs(2, Shape.of(4, 4, 1))), Shape.of(-1, 2, 2, 4), 18 + 20);
        IllegalStateException late = assertThrows(IllegalStateException.class, () -> layer.each(c -> c.groups(2)));
        assertEquals("image_0 is already applied: set groups before its first application", late.getMessage());
    }

    /** The number of images is that of the first application that is not refused. */
    @Test
    void aRefusedApplicationDecidesNothing() {
        MultiConv2D layer = new MultiConv2D(2, 3);
        Refusal.assertRefused(
                layer,
                shapes(Shape.of(4, 4, 1), Shape.of(5, 4, 1)),
                "multi_conv2d: concat takes inputs that differ in the last axis only, got (N, 2, 2, 2) and (N, 3, 2, 2);"
                        + " the convolutions differ in images (N, 4, 4, 1) and (N, 5, 4, 1)");
        layer.image(2, c -> c.filters(1)).strides(2);
        Examples.shapeAndParameters(
                layer, shapes(MergeCases.inputs(3, Shape.of(5, 4, 1))), Shape.of(-1, 2, 1, 5), 20 + 20 + 10);
    }
}
