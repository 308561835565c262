package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Call;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Layer;
import polyview.layers.MaxPooling2D;
import polyview.layers.PerView;
import polyview.layers.Sequential;
import polyview.layers.SymbolicTensor;
import polyview.layers.ViewDropout;
import polyview.layers.ViewPooling;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;
import polyview.optimizers.Adam;

/** Gradients of an output by inputs and layers, against differences of the predictions. */
@Tag("models")
class SensitivityTest {

    private static final SymbolicTensor LEFT = Input.image("left", 6, 6, 2);
    private static final SymbolicTensor RIGHT = Input.image("right", 6, 6, 2);

    /** A Siamese encoder of smooth functions, so that differences are exact to 1e-3. */
    private static Model siamese(Layer end) {
        Layer encoder = new Sequential(
                new Conv2D(3, 3).activation(Activation.TANH).name("seen"),
                new BatchNormalization(),
                new GlobalAveragePooling2D());
        var x = new Concatenate().apply(encoder.apply(LEFT), encoder.apply(RIGHT));
        return new Model(List.of(LEFT, RIGHT), end.apply(x)).seed(3);
    }

    private static FloatArray random(long seed, long... shape) {
        return GradientCheck.random(new SplittableRandom(seed), Shape.of(shape));
    }

    /** Every element's gradient against {@code (s(x + h) - s(x - h)) / 2h} of the model's own predictions. */
    private static void requireDifferences(Model model, List<FloatArray> inputs, int input, FloatArray weights) {
        String name = model.engine().program().inputs().get(input).name();
        String output = model.engine().program().outputs().get(0).name();
        float h = 1f / 64;
        try (var s = Sensitivity.of(model, Sensitivity.Wanted.of(output).byInputs(name))) {
            float[] gradient = s.at(inputs, weights).byInputs().get(0).values();
            float[] values = inputs.get(input).values();
            float largest = 0;
            for (float g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            assertTrue(largest > 1e-3, "gradients are not zeros");
            for (int i = 0; i < values.length; i += 3) {
                float before = values[i];
                values[i] = before + h;
                double up =
                        dot(model.predictAll(inputs.toArray(FloatArray[]::new)).get(0), weights);
                values[i] = before - h;
                double down =
                        dot(model.predictAll(inputs.toArray(FloatArray[]::new)).get(0), weights);
                values[i] = before;
                assertEquals((up - down) / (2 * h), gradient[i], 0.02 * largest, "element " + i);
            }
        }
    }

    private static double dot(FloatArray a, FloatArray b) {
        double sum = 0;
        for (int i = 0; i < a.values().length; i++) {
            sum += (double) a.values()[i] * b.values()[i];
        }
        return sum;
    }

    @Test
    void gradientsByInputsAreThoseOfDifferences() {
        try (Model model = siamese(new Dense(2))) {
            FloatArray weights = FloatArray.of(new float[] {1, 0, -2, 1}, 2, 2);
            List<FloatArray> inputs = List.of(random(1, 2, 6, 6, 2), random(2, 2, 6, 6, 2));
            requireDifferences(model, inputs, 0, weights);
            requireDifferences(model, inputs, 1, weights);
        }
    }

    @Test
    void viewsThatAreMissingHaveNoGradientWhateverStandsInThem() {
        var views = Input.of("views", 3, 6, 6, 1);
        var presence = Input.of("presence", 3);
        Layer encoder =
                new Sequential(new Conv2D(4, 3).activation(Activation.TANH).name("seen"), new GlobalAveragePooling2D());
        var x = ViewPooling.mean().apply(new PerView(encoder).apply(views, presence), presence);
        try (Model model = new Model(List.of(views, presence), new Dense(2).apply(x)).seed(3)) {
            FloatArray images = random(4, 2, 3, 6, 6, 1);
            FloatArray there = FloatArray.of(new float[] {1, 0, 1, 0, 1, 0}, 2, 3);
            FloatArray weights = FloatArray.of(new float[] {1, 0, 0, 1}, 2, 2);
            requireDifferencesOfPresent(model, images, there, weights);
        }
    }

    private static void requireDifferencesOfPresent(
            Model model, FloatArray images, FloatArray there, FloatArray weights) {
        requireDifferences(model, List.of(images, there), 0, weights);
        for (int i = 36; i < 72; i++) {
            images.values()[i] = Float.NaN;
        }
        try (var s = Sensitivity.of(model, Sensitivity.Wanted.of("dense").byInputs("views"))) {
            float[] gradient =
                    s.at(List.of(images, there), weights).byInputs().get(0).values();
            for (int i = 36; i < 72; i++) {
                assertEquals(0, gradient[i], 0);
            }
        }
    }

    @Test
    void gradientsByALayerAreThoseOfWhatFollowsIt() {
        try (Model model = siamese(new Dense(2))) {
            List<FloatArray> inputs = List.of(random(1, 1, 6, 6, 2), random(2, 1, 6, 6, 2));
            List<LayerUse> uses = LayerUses.of(model).all().stream()
                    .filter(use -> use.layer().endsWith("seen"))
                    .toList();
            assertEquals(
                    List.of(List.of("left"), List.of("right")),
                    uses.stream().map(LayerUse::inputs).toList());
            try (var s = Sensitivity.of(model, Sensitivity.Wanted.of("dense").byUses(uses.toArray(LayerUse[]::new)))) {
                var at = s.at(inputs, FloatArray.of(new float[] {0, 1}, 1, 2));
                assertArrayEquals(
                        model.featuresAll(uses.get(0).layer(), inputs.get(0), inputs.get(1))
                                .get(1)
                                .values(),
                        at.features().get(1).values(),
                        0);
                // mean over 16 cells, a batch normalization that divides by sqrt(1.001), then the kernel of the dense
                // layer.
                FloatArray kernel = model.weights().get("dense/kernel");
                for (int f = 0; f < 3; f++) {
                    assertEquals(
                            kernel.get(3 + f, 1) / 16 / Math.sqrt(1.001),
                            at.byFeatures().get(1).get(0, 2, 1, f),
                            1e-5);
                }
            }
        }
    }

    @Test
    void partsOfALayerSeeTheirImages() {
        var x = new DualConv2D(4, 3).apply(LEFT, RIGHT);
        x = new Conv2D(2, 3).name("both").apply(x);
        try (Model model = new Model(List.of(LEFT, RIGHT), new GlobalAveragePooling2D().apply(x))) {
            LayerUses uses = LayerUses.of(model);
            Map<String, LayerUse> byLayer = new LinkedHashMap<>();
            uses.all().forEach(use -> byLayer.put(use.layer(), use));
            assertEquals(List.of("left"), byLayer.get("dual_conv2d/first").inputs());
            assertEquals(List.of("right"), byLayer.get("dual_conv2d/second").inputs());
            assertEquals(List.of("left", "right"), byLayer.get("both").inputs());
            assertTrue(uses.leadsTo(byLayer.get("dual_conv2d/first"), byLayer.get("both")));
            assertEquals(
                    List.of(byLayer.get("both")),
                    uses.last(uses.all().stream().filter(LayerUse::convolution).toList()));
        }
    }

    @Test
    void presenceIsFoundBehindDropoutOfViews() {
        var views = Input.of("views", 3, 6, 6, 1);
        var presence = Input.of("presence", 3);
        var seen = new ViewDropout(0.5).apply(presence);
        var x = new PerView(new Conv2D(4, 3)).apply(views, seen);
        x = new Dense(2)
                .apply(new GlobalAveragePooling2D().apply(ViewPooling.max().apply(x, seen)));
        try (Model model = new Model(List.of(views, presence), x)) {
            LayerUse inside = LayerUses.of(model).all().stream()
                    .filter(LayerUse::convolution)
                    .findFirst()
                    .orElseThrow();
            assertEquals(Optional.of("presence"), inside.presence());
            assertEquals(List.of("views", "presence"), inside.inputs());
        }
    }

    @Test
    void logitsAreWhatGoesIntoASoftmax() {
        try (Model model = siamese(new Dense(2).activation(Activation.SOFTMAX))) {
            List<FloatArray> inputs = List.of(random(1, 2, 6, 6, 2), random(2, 2, 6, 6, 2));
            FloatArray probabilities = model.predict(inputs.get(0), inputs.get(1));
            try (var logits = Sensitivity.of(model, Sensitivity.Wanted.of("dense"));
                    var same =
                            Sensitivity.of(model, Sensitivity.Wanted.of("dense").ofProbabilities())) {
                assertEquals(ScoreForm.LOGITS, logits.form());
                assertEquals(Task.CLASSES, logits.task());
                assertEquals(ScoreForm.PROBABILITIES, same.form());
                assertArrayEquals(probabilities.values(), same.scores(inputs).values(), 1e-6f);
                FloatArray z = logits.scores(inputs);
                assertEquals(
                        Math.log(probabilities.get(1, 0) / probabilities.get(1, 1)), z.get(1, 0) - z.get(1, 1), 1e-4);
            }
        }
    }

    @Test
    void compileTellsWhatALinearOutputIs() {
        try (Model model = siamese(new Dense(1))) {
            List<FloatArray> inputs = List.of(random(1, 2, 6, 6, 2), random(2, 2, 6, 6, 2));
            try (var plain = Sensitivity.of(model, Sensitivity.Wanted.of("dense"))) {
                assertEquals(ScoreForm.OUTPUT, plain.form());
                assertEquals(Task.NUMBERS, plain.task());
            }
            var unknown = assertThrows(
                    IllegalArgumentException.class,
                    () -> Sensitivity.of(model, Sensitivity.Wanted.of("dense").ofProbabilities()));
            assertEquals(
                    "it is not known whether output dense holds logits or probabilities: compile the model with a loss that"
                            + " tells, or end it in a softmax or a sigmoid",
                    unknown.getMessage());
            model.compile(new Adam(1e-3), Loss.binaryCrossEntropy());
            float z = model.predict(inputs.get(0), inputs.get(1)).values()[1];
            try (var s = Sensitivity.of(model, Sensitivity.Wanted.of("dense").ofProbabilities())) {
                assertEquals(Task.LABELS, s.task());
                assertEquals(1 / (1 + Math.exp(-z)), s.scores(inputs).values()[1], 1e-5);
            }
        }
    }

    @Test
    void otherWeightsLeaveTheModelAsItIs() {
        try (Model model = siamese(new Dense(1))) {
            List<FloatArray> inputs = List.of(random(1, 1, 6, 6, 2), random(2, 1, 6, 6, 2));
            FloatArray before = model.predict(inputs.get(0), inputs.get(1));
            FloatArray zeros =
                    FloatArray.zeros(model.weights().get("dense/kernel").shape());
            try (var s =
                    Sensitivity.of(model, Sensitivity.Wanted.of("dense").withWeights(Map.of("dense/kernel", zeros)))) {
                assertEquals(0, s.scores(inputs).values()[0], 0);
            }
            assertEquals(before, model.predict(inputs.get(0), inputs.get(1)));
        }
    }

    @Test
    void refusals() {
        try (Model model = siamese(new Dense(2))) {
            requireRefused("no output named dens; there are [dense]", model, Sensitivity.Wanted.of("dens"));
            requireRefused(
                    "no input named top; there are [left, right]",
                    model,
                    Sensitivity.Wanted.of("dense").byInputs("top"));
            try (var s = Sensitivity.of(model, Sensitivity.Wanted.of("dense"))) {
                var e = assertThrows(
                        IllegalArgumentException.class,
                        () -> s.at(
                                List.of(random(1, 2, 6, 6, 2), random(2, 2, 6, 6, 2)),
                                FloatArray.of(new float[] {1, 2}, 1, 2)));
                assertEquals("weights must have the shape [2, 2], got [1, 2]", e.getMessage());
            }
        }
        try (Model images = new Model(LEFT, new MaxPooling2D(2).apply(LEFT))) {
            requireRefused(
                    "scores are (N) or (N, K), output max_pooling2d is (N, 3, 3, 2): make numbers of its pixels, by a"
                            + " GlobalAveragePooling2D behind model.asLayer(), and explain that model",
                    images,
                    Sensitivity.Wanted.of("max_pooling2d"));
        }
    }

    @Test
    void anOpWithoutAGradientIsNamed() {
        var x = new GlobalAveragePooling2D().apply(new Stepped().apply(LEFT));
        try (Model model = new Model(LEFT, x)) {
            requireRefused(
                    "TensorFlow has no gradient for op FloorDiv, which stands between [left] and output"
                            + " global_average_pooling2d",
                    model,
                    Sensitivity.Wanted.of("global_average_pooling2d").byInputs("left"));
        }
    }

    /** Has no gradient. */
    private static final class Stepped extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
            return c.tf().math.floorDiv(x, c.constant(2f));
        }
    }

    private static void requireRefused(String message, Model model, Sensitivity.Wanted wanted) {
        var e = assertThrows(IllegalArgumentException.class, () -> Sensitivity.of(model, wanted));
        assertEquals(message, e.getMessage());
    }
}
