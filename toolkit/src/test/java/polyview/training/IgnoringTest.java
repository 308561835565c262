package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Batch;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Conv2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.metrics.NWayAccuracy;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Program;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** Positions that do not count: leaving them out is the same as never having had them. */
@Tag("training")
class IgnoringTest {

    private static final FloatArray X = Samples.uniform(1, 9, 2);
    private static final int[] KEPT = {0, 2, 3, 5, 6};

    private static FloatArray without(FloatArray all, float ignored) {
        float[] values = all.values().clone();
        for (int i = 0; i < values.length; i++) {
            int at = i;
            if (Arrays.stream(KEPT).noneMatch(k -> k == at)) {
                values[i] = ignored;
            }
        }
        return FloatArray.of(values, all.shape());
    }

    private static void sameAsLeftOut(int units, Loss loss, FloatArray targets, double ignored, Metric metric) {
        FloatArray marked = without(targets, (float) ignored);
        Dataset all = Dataset.of(List.of(X), marked);
        Dataset kept = Dataset.of(List.of(X.rows(KEPT)), targets.rows(KEPT));
        try (var masked = Samples.denseNet(2, units).compile(new SGD(0.5), loss.ignoring(ignored), metric);
                var plain = Samples.denseNet(2, units).compile(new SGD(0.5), loss, metric)) {
            masked.setWeights(plain.weights());
            for (int i = 0; i < 3; i++) {
                double expected = plain.engine()
                        .trainOnBatch(new Batch(List.of(X.rows(KEPT)), List.of(targets.rows(KEPT))))
                        .loss();
                assertEquals(
                        expected,
                        masked.engine()
                                .trainOnBatch(new Batch(List.of(X), List.of(marked)))
                                .loss(),
                        1e-6);
            }
            plain.weights().forEach((path, value) -> {
                float[] got = masked.weights().get(path).values();
                for (int i = 0; i < got.length; i++) {
                    assertEquals(value.values()[i], got[i], 1e-6, path);
                }
            });
            // Batches of 2 hold none, one or two that count.
            for (int batchSize : new int[] {2, 4, 9}) {
                var expected = plain.evaluate(kept, 5);
                var got = masked.evaluate(all, batchSize);
                assertEquals(expected.loss(), got.loss(), 1e-6);
                assertEquals(expected.get(metric.name()), got.get(metric.name()), 1e-6);
            }
        }
    }

    @Test
    void leftOutIsAsNeverThere() {
        FloatArray classes = Samples.labels(2, 3, 9);
        FloatArray labels = Samples.labels(3, 2, 9);
        for (double ignored : new double[] {-1, 255, Double.NaN}) {
            sameAsLeftOut(3, Loss.softmaxCrossEntropy(), classes, ignored, Metric.accuracy());
            sameAsLeftOut(
                    3,
                    Loss.softmaxCrossEntropy().labelSmoothing(0.1).classWeights(1, 2, 3),
                    classes,
                    ignored,
                    Metric.accuracy());
            sameAsLeftOut(3, Loss.softmaxFocalCrossEntropy(2, 0.25), classes, ignored, Metric.accuracy());
            sameAsLeftOut(1, Loss.binaryCrossEntropy(), labels, ignored, Metric.accuracy());
            sameAsLeftOut(1, Loss.binaryFocalCrossEntropy(2, 0.25), labels, ignored, Metric.accuracy());
            FloatArray numbers = Samples.uniform(4, 9);
            for (Loss loss :
                    List.of(Loss.meanSquaredError(), Loss.meanAbsoluteError(), Loss.huber(0.5), Loss.logCosh())) {
                sameAsLeftOut(1, loss, numbers, ignored, Metric.meanAbsoluteError());
            }
        }
    }

    @Test
    void pixelsThatNobodyLabelled() {
        FloatArray x = Samples.uniform(1, 3, 4, 5, 2);
        FloatArray y = Samples.labels(2, 3, 3, 4, 5);
        for (int i = 0; i < y.values().length; i += 1 + i % 3) {
            y.values()[i] = 255;
        }
        var in = Input.of("x", -1, -1, 2);
        try (var model = new Model(in, new Conv2D(3, 1).name("conv").apply(in)).seed(4)) {
            model.compile(new SGD(), Loss.softmaxCrossEntropy().ignoring(255), Metric.accuracy());
            FloatArray logits = model.predict(x);
            double loss = 0;
            int right = 0;
            int count = 0;
            for (int p = 0; p < 60; p++) {
                float[] row = logits.reshape(60, 3).row(p).values();
                int label = (int) y.values()[p];
                if (label != 255) {
                    loss += LossTest.softmaxCrossEntropy(row, label);
                    float[] sorted = row.clone();
                    Arrays.sort(sorted);
                    right += sorted[2] == row[label] ? 1 : 0;
                    count++;
                }
            }
            assertTrue(count > 10 && count < 50);
            var got = model.evaluate(Dataset.of(List.of(x), y), 2);
            assertEquals(loss / count, got.loss(), 1e-6);
            assertEquals((double) right / count, got.get("accuracy"), 1e-12);
        }
    }

