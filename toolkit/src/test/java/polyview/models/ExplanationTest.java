package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.losses.Loss;
import polyview.optimizers.Adam;
import polyview.rules.Fired;
import polyview.rules.Rules;

/** What explain tells of a model. */
@Tag("models")
class ExplanationTest {

    private static Model model() {
        var left = Input.image("left", 8, 8, 2);
        var right = Input.image("right", 8, 8, 2);
        var x = new DualConv2D(3, 3).activation(Activation.RELU).apply(left, right);
        x = new MaxPooling2D(2).apply(x);
        return new Model(List.of(left, right), new Dense(3).apply(new GlobalAveragePooling2D().apply(x))).seed(3);
    }

    private static Map<String, Integer> counts(Explanation explanation) {
        return explanation.costs().stream().collect(Collectors.toMap(Explanation.Cost::op, Explanation.Cost::count));
    }

    /** Two convolutions forward, and two gradients of kernels; whatever the processor's kernels are called. */
    private static int count(Explanation explanation, String part) {
        return counts(explanation).entrySet().stream()
                .filter(e -> e.getKey().contains(part))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void aTrainingStepIsTracedAndNothingChanges() {
        try (Model model = model().compile(new Adam(), Loss.softmaxCrossEntropy())) {
            Map<String, FloatArray> before = model.weights();
            Explanation explanation = model.explain();
            assertEquals(before, model.weights());
            assertEquals(0, model.engine().step());
            assertTrue(
                    explanation
                            .ran()
                            .matches("ran: training steps of 32 made samples, mean of 5; [\\d.]+ ms each by the clock,"
                                    + " [\\d.]+ ms of ops, which run side by side; oneDNN: (on|off)"),
                    explanation.ran());
            assertEquals(2, count(explanation, "Conv2DBackpropFilter"));
            assertEquals(2, count(explanation, "MaxPoolGrad"));
            assertEquals(
                    List.of(
                            new Fired("MaxPoolBeforeConcat", "prediction", 1, List.of("dual_conv2d/concat")),
                            new Fired("MaxPoolBeforeConcat", "training", 1, List.of("dual_conv2d/concat")),
                            new Fired(
                                    "ActivationAfterMaxPool",
                                    "prediction",
                                    2,
                                    List.of("dual_conv2d/first", "dual_conv2d/second")),
                            new Fired(
                                    "ActivationAfterMaxPool",
                                    "training",
                                    2,
                                    List.of("dual_conv2d/first", "dual_conv2d/second")),
                            new Fired("SplitConcatGradient", "training", 1, List.of("dual_conv2d/concat")),
                            new Fired(
                                    "ReluGradientOfOutput",
                                    "training",
                                    2,
                                    List.of("dual_conv2d/first", "dual_conv2d/second"))),
                    explanation.fired().stream()
                            .filter(fired -> !fired.pass().equals("shared"))
                            .toList());
        }
    }

    @Test
    void theTablesFollowFromTheNumbers() {
        Explanation explanation = new Explanation(
                "ran: nothing",
                List.of(new Fired("Fold", "training", 2, List.of("a", "b"))),
                List.of(new Explanation.Cost("Conv2D", 2, 3), new Explanation.Cost("Relu", 4, 1)));
        assertEquals(4, explanation.milliseconds());
        assertEquals(
                List.of("75.0 %", "25.0 %"),
                explanation.ops().stringColumn("share").asList());
        assertEquals(List.of("a, b"), explanation.rules().stringColumn("layers").asList());
        assertTrue(explanation.toString().endsWith("\nran: nothing"));
        assertTrue(new Explanation("", List.of(), List.of()).toString().contains("ops"));
    }

    @Test
    void withoutCompileAPredictionIsTracedAndWithoutRulesNoneFires() {
        try (Model model = model().rules(Rules.none())) {
            FloatArray x = Samples.uniform(1, 5, 8, 8, 2);
            Explanation explanation = model.explain(new Batch(List.of(x, x), List.of()));
            assertTrue(
                    explanation.ran().startsWith("ran: predictions, as the model is not compiled, of 5 given samples,"),
                    explanation.ran());
            assertEquals(List.of(), explanation.fired());
            assertEquals(0, count(explanation, "Backprop"));
            assertEquals(1, count(explanation, "MaxPool"));
        }
    }

    @Test
    void everyKindOfTargetCanBeMade() {
        var x = Input.of("x", 3);
        List<Loss> losses = List.of(Loss.softmaxCrossEntropy(), Loss.binaryCrossEntropy(), Loss.meanSquaredError());
        for (Loss loss : losses) {
            try (Model model = new Model(x, new Dense(2).apply(x)).compile(new Adam(), loss)) {
                assertTrue(count(model.explain(), "MatMul") > 1, loss.name()); // forward and back
            }
        }
    }

    @Test
    void whatCannotBeMadeIsRefused() {
        var image = Input.image("left", -1, -1, 3);
        try (Model model = new Model(image, new GlobalAveragePooling2D().apply(image))) {
            assertEquals(
                    "explain cannot make input left (N, ?, ?, 3): give it a batch",
                    assertThrows(IllegalArgumentException.class, model::explain).getMessage());
            FloatArray x = Samples.uniform(1, 2, 4, 4, 3);
            assertEquals(1, count(model.explain(new Batch(List.of(x), List.of())), "Mean"));
        }
    }
}
