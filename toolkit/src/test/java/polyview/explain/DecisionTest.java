package polyview.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;

/** Which number of which output is explained. */
@Tag("models")
class DecisionTest {

    private static final FloatArray LEFT = Explained.random(1, 4, 12, 12, 1);
    private static final FloatArray RIGHT = Explained.random(2, 4, 12, 12, 1);
    private static final Explainer EXPLAINER = new IntegratedGradients().steps(8);

    @Test
    void thePredictedClassIsTheLargest() {
        try (Model model = Explained.siamese(4)) {
            FloatArray scores = model.predict(LEFT, RIGHT);
            Attribution a = EXPLAINER.explain(model, LEFT, RIGHT);
            for (int n = 0; n < 4; n++) {
                int c = a.classes().get(n);
                for (int k = 0; k < 3; k++) {
                    assertTrue(scores.get(n, c) >= scores.get(n, k));
                }
                assertEquals(scores.get(n, c), a.scores().get(n), 1e-6);
            }
        }
    }

    @Test
    void logOddsAreThoseOfTheProbabilities() {
        try (Model model = Explained.siamese(4)) {
            model.compile(new Adam(1e-3), Loss.softmaxCrossEntropy());
            Decision decision = Decision.of(model).ofClass(2, 1, 0, 2);
            Attribution odds = EXPLAINER.explain(decision.logOdds(), List.of(LEFT, RIGHT));
            Attribution p = EXPLAINER.explain(decision.probabilities(), List.of(LEFT, RIGHT));
            Attribution z = EXPLAINER.explain(decision, List.of(LEFT, RIGHT));
            assertTrue(odds.told().startsWith("the log odds of the class"), odds.told());
            assertTrue(p.told().startsWith("the probability of the class"), p.told());
            assertTrue(z.told().startsWith("the logit of the class"), z.told());
            for (int n = 0; n < 4; n++) {
                double share = p.scores().get(n);
                assertEquals(Math.log(share / (1 - share)), odds.scores().get(n), 1e-4);
                // The gradient is that of the number: it adds up to the difference of it.
                assertEquals(
                        0,
                        odds.completeness().get(n).gap(),
                        0.02 * Math.max(0.2, Math.abs(odds.completeness().get(n).difference())));
            }
        }
    }

    @Test
    void oneSigmoidDecidesBetweenTwoClasses() {
        var image = Input.image("image", 12, 12, 1);
        var x = new GlobalAveragePooling2D().apply(new Conv2D(3, 3).apply(image));
        try (Model model =
                new Model(image, new Dense(1).activation(Activation.SIGMOID).apply(x)).seed(2)) {
            model.compile(new Adam(1e-3), Loss.binaryCrossEntropy());
            FloatArray p = model.predict(LEFT);
            Attribution logits = EXPLAINER.explain(model, LEFT);
            Attribution probabilities = EXPLAINER.explain(Decision.of(model).probabilities(), List.of(LEFT));
            for (int n = 0; n < 4; n++) {
                int c = p.values()[n] >= 0.5f ? 1 : 0;
                assertEquals(c, logits.classes().get(n));
                double own = c == 1 ? p.values()[n] : 1 - p.values()[n];
                assertEquals(own, probabilities.scores().get(n), 1e-5);
                assertEquals(Math.log(own / (1 - own)), logits.scores().get(n), 1e-4);
            }
        }
    }

    @Test
    void refusals() {
        try (Model model = Explained.siamese(4)) {
            requireRefused("class must lie in [0, 3), got 3", Decision.of(model).ofClass(3));
            requireRefused(
                    "classes must be one, or one for each of the 4 samples, got 2",
                    Decision.of(model).ofClass(0, 1));
            requireRefused(
                    "log odds need the logits of classes, and output dense is not known to have them: compile the model with"
                            + " a loss for classes, or end it in a softmax or a sigmoid",
                    Decision.of(model).logOdds());
            model.compile(new Adam(1e-3), Loss.meanSquaredError());
            requireRefused("output dense holds 3 numbers: say which with ofClass(0)", Decision.of(model));
        }
        var image = Input.image("image", 12, 12, 1);
        var x = new GlobalAveragePooling2D().apply(image);
        try (Model two = new Model(
                List.of(image),
                List.of(
                        new Dense(2).name("kind").apply(x),
                        new Dense(1).name("angle").apply(x)))) {
            var e = assertThrows(
                    IllegalArgumentException.class, () -> EXPLAINER.explain(Decision.of(two), List.of(LEFT)));
            assertEquals("the model has outputs [kind, angle]: say which with output(\"kind\")", e.getMessage());
            Attribution angle = EXPLAINER.explain(Decision.of(two).output("angle"), List.of(LEFT));
            assertTrue(angle.told().startsWith("the number of output angle"), angle.told());
        }
        var numbers = Input.of("numbers", 5);
        try (Model none = new Model(numbers, new Dense(2).apply(numbers))) {
            var e = assertThrows(
                    IllegalArgumentException.class, () -> EXPLAINER.explain(none, Explained.random(1, 2, 5)));
            assertEquals(
                    "explained are images (N, H, W), (N, H, W, C) or (N, V, H, W, C), the model takes [(2, 5)]",
                    e.getMessage());
        }
    }

    private static void requireRefused(String message, Decision decision) {
        var e = assertThrows(IllegalArgumentException.class, () -> EXPLAINER.explain(decision, List.of(LEFT, RIGHT)));
        assertEquals(message, e.getMessage());
    }
}
