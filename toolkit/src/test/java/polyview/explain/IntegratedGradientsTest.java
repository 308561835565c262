package polyview.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.PerView;
import polyview.layers.ViewPooling;
import polyview.models.Input;
import polyview.models.Model;

/** Integrated gradients of functions whose integrals are known, and their sums. */
@Tag("models")
class IntegratedGradientsTest {

    private static final FloatArray THREE = FloatArray.of(new float[] {3}, 1, 1, 1, 1);
    private static final FloatArray TWO = FloatArray.of(new float[] {2}, 1, 1, 1, 1);

    @Test
    void ofTheExampleInTheText() {
        try (Model model = Explained.known(1, 1, 1)) {
            Attribution a = new IntegratedGradients().explain(model, THREE, TWO);
            assertEquals(6, a.map(0, 0).values()[0], 1e-5);
            assertEquals(4, a.map(0, 1).values()[0], 1e-5);
            assertEquals(0.6, a.share(0, 0), 1e-6);
            assertEquals(0.4, a.share(0, 1), 1e-6);
            assertEquals(10, a.scores().get(0), 1e-5);
            assertEquals(Optional.of("left"), a.decidedBy(0).map(View::name));
            assertEquals(10, a.completeness().get(0).difference(), 1e-5);
            assertEquals(0, a.completeness().get(0).gap(), 1e-5);
            assertTrue(
                    a.told()
                            .startsWith(
                                    "the number of output known by integrated gradients in 64 steps from a baseline of"
                                            + " zeros; they add up to the score but for "),
                    a.told());
        }
    }

    @Test
    void baselinesAreSubtracted() {
        try (Model model = Explained.known(1, 1, 1)) {
            // From (1, 1): 2 (3 - 1) and 4 - 1.
            Attribution grey = new IntegratedGradients().baseline(1).explain(model, THREE, TWO);
            assertEquals(4, grey.map(0, 0).values()[0], 1e-5);
            assertEquals(3, grey.map(0, 1).values()[0], 1e-5);
            Attribution given = new IntegratedGradients()
                    .baseline("right", FloatArray.of(new float[] {1}, 1, 1, 1))
                    .explain(model, THREE, TWO);
            assertEquals(6, given.map(0, 0).values()[0], 1e-5);
            assertEquals(3, given.map(0, 1).values()[0], 1e-5);
            assertTrue(given.told().contains("given baselines for [right] and 0.0 for the others"), given.told());
        }
    }

    @Test
    void oneStepIsTheGradientInTheMiddle() {
        try (Model model = Explained.known(1, 1, 1)) {
            // The gradient of r^2 at 1 is 2, times 2: a square is exact at its middle.
            Attribution a = new IntegratedGradients().steps(1).explain(model, THREE, TWO);
            assertEquals(4, a.map(0, 1).values()[0], 1e-6);
        }
    }

    @Test
    void mapsAreSumsOverChannelsAndSharesOfTheirSizes() {
        try (Model model = Explained.known(1, 2, 2)) {
            FloatArray left = FloatArray.of(new float[] {1, 2, -1, 0.5f}, 1, 1, 2, 2);
            FloatArray right = FloatArray.of(new float[] {1, 0, 0, 2}, 1, 1, 2, 2);
            Attribution a = new IntegratedGradients().explain(model, left, right);
            assertEquals(6, a.map(0, 0).get(0, 0), 1e-5);
            assertEquals(-1, a.map(0, 0).get(0, 1), 1e-5);
            assertEquals(7.0 / 12, a.share(0, 0), 1e-5);
            assertEquals(5.0 / 12, a.share(0, 1), 1e-5);
        }
    }