    @Test
    void aBatchInWhichNothingCountsChangesNothing() {
        FloatArray none = FloatArray.of(new float[] {-1, -1, -1}, 3);
        try (var model = Samples.denseNet(2, 3)
                .compile(new SGD(1), Loss.softmaxCrossEntropy().ignoring(-1))) {
            Map<String, FloatArray> before = model.weights();
            Batch batch = new Batch(List.of(Samples.uniform(1, 3, 2)), List.of(none));
            assertEquals(0, model.engine().trainOnBatch(batch).loss());
            assertEquals(before, model.weights());
        }
    }

    @Test
    void aProgramFromAFileKnowsWhatCounts(@TempDir Path folder) {
        Batch batch = new Batch(List.of(X), List.of(without(Samples.labels(2, 3, 9), 255)));
        Path file = folder.resolve("model.program");
        try (var model = Samples.denseNet(2, 3)
                .compile(new SGD(1), Loss.softmaxCrossEntropy().ignoring(255), Metric.accuracy())) {
            model.engine().program().write(file);
            Program read = Program.read(file);
            assertEquals(
                    model.engine().training().heads(),
                    read.training().orElseThrow().heads());
            try (var engine = new Engine(read, 11)) {
                engine.setWeights(model.weights());
                assertEquals(model.engine().trainOnBatch(batch), engine.trainOnBatch(batch));
                refused(
                        "label must be one of the classes 0 to 2, got 254.0 at sample 0 of the batch",
                        () -> engine.trainOnBatch(new Batch(
                                List.of(Samples.uniform(1, 1, 2)), List.of(FloatArray.of(new float[] {254}, 1)))));
            }
        }
    }

    @Test
    void probabilitiesAsTargetsTrainAndAreReadFromAFile(@TempDir Path folder) {
        FloatArray labels = Samples.labels(2, 3, 9);
        float[] hot = new float[27];
        for (int i = 0; i < 9; i++) {
            hot[3 * i + (int) labels.values()[i]] = 1;
        }
        FloatArray vectors = FloatArray.of(hot, 9, 3);
        Loss loss = Loss.softmaxCrossEntropy().classWeights(1, 2, 3);
        try (var indices = Samples.denseNet(2, 3).compile(new SGD(1), loss, Metric.accuracy());
                var oneHot =
                        Samples.denseNet(2, 3).compile(new SGD(1), loss.targetProbabilities(), Metric.accuracy())) {
            oneHot.setWeights(indices.weights());
            assertEquals(
                    indices.engine().trainOnBatch(new Batch(List.of(X), List.of(labels))),
                    oneHot.engine().trainOnBatch(new Batch(List.of(X), List.of(vectors))));
            assertEquals(indices.weights(), oneHot.weights());
            assertEquals(
                    indices.evaluate(Dataset.of(List.of(X), labels)), oneHot.evaluate(Dataset.of(List.of(X), vectors)));
            Path file = folder.resolve("model.program");
            oneHot.engine().program().write(file);
            try (var engine = new Engine(Program.read(file), 11)) {
                float[] half = vectors.values().clone();
                half[0] = half[1] = half[2] = 0;
                refused(
                        "target probabilities of a sample must sum to 1, got 0.0 at sample 0 of the batch",
                        () -> engine.trainOnBatch(new Batch(List.of(X), List.of(FloatArray.of(half, 9, 3)))));
            }
            oneHot.explain();
        }
    }

    @Test
    void aMetricOfTheOrderIsRefused() {
        try (var model = Samples.denseNet(2, 1)) {
            refused(
                    "nWayAccuracy needs all samples in their order, and the loss leaves out those with target -1.0",
                    () -> model.compile(new SGD(), Loss.binaryCrossEntropy().ignoring(-1), NWayAccuracy.among(2)));
        }
        assertNotEquals(Loss.huber(1).ignoring(-1), Loss.huber(1).ignoring(-2));
    }
}
