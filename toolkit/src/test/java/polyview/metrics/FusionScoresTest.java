package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.metrics.MetricData.array;
import static polyview.metrics.MetricData.refused;
import static polyview.metrics.MetricData.value;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
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
        FloatArray a = mapped(Samples.uniform(1, 3, 12, 12, 1), x -> x + 1);
        FloatArray b = mapped(Samples.uniform(2, 3, 12, 12, 1), x -> x + 1);
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

    private static FloatArray mapped(FloatArray images, DoubleUnaryOperator f) {
        FloatArray result = FloatArray.zeros(images.shape());
        for (int i = 0; i < images.values().length; i++) {
            result.values()[i] = (float) f.applyAsDouble(images.values()[i]);
        }
        return result;
    }

    private static FloatArray filled(double value, long... shape) {
        return mapped(FloatArray.zeros(Shape.of(shape)), x -> value);
    }

    private static final String CENTRED =
            ": bring images of -1..1, and what is made of them, to 0..1 by (x + 1) / 2, with a maxValue of 1";

    /** Images of -1..1, which would lose their darker half, and bytes with the white of 0..1. */
    @Test
    void imagesOfAnotherRangeAreRefused() {
        FloatArray sources = FloatArray.of(new float[] {-1, 0.5f, 0.25f, -0.5f}, 1, 1, 2, 2);
        FloatArray fused = FloatArray.of(new float[] {-0.25f, -0.5f}, 1, 1, 2, 1);
        String range = " from 0 to maxValue 2.0, got ";
        refused(
                "mutualInformation needs sources" + range + "-1.0 to 0.5" + CENTRED,
                () -> FusionScores.mutualInformation(fused, sources, 2));
        refused(
                "mutualInformation needs sources" + range + "-1.0 to 0.5" + CENTRED,
                () -> value(Metric.mutualInformation(2), Task.IMAGES, fused, sources));
        refused(
                "entropy needs targets" + range + "-1.0 to 0.5" + CENTRED,
                () -> value(Metric.entropy(2), Task.IMAGES, fused, sources));
        refused(
                "entropy needs images" + range + "-0.5 to -0.25, more than 1 % of the pixels far outside" + CENTRED,
                () -> FusionScores.entropy(fused, 2));
        // The targets are no images, and tell nothing of the range.
        refused(
                "entropy needs images" + range + "-0.5 to -0.25, more than 1 % of the pixels far outside" + CENTRED,
                () -> value(Metric.entropy(2), Task.IMAGES, fused, array(new double[] {1}, 1)));
        FloatArray there = mapped(sources, x -> (x + 1) / 2);
        refused(
                "mutualInformation needs images from 0 to maxValue 1.0, got -0.5 to -0.25, more than 1 % of the pixels far"
                        + " outside" + CENTRED,
                () -> FusionScores.mutualInformation(fused, there, 1));
        refused(
                "mutualInformation needs sources from 0 to maxValue 1.0, got 0.0 to 255.0: maxValue is the value of white, 1"
                        + " for 0..1 and 255 for bytes",
                () -> FusionScores.mutualInformation(
                        mapped(fused, x -> 0), FloatArray.of(new float[] {0, 255, 7, 9}, 1, 1, 2, 2), 1));
    }

    /** What rounds to a level is a level: half of one may lie outside. */
    @Test
    void roundingIsNoOtherRange() {
        FloatArray flat = filled(0, 1, 3, 3, 1);
        for (double at : new double[] {-0.499 / 255, 1 + 0.499 / 255}) {
            assertEquals(
                    0,
                    FusionScores.mutualInformation(flat, filled(at, 1, 3, 3, 2), 1)
                            .get(0));
            assertEquals(0, value(Metric.entropy(1), Task.IMAGES, flat, filled(at, 1, 3, 3, 2)));
        }
        for (double at : new double[] {-0.501 / 255, 1 + 0.501 / 255}) {
            FloatArray sources = filled(at, 1, 3, 3, 2);
            String got = "from 0 to maxValue 1.0, got " + (float) at + " to " + (float) at;
            String mend = at < 0 ? CENTRED : ": maxValue is the value of white, 1 for 0..1 and 255 for bytes";
            refused(
                    "mutualInformation needs sources " + got + mend,
                    () -> FusionScores.mutualInformation(flat, sources, 1));
            refused("entropy needs targets " + got + mend, () -> value(Metric.entropy(1), Task.IMAGES, flat, sources));
        }
    }

    /** A network overshoots: what is outside is black or white, and as metrics, which see the sources, by however much. */
    @Test
    void fusedImagesAreClipped() {
        // The file has pixels of -0.1 and 1.2, which the other program clips.
        FloatArray clipped = mapped(FUSED, x -> Math.max(0, Math.min(1, x)));
        assertTrue(Arrays.mismatch(FUSED.values(), clipped.values()) >= 0);
        assertClose(FILE.get("entropy"), FusionScores.entropy(clipped, 1));
        assertClose(FILE.get("information"), FusionScores.mutualInformation(clipped, SOURCES, 1));
        FloatArray far = mapped(FUSED, x -> 9 * x - 4);
        FloatArray near = mapped(far, x -> Math.max(0, Math.min(1, x)));
        for (Metric metric : List.of(Metric.entropy(1), Metric.mutualInformation(1))) {
            assertEquals(value(metric, Task.IMAGES, near, SOURCES), value(metric, Task.IMAGES, far, SOURCES));
        }
        // One pixel in a hundred may lie anywhere.
        FloatArray outlier = filled(0.5, 1, 10, 10, 1);
        outlier.set(-9, 0, 3, 3, 0);
        double share = 0.01;
        double bits = -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) / Math.log(2);
        assertEquals(bits, FusionScores.entropy(outlier, 1).get(0), 1e-6);
        outlier.set(2, 0, 3, 4, 0);
        refused(
                "entropy needs images from 0 to maxValue 1.0, got -9.0 to 2.0, more than 1 % of the pixels far outside"
                        + CENTRED,
                () -> FusionScores.entropy(outlier, 1));
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
