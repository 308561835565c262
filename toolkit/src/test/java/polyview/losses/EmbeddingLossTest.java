package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.metrics.Metric;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Losses of distances and embeddings against the same functions in 64 bits, in value and gradient. */
@Tag("training")
class EmbeddingLossTest {

    /** Of a whole batch. */
    private interface OfBatch {
        double of(double[] x, float[] y);
    }

    static List<LossCase> cases() {
        List<LossCase> all = new ArrayList<>();
        for (int[] size : new int[][] {{9, 3, 3}, {7, 2, 4}, {5, 1, 2}, {11, 4, 2}}) {
            FloatArray x = Samples.uniform(size[0], size[0], size[1]);
            FloatArray y = Samples.labels(size[0] + 1, size[2], size[0]);
            for (double margin : new double[] {0.2, 2}) {
                add(
                        all,
                        Loss.batchContrastive(margin),
                        x,
                        y,
                        (a, b) -> Embeddings.batchContrastive(margin, b.length, a, b));
                add(all, Loss.triplet(margin), x, y, (a, b) -> Embeddings.all(margin, a, b));
                add(all, Loss.triplet(margin).hard(), x, y, (a, b) -> Embeddings.hard(margin, a, b));
                add(all, Loss.triplet(margin).semiHard(), x, y, (a, b) -> Embeddings.semiHard(margin, a, b));
            }
            if (size[1] > 1) {
                for (double t : new double[] {0.1, 1}) {
                    add(all, Loss.ntXent(t), x, y, (a, b) -> Embeddings.ntXent(t, b.length, a, b));
                }
            }
        }
        FloatArray views = Samples.uniform(3, 5, 2, 3);
        FloatArray own = FloatArray.of(new float[] {0, 1, 2, 3, 4}, 5);
        for (FloatArray y : List.of(own, FloatArray.of(new float[] {7, 1, 7, 3, 3}, 5))) {
            add(all, Loss.ntXent(0.5), views, y, (a, b) -> Embeddings.ntXent(0.5, 10, a, twice(b)));
            add(all, Loss.batchContrastive(1.2), views, y, (a, b) -> Embeddings.batchContrastive(1.2, 10, a, twice(b)));
        }
        FloatArray distances = Samples.uniform(4, 9, 1);
        for (int i = 0; i < 9; i++) {
            distances.values()[i] = Math.abs(distances.values()[i]);
        }
        LossCase.Reference pairs =
                Elementwise.numbers(9, (d, y) -> y * d * d + (1 - y) * Math.pow(Math.max(0, 0.6 - d), 2));
        add(all, Loss.contrastive(0.6), distances, Samples.labels(3, 2, 9), (a, b) -> LossCase.mean(pairs.of(a, b)));
        return all;
    }

    private static float[] twice(float[] y) {
        float[] to = new float[2 * y.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = y[i / 2];
        }
        return to;
    }

