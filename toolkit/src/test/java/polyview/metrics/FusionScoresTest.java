package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.metrics.MetricData.array;
import static polyview.metrics.MetricData.refused;
import static polyview.metrics.MetricData.value;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.npy.Npz;
import polyview.layers.Average;
import polyview.losses.ImageFusion;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Scores of fused images against other programs, in a file that {@code src/test/scipy/fusion.py} makes, and by hand. */
@Tag("training")
class FusionScoresTest {

    private static final Map<String, FloatArray> FILE =
            Npz.read(Path.of(System.getProperty("basedir", ""), "src/test/resources/metrics/fusion.npz")
                    .toAbsolutePath());
    private static final FloatArray FUSED = FILE.get("fused");
    private static final FloatArray SOURCES = FILE.get("sources");

    private static void assertClose(FloatArray expected, FloatArray got) {
        assertEquals(expected.shape(), got.shape());
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], got.values()[i], 2e-6);
        }
    }

    @Test
    void theNumbersOfOtherPrograms() {
        assertClose(FILE.get("entropy"), FusionScores.entropy(FUSED, 1));
        assertClose(FILE.get("information"), FusionScores.mutualInformation(FUSED, SOURCES, 1));
        assertClose(FILE.get("ssim"), FusionScores.sourceSsim(FUSED, SOURCES, 1));
        assertClose(FILE.get("transfer"), FusionScores.gradientTransfer(FUSED, SOURCES));
    }

    @Test
    void theMetricsAreTheirMeans() {
        Map<String, Metric> metrics = Map.of(
                "entropy", Metric.entropy(1),
                "information", Metric.mutualInformation(1),
                "ssim", Metric.sourceSsim(1),
                "transfer", Metric.gradientTransfer());
        metrics.forEach((name, metric) -> {
            double sum = 0;
            for (float x : FILE.get(name).values()) {
                sum += x / 3;
            }
            assertEquals(sum, value(metric, Task.IMAGES, FUSED, SOURCES), 2e-6, name);
        });
    }

    @Test
    void theExamplesOfTheJavadoc() {
        FloatArray half = FloatArray.zeros(Shape.of(1, 12, 12, 1));
        for (int i = 0; i < 72; i++) {
            half.values()[i] = 1;
        }
        FloatArray twice = ImageFusion.stacked(half, half);
        assertEquals(1, FusionScores.entropy(half, 1).get(0), 1e-6);
        assertEquals(2, FusionScores.mutualInformation(half, twice, 1).get(0), 1e-6);
        assertEquals(1, FusionScores.sourceSsim(half, twice, 1).get(0), 1e-6);
        assertEquals(0.9748, FusionScores.gradientTransfer(half, twice).get(0), 5e-5);
        FloatArray flat = FloatArray.zeros(half.shape());
        assertEquals(0, FusionScores.gradientTransfer(half, flat).get(0));
        assertEquals(0, FusionScores.entropy(flat, 1).get(0));
    }

    @Test
    void otherRangesAreTheSameImage() {
        FloatArray fused = FloatArray.of(FUSED.values().clone(), FUSED.shape());
        FloatArray sources = FloatArray.of(SOURCES.values().clone(), SOURCES.shape());
        for (FloatArray images : List.of(fused, sources)) {
            for (int i = 0; i < images.values().length; i++) {
                images.values()[i] *= 4;
            }
        }
        assertClose(FILE.get("entropy"), FusionScores.entropy(fused, 4));
        assertClose(FILE.get("information"), FusionScores.mutualInformation(fused, sources, 4));
        assertClose(FILE.get("ssim"), FusionScores.sourceSsim(fused, sources, 4));
        assertClose(FILE.get("transfer"), FusionScores.gradientTransfer(fused, sources));
    }

    @Test
    void whatIsNoNumberHasNoScore() {
        FloatArray broken = FloatArray.of(FUSED.values().clone(), FUSED.shape());
        broken.values()[5 * 20 + 5] = Float.NaN;
        assertTrue(Float.isNaN(FusionScores.entropy(broken, 1).get(0)));
        assertTrue(
                Float.isNaN(FusionScores.mutualInformation(broken, SOURCES, 1).get(0)));
        assertTrue(Float.isNaN(FusionScores.sourceSsim(broken, SOURCES, 1).get(0)));
        assertTrue(Float.isNaN(FusionScores.gradientTransfer(broken, SOURCES).get(0)));
        assertEquals(
                FILE.get("transfer").get(1),
                FusionScores.gradientTransfer(broken, SOURCES).get(1),
                2e-6);
    }

    @Test
    void inAModel() {
        FloatArray a = Samples.uniform(1, 3, 12, 12, 1);
        FloatArray b = Samples.uniform(2, 3, 12, 12, 1);
        FloatArray both = ImageFusion.stacked(a, b);
        var left = Input.image("left", 12, 12, 1);
        var right = Input.image("right", 12, 12, 1);
        try (Model model = new Model(List.of(left, right), new Average().apply(left, right))
                .compile(
                        new SGD(1),
                        Loss.imageFusion(2, 2),
                        Metric.entropy(2),
                        Metric.mutualInformation(2),
                        Metric.sourceSsim(2),
                        Metric.gradientTransfer())) {
            var scores = model.evaluate(new MemoryDataset(List.of(a, b), List.of(both)), 2);
            FloatArray mean = model.predict(a, b);
            FloatArray transfer = FusionScores.gradientTransfer(mean, both);
            assertEquals(
                    (transfer.get(0) + transfer.get(1) + transfer.get(2)) / 3, scores.get("gradientTransfer"), 1e-6);
            FloatArray alike = FusionScores.sourceSsim(mean, both, 2);
            assertEquals((alike.get(0) + alike.get(1) + alike.get(2)) / 3, scores.get("sourceSsim"), 1e-6);
        }
    }

    @Test
    void refusals() {
        FloatArray row = array(new double[6], 2, 3);
        refused("entropy needs gray images (N, H, W, 1), got (2, 3)", () -> FusionScores.entropy(row, 1));
        refused("maxValue must be positive, got 0.0", () -> FusionScores.entropy(FUSED, 0));
        refused("maxValue must be positive, got 0.0", () -> FusionScores.mutualInformation(FUSED, SOURCES, 0));
        refused(
                "mutualInformation needs sources (3, 24, 20, S) for the images (3, 24, 20, 1), got (2, 3)",
                () -> FusionScores.mutualInformation(FUSED, row, 1));
        refused(
                "sourceSsim needs gray images (N, H, W, 1) of at least 11 x 11 pixels, got (1, 1, 6, 1)",
                () -> FusionScores.sourceSsim(row.reshape(1, 1, 6, 1), row, 1));
        refused(
                "gradientTransfer needs gray images (N, H, W, 1) of at least 3 x 3 pixels, got (1, 1, 6, 1)",
                () -> FusionScores.gradientTransfer(row.reshape(1, 1, 6, 1), row));
    }
}
