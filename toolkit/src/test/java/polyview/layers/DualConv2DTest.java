package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DualConv2DTest extends LayerBattery {

    private static final Size ONE = new Size(1, 1);

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Fused fused : Fused.of(2)) {
            cases.add(sameOptions(fused));
            cases.add(everyOption(fused));
            cases.add(kernelsOfTwoSizes(fused));
        }
        cases.add(filtersOfTheirOwn());
        cases.add(heightAndWidthApart());
        return cases;
    }

    /** Kernel 3 for both images, which have different channels. */
    private static LayerCase sameOptions(Fused fused) {
        LayerCase made = LayerCase.of(
                        fused.name() + ", kernel 3",
                        () -> new DualConv2D(2, 3).fusion(fused.fusion().get()),
                        Shape.of(5, 4, 1),
                        Shape.of(5, 4, 3))
                .reference((in, w) -> fused.reference()
                        .of(List.of(map(in.get(0), "first", w, x -> x), map(in.get(1), "second", w, x -> x)), w))
                .weight("first/kernel", 3, 3, 1, 2)
                .weight("first/bias", 2)
                .weight("second/kernel", 3, 3, 3, 2)
                .weight("second/bias", 2)
                .sizesMayBeUnknown();
        return fused.complete(made, 2, 20 + 56);
    }

    /** Options that both images share. */
    private static LayerCase everyOption(Fused fused) {
        LayerCase made = LayerCase.of(
                        fused.name() + ", strides 2, SAME, tanh, no bias",
                        () -> new DualConv2D(2, 3)
                                .fusion(fused.fusion().get())
                                .strides(2)
                                .padding(Padding.SAME)
                                .activation(Activation.TANH)
                                .useBias(false),
                        Shape.of(5, 4, 2),
                        Shape.of(5, 4, 2))
                .reference((in, w) -> fused.reference()
                        .of(
                                List.of(
                                        Plain.convolution(
                                                        in.get(0), w.get("first/kernel"), new Size(2, 2), Padding.SAME)
                                                .map(Math::tanh),
                                        Plain.convolution(
                                                        in.get(1), w.get("second/kernel"), new Size(2, 2), Padding.SAME)
                                                .map(Math::tanh)),
                                w))
                .weight("first/kernel", 3, 3, 2, 2)
                .weight("second/kernel", 3, 3, 2, 2);
        return fused.complete(made, 2, 36 + 36);
    }

    /** With SAME padding the maps are equal in size whatever the kernels; each image has its own activation. */
    private static LayerCase kernelsOfTwoSizes(Fused fused) {
        LayerCase made = LayerCase.of(
                        fused.name() + ", kernels 3 and 1x5, SAME",
                        () -> new DualConv2D(2, 3)
                                .fusion(fused.fusion().get())
                                .padding(Padding.SAME)
                                .first(c -> c.activation(Activation.SIGMOID))
                                .second(c -> c.kernelSize(1, 5).useBias(false)),
                        Shape.of(4, 6, 1),
                        Shape.of(4, 6, 2))
                .reference((in, w) -> fused.reference()
                        .of(
                                List.of(
                                        Plain.plusBias(
                                                        Plain.convolution(
                                                                in.get(0), w.get("first/kernel"), ONE, Padding.SAME),
                                                        w.get("first/bias"))
                                                .map(Plain::sigmoid),
                                        Plain.convolution(in.get(1), w.get("second/kernel"), ONE, Padding.SAME)),
                                w))
                .weight("first/kernel", 3, 3, 1, 2)
                .weight("first/bias", 2)
                .weight("second/kernel", 1, 5, 2, 2);
        return fused.complete(made, 2, 18 + 2 + 20);
    }

    /** Only concat puts maps of different channels together. */
    private static LayerCase filtersOfTheirOwn() {
        return LayerCase.of(
                        "concat, 1 and 3 filters",
                        () -> new DualConv2D(1, 2).second(c -> c.filters(3)),
                        Shape.of(3, 3, 2),
                        Shape.of(3, 3, 1))
                .reference((in, w) ->
                        Plain.concat(List.of(map(in.get(0), "first", w, x -> x), map(in.get(1), "second", w, x -> x))))
                .weight("first/kernel", 2, 2, 2, 1)
                .weight("first/bias", 1)
                .weight("second/kernel", 2, 2, 1, 3)
                .weight("second/bias", 3)
                .parameters(9 + 15);
    }

    /** Kernel and strides with a height and a width of their own, for both images. */
    private static LayerCase heightAndWidthApart() {
        Size strides = new Size(1, 2);
        return LayerCase.of(
                        "concat, kernel 2x3, strides 1x2",
                        () -> new DualConv2D(2, 2, 3).strides(1, 2).useBias(false),
                        Shape.of(4, 7, 1),
                        Shape.of(4, 7, 2))
                .reference((in, w) -> Plain.concat(List.of(
                        Plain.convolution(in.get(0), w.get("first/kernel"), strides, Padding.VALID),
                        Plain.convolution(in.get(1), w.get("second/kernel"), strides, Padding.VALID))))
                .weight("first/kernel", 2, 3, 1, 2)
                .weight("second/kernel", 2, 3, 2, 2)
                .parameters(12 + 24);
    }

    private static DoubleArray map(
            DoubleArray image, String path, Map<String, DoubleArray> w, UnaryOperator<DoubleArray> activation) {
        DoubleArray y = Plain.convolution(image, w.get(path + "/kernel"), ONE, Padding.VALID);
        return activation.apply(Plain.plusBias(y, w.get(path + "/bias")));
    }

    /** A fusion with options of its own is given by {@link Fusion#of(String, java.util.function.Supplier)}. */
    @Override
    boolean isSetByOptions(String path) {
        return path.startsWith("first/") || path.startsWith("second/");
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 1));
        List<Refusal> all = new ArrayList<>(List.of(
                Refusal.option(() -> new DualConv2D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new DualConv2D(2, 0), "kernelSize must be positive, got 0"),
                Refusal.option(() -> new DualConv2D(2, 3, 0), "kernelSize must be positive, got 0"),
                Refusal.option(() -> new DualConv2D(2, 3).first(c -> c.filters(0)), "filters must be positive, got 0"),
                Refusal.input(
                        () -> new DualConv2D(2, 3),
                        shapes(Shape.of(8, 8, 3)),
                        "dual_conv2d takes two inputs, got 1",
                        good),
                Refusal.input(
                        () -> new DualConv2D(2, 3).name("pair"),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        "pair takes two inputs, got 3",
                        good),
                Refusal.input(
                        () -> new DualConv2D(2, 3),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 3)),
                        "second takes (N, H, W, C), got (N, 8, 3)",
                        good),
                Refusal.laterInput(() -> new DualConv2D(2, 3), good, shapes(), "dual_conv2d takes two inputs, got 0"),
                Refusal.laterInput(
                        () -> new DualConv2D(2, 3),
                        good,
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        "second was built for 1 channel, got (N, 8, 8, 3)")));
        all.addAll(new FusedRefusals<>(() -> new DualConv2D(2, 3), "dual_conv2d", d -> d::second).all());
        return all;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.concat()),
                shapes(Shape.of(64, 64, 3), Shape.of(64, 64, 3)),
                Shape.of(-1, 62, 62, 64),
                2 * (3 * 3 * 3 * 32 + 32));
    }

    /** A fusion is a recipe: two layers that use one share nothing. */
    @Test
    void oneFusionForTwoLayersSharesNoWeights() {
        Fusion fusion = Fusion.attention();
        List<Shape> images = shapes(Shape.of(4, 4, 1), Shape.of(4, 4, 1));
        int alone = (9 * 2 + 2) * 2 + 4 * 2 + 2;
        Examples.shapeAndParameters(new DualConv2D(2, 3).fusion(fusion), images, Shape.of(-1, 2, 2, 2), alone);
        Examples.shapeAndParameters(new DualConv2D(2, 3).fusion(fusion), images, Shape.of(-1, 2, 2, 2), alone);
        assertEquals("attention", fusion.toString());
    }
}