    @Test
    void theyAddUpToTheDifferenceOfTheScores() {
        try (Model model = Explained.siamese(5)) {
            FloatArray left = Explained.random(1, 3, 12, 12, 1);
            FloatArray right = Explained.random(2, 3, 12, 12, 1);
            FloatArray scores = model.predict(left, right);
            FloatArray black = model.predict(FloatArray.zeros(left.shape()), FloatArray.zeros(right.shape()));
            double coarse = gap(new IntegratedGradients().steps(4).explain(model, left, right));
            Attribution a = new IntegratedGradients().steps(200).explain(model, left, right);
            assertTrue(gap(a) < 0.3 * coarse || gap(a) < 1e-4, gap(a) + " and " + coarse);
            for (int n = 0; n < 3; n++) {
                int c = a.classes().get(n);
                double difference = scores.get(n, c) - black.get(n, c);
                assertEquals(difference, a.completeness().get(n).difference(), 1e-5);
                double sum = 0;
                for (int v = 0; v < 2; v++) {
                    for (float value : a.map(n, v).values()) {
                        sum += value;
                    }
                }
                assertEquals(difference, sum, 2e-3 * Math.max(1, Math.abs(difference)));
                assertEquals(1, a.share(n, 0) + a.share(n, 1), 1e-9);
            }
        }
    }

    private static double gap(Attribution a) {
        return a.completeness().stream().mapToDouble(Completeness::gap).max().orElseThrow();
    }

    @Test
    void aMissingViewHasNoPartWhateverStandsInIt() {
        var views = Input.of("views", 3, 6, 6, 1);
        var presence = Input.of("presence", 3);
        var x = new PerView(new Conv2D(4, 3)).apply(views, presence);
        x = new GlobalAveragePooling2D().apply(ViewPooling.mean().apply(x, presence));
        try (Model model = new Model(List.of(views, presence), new Dense(2).apply(x)).seed(1)) {
            FloatArray images = Explained.random(3, 1, 3, 6, 6, 1);
            for (int i = 36; i < 72; i++) {
                images.values()[i] = Float.NaN;
            }
            Attribution a =
                    new IntegratedGradients().explain(model, images, FloatArray.of(new float[] {1, 0, 1}, 1, 3));
            assertEquals(
                    List.of("views 0", "views 1", "views 2"),
                    a.views().stream().map(View::name).toList());
            assertEquals(0, a.share(0, 1), 0);
            assertEquals(1, a.share(0, 0) + a.share(0, 2), 1e-9);
            assertEquals(0, a.completeness().get(0).gap(), 1e-4);
        }
    }

    @Test
    void aSampleThatIsItsBaselineHasNoSharesAndSaysSo() {
        try (Model model = Explained.known(1, 1, 1)) {
            FloatArray zero = FloatArray.zeros(THREE.shape());
            Attribution a = new IntegratedGradients().explain(model, zero, zero);
            assertFalse(a.hasShares(0));
            assertEquals(Optional.empty(), a.decidedBy(0));
            assertTrue(a.table().doubleColumn("share of left").isMissing(0));
            assertEquals("", a.table().stringColumn("view").get(0));
            var e = assertThrows(IllegalStateException.class, () -> a.share(0, 1));
            assertEquals("sample 0 has no shares: all of its amounts are 0", e.getMessage());
        }
    }

    @Test
    void refusals() {
        assertEquals(
                "steps must be positive, got 0",
                assertThrows(IllegalArgumentException.class, () -> new IntegratedGradients().steps(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new IntegratedGradients().baseline(Float.NaN));
        try (Model model = Explained.known(1, 1, 1)) {
            requireRefused(
                    "no input named top; the images are [left, right]",
                    model,
                    new IntegratedGradients().baseline("top", FloatArray.zeros(THREE.shape())));
            requireRefused(
                    "baseline of left must have the shape (1, 1, 1), got (1, 1, 1, 1)",
                    model,
                    new IntegratedGradients().baseline("left", THREE));
        }
    }

    private static void requireRefused(String message, Model model, Explainer explainer) {
        var e = assertThrows(IllegalArgumentException.class, () -> explainer.explain(model, THREE, TWO));
        assertEquals(message, e.getMessage());
    }
}
