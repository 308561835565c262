package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.models.Samples;

/** Accuracy and mean absolute error against plain Java, in whatever parts the samples come. */
@Tag("training")
class MetricTest {

    /** The metric over batches of this size. */
    private static double inParts(Metric metric, Task task, FloatArray scores, FloatArray targets, int batchSize) {
        Metric.Tally tally = metric.tally(task);
        int count = scores.size(0);
        for (int from = 0; from < count; from += batchSize) {
            int[] rows =
                    IntStream.range(from, Math.min(from + batchSize, count)).toArray();
            tally.add(scores.rows(rows), targets.rows(rows));
        }
        return tally.value();
    }

    private static double accuracy(Task task, FloatArray scores, FloatArray targets) {
        return inParts(Metric.accuracy(), task, scores, targets, 1000);
    }

    @Test
    void accuracyOfClassesAnywhere() {
        // Rows of classes: samples, or the pixels of images.
        for (long[] shape : new long[][] {{50, 4}, {5, 3, 2, 4}}) {
            FloatArray scores = Samples.uniform(1, shape);
            int rows = scores.values().length / 4;
            FloatArray labels = Samples.labels(2, 4, Arrays.copyOf(shape, shape.length - 1));
            int right = 0;
            for (int i = 0; i < rows; i++) {
                float[] row = scores.reshape(rows, 4).row(i).values();
                float own = row[(int) labels.values()[i]];
                right += IntStream.range(0, 4).allMatch(k -> row[k] <= own) ? 1 : 0;
            }
            assertTrue(right > 0 && right < rows);
            for (int batchSize : new int[] {1, 3, 7, 1000}) {
                assertEquals(
                        (double) right / rows,
                        inParts(Metric.accuracy(), Task.CLASSES, scores, labels, batchSize),
                        1e-12);
            }
        }
    }

    @Test
    void accuracyOfYesAndNo() {
        FloatArray scores = Samples.uniform(1, 40, 3);
        FloatArray labels = Samples.labels(2, 2, 40, 3);
        int right = 0;
        for (int i = 0; i < 120; i++) {
            right += (scores.values()[i] > 0) == (labels.values()[i] == 1) ? 1 : 0;
        }
        for (int batchSize : new int[] {1, 7, 40}) {
            assertEquals(right / 120.0, inParts(Metric.accuracy(), Task.LABELS, scores, labels, batchSize), 1e-12);
        }
    }

    @Test
    void theFirstOfEqualScoresDecidesAndNoNumberIsWrong() {
        FloatArray zero = FloatArray.of(new float[] {0}, 1);
        FloatArray one = FloatArray.of(new float[] {1}, 1);
        FloatArray equal = FloatArray.of(new float[] {2, 2}, 1, 2);
        assertEquals(1, accuracy(Task.CLASSES, equal, zero));
        assertEquals(0, accuracy(Task.CLASSES, equal, one));
        float nan = Float.NaN;
        for (float[] scores : new float[][] {{nan, nan}, {nan, 1}, {1, nan}}) {
            assertTrue(accuracy(Task.CLASSES, FloatArray.of(scores, 1, 2), zero)
                            + accuracy(Task.CLASSES, FloatArray.of(scores, 1, 2), one)
                    <= 1);
        }
        assertEquals(0, accuracy(Task.CLASSES, FloatArray.of(new float[] {nan, nan}, 1, 2), zero));
        FloatArray noNumber = FloatArray.of(new float[] {nan}, 1, 1);
        assertEquals(0, accuracy(Task.LABELS, noNumber, zero));
        assertEquals(0, accuracy(Task.LABELS, noNumber, one));
        assertEquals(1, accuracy(Task.LABELS, FloatArray.of(new float[] {0}, 1, 1), zero));
    }

    @Test
    void theExamplesOfTheJavadoc() {
        assertEquals(
                0.5,
                accuracy(
                        Task.CLASSES,
                        FloatArray.of(new float[] {1, 3, 2, 0}, 2, 2),
                        FloatArray.of(new float[] {1, 1}, 2)));
        assertEquals(
                1,
                inParts(
                        Metric.meanAbsoluteError(),
                        Task.NUMBERS,
                        FloatArray.of(new float[] {1, 2}, 1, 2),
                        FloatArray.of(new float[] {1, 4}, 1, 2),
                        1));
    }

    @Test
    void meanAbsoluteError() {
        FloatArray outputs = Samples.uniform(1, 30, 2);
        FloatArray targets = Samples.uniform(2, 30, 2);
        double expected = 0;
        for (int i = 0; i < 60; i++) {
            expected += Math.abs((double) outputs.values()[i] - targets.values()[i]) / 60;
        }
        for (int batchSize : new int[] {1, 7, 30}) {
            assertEquals(
                    expected, inParts(Metric.meanAbsoluteError(), Task.NUMBERS, outputs, targets, batchSize), 1e-12);
        }
        // One number a sample: outputs (N, 1), targets (N).
        FloatArray column = outputs.reshape(60, 1);
        assertEquals(
                expected, inParts(Metric.meanAbsoluteError(), Task.NUMBERS, column, targets.reshape(60), 7), 1e-12);
    }

    @Test
    void beforeTheFirstBatchThereIsNoValue() {
        assertTrue(Double.isNaN(Metric.accuracy().tally(Task.LABELS).value()));
        assertEquals("accuracy", Metric.accuracy().name());
        assertEquals("meanAbsoluteError", Metric.meanAbsoluteError().name());
    }
}
