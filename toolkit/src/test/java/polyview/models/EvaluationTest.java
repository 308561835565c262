package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Adam;
import polyview.training.ProbingDataset;

/** Evaluating and predicting: nothing depends on how the samples are put into batches, and nothing changes. */
@Tag("models")
class EvaluationTest {

    private final MemoryDataset data = Samples.pairs(37);

    private static Model trained() {
        Model model = Samples.pairNet(3).compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy());
        for (int i = 0; i < 3; i++) {
            model.engine().trainOnBatch(Samples.pairs(16).all());
        }
        return model;
    }

    @Test
    void theSizeOfABatchDoesNotMatter() {
        try (var model = trained()) {
            Evaluation whole = model.engine().evaluate(data, 37);
            FloatArray outputs = model.engine().predict(data, 37).get(0);
            for (int batchSize : new int[] {1, 4, 36, 100}) {
                Evaluation parts = model.engine().evaluate(data, batchSize);
                assertEquals(whole.loss(), parts.loss(), 1e-5);
                assertEquals(whole.get("accuracy"), parts.get("accuracy"));
                assertArrayEquals(
                        outputs.values(),
                        model.engine().predict(data, batchSize).get(0).values(),
                        1e-5f);
            }
        }
    }

    @Test
    void theModelPassesTheSizeOfABatchOn() {
        try (var model = trained()) {
            assertEquals(model.engine().evaluate(data, 5), model.evaluate(data, 5));
            assertEquals(model.engine().predict(data, 5), model.predictAll(data, 5));
            assertEquals(model.engine().predict(data, 5).get(0), model.predict(data, 5));
            var probe = new ProbingDataset(data);
            model.evaluate(probe, 5);
            model.predict(probe, 6);
            model.predictAll(probe, 7);
            model.evaluate(probe);
            model.predict(probe);
            // As many as fit into memory: see PredictorTest.
            assertEquals(List.of(5, 6, 7, 32, 512), probe.batchSizes);
        }
    }

    @Test
    void itIsWhatThePredictionsSay() {
        try (var model = trained()) {
            FloatArray logits = model.predict(data);
            double loss = 0;
            int right = 0;
            for (int n = 0; n < 37; n++) {
                int label = (int) data.all().targets().get(0).get(n);
                double margin = logits.get(n, 1 - label) - logits.get(n, label);
                loss += Math.log1p(Math.exp(margin)) / 37;
                right += margin < 0 ? 1 : 0;
            }
            Evaluation evaluation = model.evaluate(data);
            assertEquals(loss, evaluation.loss(), 1e-5);
            assertEquals(right / 37.0, evaluation.get("accuracy"), 1e-12);
            assertEquals(37, evaluation.samples());
            String text = "loss %.4f, accuracy %.4f (37 samples)";
            assertEquals(String.format(Locale.ROOT, text, evaluation.loss(), right / 37.0), evaluation.toString());
        }
    }

    @Test
    void nothingChanges() {
        try (var model = trained()) {
            Map<String, FloatArray> before = model.weights();
            long step = model.engine().step();
            Evaluation first = model.evaluate(data);
            model.predict(data);
            assertEquals(first, model.evaluate(data));
            assertEquals(before, model.weights());
            assertEquals(step, model.engine().step());
        }
    }

    @Test
    void anInterruptEndsItAndTheModelStaysUsable() {
        try (var model = trained()) {
            Thread.currentThread().interrupt();
            String evaluate = assertThrows(CancellationException.class, () -> model.evaluate(data))
                    .getMessage();
            String predict = assertThrows(CancellationException.class, () -> model.predict(data))
                    .getMessage();
            assertTrue(Thread.interrupted());
            assertEquals("evaluate was interrupted", evaluate);
            assertEquals("predict was interrupted", predict);
            assertFalse(Double.isNaN(model.evaluate(data).loss()));
        }
    }
}
