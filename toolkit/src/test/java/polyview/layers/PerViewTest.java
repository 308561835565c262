package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;

class PerViewTest extends LayerBattery {

    private static final Sliding INSIDE = Sliding.of(new Size(1, 1), Padding.VALID);

    /** A function of a batch of views and the weights. */
    private interface OfViews {
        DoubleArray of(DoubleArray views, Map<String, DoubleArray> weights);
    }

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (boolean missing : new boolean[] {false, true}) {
            cases.add(of("flatten", Flatten::new, Shape.of(3, 2, 2), missing, (x, w) -> flat(x)));
            cases.add(of("one view", Flatten::new, Shape.of(1, 2), missing, (x, w) -> flat(x)));
            cases.add(of(
                    "numbers",
                    () -> new Activation(Activation.TANH),
                    Shape.of(3),
                    missing,
                    (x, w) -> x.map(Math::tanh)));
            cases.add(of(
                            "dense",
                            () -> new Dense(2),
                            Shape.of(4, 3),
                            missing,
                            (x, w) -> Plain.plusBias(Plain.product(x, w.get("dense/kernel")), w.get("dense/bias")))
                    .weight("dense/kernel", 3, 2)
                    .weight("dense/bias", 2)
                    .parameters(8));
            cases.add(
                    of("convolution", () -> new Conv2D(2, 3, 2), Shape.of(3, 4, 3, 2), missing, PerViewTest::convolved)
                            .weight("conv2d/kernel", 3, 2, 2, 2)
                            .weight("conv2d/bias", 2)
                            .parameters(26));
            cases.add(of("model", () -> model().asLayer(), Shape.of(3, 4, 3, 1), missing, PerViewTest::byModel)
                    .weight("model/conv2d/kernel", 2, 2, 1, 2)
                    .weight("model/conv2d/bias", 2)
                    .weight("model/dense/kernel", 12, 2)
                    .weight("model/dense/bias", 2)
                    .parameters(10 + 26));
            cases.add(normalised(missing, Shape.of(3, 2)));
            cases.add(normalised(missing, Shape.of(4, 2, 3, 2)));
            cases.add(of("dropout", () -> new Dropout(0.5), Shape.of(3, 2), missing, (x, w) -> x)
                    .randomInTraining());
        }
        return cases;
    }

    private static LayerCase of(String name, Supplier<Layer> layer, Shape views, boolean missing, OfViews reference) {
        Shape[] inputs = missing ? new Shape[] {views, Shape.of(views.get(0))} : new Shape[] {views};
        LayerCase made = LayerCase.of(
                name + (missing ? " of those present" : " of all"), () -> new PerView(layer.get()), inputs);
        return (missing ? made.presence(1) : made).reference(reference(missing, reference));
    }

    private static Reference reference(boolean missing, OfViews reference) {
        return (in, w) -> Views.each(in.get(0), missing ? in.get(1) : Views.all(in.get(0)), x -> reference.of(x, w));
    }

    /** In training, mean and variance of the views that are present. */
    private static LayerCase normalised(boolean missing, Shape views) {
        String part = "batch_normalization/";
        return of(
                        "batch normalization of " + views,
                        BatchNormalization::new,
                        views,
                        missing,
                        (x, w) -> normalise(x, w, w.get(part + "movingMean"), w.get(part + "movingVariance")))
                .training(reference(
                        missing,
                        (x, w) -> normalise(x, w, BatchNormalizationTest.mean(x), BatchNormalizationTest.variance(x))))
                .weight(part + "gamma", 2)
                .weight(part + "beta", 2)
                .state(part + "movingMean", 2)
                .state(part + "movingVariance", 2)
                .positive(part + "movingVariance")
                .parameters(8);
    }

    private static DoubleArray normalise(
            DoubleArray x, Map<String, DoubleArray> w, DoubleArray mean, DoubleArray variance) {
        DoubleArray gamma = w.get("batch_normalization/gamma");
        DoubleArray beta = w.get("batch_normalization/beta");
        return DoubleArray.generate(x.shape(), at -> {
            int c = at[at.length - 1];
            return gamma.get(c) * (x.get(at) - mean.get(c)) / Math.sqrt(variance.get(c) + 1e-3) + beta.get(c);
        });
    }

    private static DoubleArray convolved(DoubleArray x, Map<String, DoubleArray> w) {
        return Plain.plusBias(Plain.convolution(x, w.get("conv2d/kernel"), INSIDE), w.get("conv2d/bias"));
    }

    private static DoubleArray flat(DoubleArray x) {
        return x.reshape(x.size(0), x.size(0) == 0 ? 1 : x.values().length / x.size(0));
    }

    /** {@code (N, 4, 3, 1) -> (N, 2)}. */
    private static Model model() {
        var gray = Input.image("gray", 4, 3, 1);
        var x = new Conv2D(2, 2).activation(Activation.TANH).apply(gray);
        return new Model(gray, new Dense(2).apply(new Flatten().apply(x)));
    }

    private static DoubleArray byModel(DoubleArray x, Map<String, DoubleArray> w) {
        DoubleArray maps = Plain.plusBias(
                        Plain.convolution(x, w.get("model/conv2d/kernel"), INSIDE), w.get("model/conv2d/bias"))
                .map(Math::tanh);
        return Plain.plusBias(Plain.product(flat(maps), w.get("model/dense/kernel")), w.get("model/dense/bias"));
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 8, 8, 3), Shape.of(4));
        return List.of(
                Refusal.input(PerViewTest::two, shapes(Shape.of()), "per_view takes (N, V, ...), got (N)", good),
                Refusal.input(
                        PerViewTest::two,
                        shapes(Shape.of(4, 8, 8, 3), Shape.of(4, 1)),
                        "per_view takes the presence of views as (N, V), got (N, 4, 1)",
                        good),
                Refusal.input(
                        PerViewTest::two,
                        shapes(Shape.of(4, 8, 8, 3), Shape.of(3)),
                        "per_view takes views and the presence of as many, got (N, 4, 8, 8, 3) and (N, 3)",
                        good),
                Refusal.input(
                        () -> two().name("views"),
                        shapes(Shape.of(4, 8, 8, 3), Shape.of(4), Shape.of(4)),
                        "views takes (N, V, ...) and, where views may be missing, their presence (N, V), got 3 inputs",
                        good),
                Refusal.input(
                        PerViewTest::two,
                        shapes(Shape.of(4, 2, 8, 3), Shape.of(4)),
                        "conv2d with kernelSize 3 and VALID padding needs images of at least 3 pixels,"
                                + " got (N, 2, 8, 3)",
                        good),
                Refusal.laterInput(
                        PerViewTest::two,
                        good,
                        shapes(Shape.of(4, 8, 8, 2)),
                        "conv2d was built for 3 channels, got (N, 8, 8, 2)"));
    }

    private static PerView two() {
        return new PerView(new Conv2D(2, 3));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new PerView(new Conv2D(8, 3)), shapes(Shape.of(4, 64, 64, 3)), Shape.of(-1, 4, 62, 62, 8), 224);
    }

    /** Two ways of which one convolves: with oneDNN the sizes of an empty batch would not fit. */
    private static Layer residual() {
        var image = Input.image("image", 4, 4, 2);
        var y = new Conv2D(2, 3).useBias(false).name("conv2d").apply(image);
        return new Model(image, new Add().apply(y, new Cropping2D(1).apply(image))).asLayer();
    }

    /** The number of views need not be known; another number of presences is told when the model runs, and pairs with nothing. */
    @Test
    void theNumberOfViewsMayBeUnknown() {
        var views = Input.of("views", -1, 5);
        var presence = Input.of("presence", -1);
        var features = new PerView(new Dense(2)).apply(views, presence);
        assertEquals("per_view (N, ?, 2)", features.toString());
        try (var model = new Model(List.of(views, presence), features).seed(1)) {
            FloatArray x = Samples.uniform(1, 3, 4, 5);
            FloatArray got = model.predict(x, FloatArray.of(new float[] {1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1}, 3, 4));
            assertArrayEquals(new long[] {3, 4, 2}, got.shape().asArray());
            var wrong = assertThrows(RuntimeException.class, () -> model.predict(x, FloatArray.of(new float[6], 3, 2)));
            assertTrue(
                    wrong.getMessage().contains("per_view takes views and the presence of as many, got"),
                    wrong.getMessage());
        }
    }

    /** Where no view is there, prediction gives zeros and training says why it cannot go on. */
    @Test
    void aBatchWithoutViews() {
        DoubleArray x = DoubleArray.zeros(2, 3, 4, 4, 2).map(zero -> Double.NaN);
        DoubleArray none = DoubleArray.zeros(2, 3);
        for (Supplier<Layer> layer : List.<Supplier<Layer>>of(
                () -> new Conv2D(2, 3).useBias(false),
                () -> new MaxPooling2D(2),
                GlobalAveragePooling2D::new,
                Flatten::new,
                PerViewTest::residual)) {
            PerView perView = new PerView(layer.get());
            Map<String, DoubleArray> weights = Map.of(
                    "conv2d/kernel",
                    DoubleArray.zeros(3, 3, 2, 2),
                    "model/conv2d/kernel",
                    DoubleArray.zeros(3, 3, 2, 2));
            try (GraphRun run = new GraphRun(perView, false)) {
                for (float value :
                        run.apply(List.of(x, none)).outputs(weights).get(0).values()) {
                    assertEquals(0, value);
                }
            }
            try (GraphRun run = new GraphRun(perView, true)) {
                GraphRun applied = run.apply(List.of(x, none));
                var refused = assertThrows(RuntimeException.class, () -> applied.outputs(weights));
                assertTrue(
                        refused.getMessage()
                                .contains("per_view trains on batches with at least one view present, got none"),
                        refused.getMessage());
            }
        }
    }
}