    /** Only the mean over the samples has a meaning. */
    private static void add(List<LossCase> all, Loss loss, FloatArray x, FloatArray y, OfBatch formula) {
        all.add(new LossCase(
                loss.name() + loss.settings() + x.shape(), loss, x, y, (a, b) -> new double[] {formula.of(a, b)}));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradient(LossCase one) {
        LossCase.Difference off = one.differenceOfMean();
        assertTrue(off.value() < 5e-7, () -> one.name() + " " + off);
        assertTrue(off.gradient() < 5e-6, () -> one.name() + " " + off);
    }

    @Test
    void theExamplesOfTheJavadoc() {
        FloatArray x = FloatArray.of(new float[] {0, 1, 3}, 3, 1);
        FloatArray y = FloatArray.of(new float[] {0, 0, 1}, 3);
        assertEquals(2.5, mean(LossRun.of(Loss.triplet(4), x, y).perSample()), 1e-6);
        // Of the two triplets one costs something, and the mean is over it.
        assertEquals(0.5, mean(LossRun.of(Loss.triplet(1.5), x, y).perSample()), 1e-6);
        assertEquals(2, mean(LossRun.of(Loss.batchContrastive(4), x, y).perSample()), 1e-6);
        FloatArray z = FloatArray.of(new float[] {1, 0, 1, 0, 0, 1}, 3, 2);
        assertEquals(0.3133, mean(LossRun.of(Loss.ntXent(1), z, y).perSample()), 5e-5);
        FloatArray quarter = FloatArray.of(new float[] {0.25f, 0.25f}, 2, 1);
        LossRun pairs = LossRun.of(Loss.contrastive(1), quarter, FloatArray.of(new float[] {1, 0}, 2));
        assertEquals(0.0625, pairs.perSample()[0]);
        assertEquals(0.5625, pairs.perSample()[1]);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    /** Equal embeddings have a distance of 0, whose root has no slope. */
    @Test
    void batchesWithoutTripletsAndEqualEmbeddings() {
        FloatArray equal = FloatArray.zeros(Shape.of(4, 3));
        FloatArray pairs = FloatArray.of(new float[] {0, 0, 1, 1}, 4);
        FloatArray alone = FloatArray.of(new float[] {0, 1, 2, 3}, 4);
        FloatArray together = FloatArray.of(new float[] {5, 5, 5, 5}, 4);
        FloatArray random = Samples.uniform(1, 4, 3);
        for (Loss loss :
                List.of(Loss.triplet(1), Loss.triplet(1).hard(), Loss.triplet(1).semiHard(), Loss.ntXent(0.1))) {
            for (FloatArray y : List.of(pairs, alone, together)) {
                for (FloatArray x : List.of(equal, random)) {
                    LossRun run = LossRun.of(loss, x, y);
                    for (float g : run.gradient()) {
                        assertTrue(Float.isFinite(g), loss.name());
                    }
                    boolean none = y == alone || y == together && loss instanceof TripletLoss;
                    assertTrue(none ? mean(run.perSample()) == 0 : Double.isFinite(mean(run.perSample())));
                }
            }
            FloatArray one = Samples.uniform(1, 1, 3);
            assertEquals(
                    0, LossRun.of(loss, one, FloatArray.of(new float[] {2}, 1)).perSample()[0], 0f);
        }
        assertEquals(1, mean(LossRun.of(Loss.triplet(1).hard(), equal, pairs).perSample()), 1e-6);
    }

    /** Where the distance is 0 there is no direction to drive a pair apart, and where there are no pairs no mean of them. */
    @Test
    void batchContrastiveOfEqualEmbeddingsAndOfOneKindOfPairs() {
        FloatArray equal = FloatArray.zeros(Shape.of(4, 3));
        FloatArray corners = FloatArray.of(new float[] {0, 0, 3, 0, 0, 4, 0, 0}, 4, 2);
        float[][] labels = {{0, 0, 1, 1}, {0, 1, 2, 3}, {5, 5, 5, 5}};
        // The corners are 3, 4 and 0 from the first, 5 and 3 from the second, 4 from the third. With a margin of 5
        // these cost 2^2, 1^2 and 5^2, 0 and 2^2, and 1^2 apart.
        double[] ofEqual = {4 * 25 / 6.0, 25, 0};
        double[] ofCorners = {
            (9 + 1 + 25 + 0 + 4 + 16) / 6.0, (4 + 1 + 25 + 0 + 4 + 1) / 6.0, (9 + 16 + 0 + 25 + 9 + 16) / 6.0
        };
        for (int i = 0; i < labels.length; i++) {
            FloatArray y = FloatArray.of(labels[i], 4);
            LossRun same = LossRun.of(Loss.batchContrastive(5), equal, y);
            assertEquals(ofEqual[i], mean(same.perSample()), 1e-5);
            assertArrayEquals(new float[12], same.gradient());
            LossRun run = LossRun.of(Loss.batchContrastive(5), corners, y);
            assertEquals(ofCorners[i], mean(run.perSample()), 1e-5);
            for (float g : run.gradient()) {
                assertTrue(Float.isFinite(g));
            }
        }
        LossRun one = LossRun.of(Loss.batchContrastive(5), Samples.uniform(1, 1, 3), FloatArray.of(new float[] {2}, 1));
        assertEquals(0, one.perSample()[0], 0f);
        assertArrayEquals(new float[3], one.gradient());
    }

    /** Views of one sample are pairs that belong together. */
    @Test
    void viewsAreEmbeddingsOfTheirSample() {
        FloatArray views = FloatArray.of(new float[] {0, 1, 5, 7}, 2, 2, 1);
        LossRun run = LossRun.of(Loss.batchContrastive(5), views, FloatArray.of(new float[] {0, 1}, 2));
        // (0, 1) and (5, 7) belong together; 5, 7, 4 and 6 are the distances of the others, of which 4 costs.
        assertEquals((1 + 4 + 1) / 6.0, mean(run.perSample()), 1e-6);
        assertEquals(2, run.perSample().length);
    }

    @Test
    void refusals() {
        refused("margin must be positive, got 0.0", () -> Loss.triplet(0));
        refused("margin must be positive, got 0.0", () -> Loss.batchContrastive(0));
        refused("margin must be positive, got NaN", () -> Loss.batchContrastive(Double.NaN));
        for (Shape output : List.of(Shape.of(-1, 4, 4, 8), Shape.of(-1), Shape.of(-1, -1, 8), Shape.of(-1, 2, -1))) {
            refused(
                    "batchContrastive needs embeddings (N, E) or views of them (N, V, E), got " + Shapes.text(output),
                    () -> Loss.batchContrastive(1).targetShape(output));
        }
        refused(
                "label must be a whole number from 0 to 16777215, got -1.0 at sample 1 of the batch",
                () -> Loss.batchContrastive(1).targets(Shape.of(-1, 2)).check(FloatArray.of(new float[] {0, -1}, 2)));
        refused("ignoring has no meaning with batchContrastive", () -> Loss.batchContrastive(1)
                .ignoring(0));
        refused("margin must be positive, got -1.0", () -> Loss.contrastive(-1));
        refused("temperature must be positive, got 0.0", () -> Loss.ntXent(0));
        refused("triplet needs embeddings (N, E), got (N, 4, 4, 8)", () -> Loss.triplet(1)
                .targetShape(Shape.of(-1, 4, 4, 8)));
        refused(
                "ntXent needs embeddings (N, E) or views of them (N, V, E), with at least 2 numbers, got (N, 1)",
                () -> Loss.ntXent(1).targetShape(Shape.of(-1, 1)));
        refused(
                "label must be a whole number from 0 to 16777215, got 0.5 at sample 3 of the batch",
                () -> Loss.triplet(1).targets(Shape.of(-1, 2)).check(FloatArray.of(new float[] {0, 1, 2, 0.5f}, 4)));
        refused("ignoring has no meaning with triplet", () -> Loss.triplet(1).ignoring(0));
        refused("fromLogits has no meaning with ntXent", () -> Loss.ntXent(1).fromLogits(true));
        try (var model = Samples.denseNet(2, 3)) {
            for (Metric metric : List.of(Metric.accuracy(), Metric.meanAbsoluteError())) {
                refused(
                        metric.name() + " has no meaning with triplet",
                        () -> model.compile(new SGD(), Loss.triplet(1), metric));
                refused(
                        metric.name() + " has no meaning with batchContrastive",
                        () -> model.compile(new SGD(), Loss.batchContrastive(1), metric));
            }
        }
    }
}
