package polyview.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Model;

/** The correlation of ranks by hand, and the cascade on explainers that are known to depend on weights, or not to. */
@Tag("models")
class SanityCheckTest {

    @Test
    void ranksShareTheirMeans() {
        // scipy.stats.spearmanr([1, 2, 2, 5], [2, 4, 3, 9]) is 0.9486833.
        assertEquals(
                0.9486833,
                RankCorrelation.of(new float[] {1, 2, 2, 5}, 2, 4, 3, 9).orElseThrow(),
                1e-6);
        assertEquals(-1, RankCorrelation.of(new float[] {1, 2, 3}, 30, 20, 10).orElseThrow(), 1e-12);
        assertEquals(
                1, RankCorrelation.ofSizes(new float[] {-1, 2, -3}, 10, -20, 30).orElseThrow(), 1e-12);
        assertEquals(OptionalDouble.empty(), RankCorrelation.of(new float[] {1, 1, 1}, 1, 2, 3));
    }

    @Test
    void theCascadeGoesFromTheOutputToTheInputs() {
        try (Model model = Explained.siamese(4)) {
            List<FloatArray> inputs = List.of(Explained.random(1, 2, 12, 12, 1), Explained.random(2, 2, 12, 12, 1));
            FloatArray before = model.predict(inputs.get(0), inputs.get(1));
            SanityCheck check = SanityCheck.of(new IntegratedGradients().steps(8), Decision.of(model), inputs, 9);
            assertEquals(
                    List.of("dense", "second", "first"),
                    check.steps().stream().map(SanityCheck.Step::layer).toList());
            assertTrue(check.steps().stream().allMatch(step -> step.compared() + step.withoutOrder() == 4));
            assertTrue(
                    Math.abs(check.steps().get(2).correlation().orElseThrow()) < 0.5,
                    check.table().printAll());
            assertEquals(before, model.predict(inputs.get(0), inputs.get(1)));
        }
    }

    @Test
    void anEdgeDetectorIsFound() {
        // A map of the image alone, whatever the weights are: the check is to see that nothing changes.
        Explainer image = (decision, inputs) -> new Attribution(
                "the image itself",
                List.of(View.of("left", 0)),
                List.of(inputs.get(0).reshape(2, 12, 12)),
                FloatArray.of(new float[] {1, 1}, 2, 1),
                List.of(0, 0),
                List.of(0.0, 0.0),
                List.of());
        try (Model model = Explained.siamese(4)) {
            List<FloatArray> inputs = List.of(Explained.random(1, 2, 12, 12, 1), Explained.random(2, 2, 12, 12, 1));
            SanityCheck check = SanityCheck.of(image, Decision.of(model), inputs, 9);
            for (SanityCheck.Step step : check.steps()) {
                assertEquals(1, step.correlation().orElseThrow(), 1e-12);
            }
        }
    }

    @Test
    void mapsWithoutOrderAreCounted() {
        Explainer flat = (decision, inputs) -> new Attribution(
                "nothing",
                List.of(View.of("left", 0)),
                List.of(FloatArray.zeros(Shape.of(2, 12, 12))),
                FloatArray.of(new float[] {0, 0}, 2, 1),
                List.of(0, 0),
                List.of(0.0, 0.0),
                List.of());
        try (Model model = Explained.siamese(4)) {
            List<FloatArray> inputs = List.of(Explained.random(1, 2, 12, 12, 1), Explained.random(2, 2, 12, 12, 1));
            SanityCheck check = SanityCheck.of(flat, Decision.of(model), inputs, 9);
            assertEquals(2, check.steps().get(0).withoutOrder());
            assertEquals(OptionalDouble.empty(), check.steps().get(0).correlation());
            assertTrue(check.table().doubleColumn("correlation").isMissing(0));
        }
    }
}
