package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.metrics.MetricData.array;
import static polyview.metrics.MetricData.refused;
import static polyview.metrics.MetricData.row;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.losses.Task;
import polyview.models.Samples;

/** Counts of wanted and answered classes, against a loop and against the metrics made of them. */
@Tag("training")
class ConfusionCountsTest {

    private static final int K = 4;

    @Test
    void pixelsBatchByBatch() {
        FloatArray scores = Samples.uniform(1, 13, 5, 3, K);
        FloatArray labels = Samples.labels(2, K, 13, 5, 3);
        long[][] expected = new long[K][K];
        for (int i = 0; i < labels.values().length; i++) {
            int best = 0;
            for (int k = 0; k < K; k++) {
                best = scores.values()[i * K + k] > scores.values()[i * K + best] ? k : best;
            }
            expected[(int) labels.values()[i]][best]++;
        }
        ConfusionCounts counts = ConfusionCounts.ofClasses(K);
        for (int from = 0; from < 13; from += 5) {
            int[] rows = IntStream.range(from, Math.min(13, from + 5)).toArray();
            counts.add(scores.rows(rows), labels.rows(rows));
        }
        double recalls = 0;
        for (int i = 0; i < K; i++) {
            long row = 0;
            for (int j = 0; j < K; j++) {
                assertEquals(expected[i][j], counts.count(i, j));
                row += counts.count(i, j);
            }
            recalls += counts.count(i, i) / (double) row / K;
        }
        assertEquals(recalls, MetricData.value(Metric.balancedAccuracy(), Task.CLASSES, scores, labels), 1e-15);
        assertEquals(K, counts.classes());
    }

    @Test
    void labelsAndWhatDoesNotCount() {
        ConfusionCounts counts = ConfusionCounts.ofLabels(0.5).ignoring(255);
        counts.add(row(0.2, 0.9, 0.6, 0.5, 0.7), row(0, 1, 0, 1, 255));
        assertEquals(1, counts.count(0, 0));
        assertEquals(1, counts.count(0, 1));
        assertEquals(1, counts.count(1, 0));
        assertEquals(1, counts.count(1, 1));
        ConfusionCounts noNumber = ConfusionCounts.ofLabels(0).ignoring(Double.NaN);
        noNumber.add(row(3, Double.NaN), row(1, Double.NaN));
        assertEquals(1, noNumber.count(1, 1));
    }

    @Test
    void refusals() {
        refused("classes must be at least 2, got 1", () -> ConfusionCounts.ofClasses(1));
        refused("threshold must be finite, got NaN", () -> ConfusionCounts.ofLabels(Double.NaN));
        ConfusionCounts three = ConfusionCounts.ofClasses(3);
        refused(
                "confusion needs 3 scores for each target, got 4",
                () -> three.add(array(new double[12], 3, 4), array(new double[4], 4)));
        refused(
                "confusion needs 2 targets for scores (2, 3), got targets (3)",
                () -> three.add(array(new double[6], 2, 3), row(0, 1, 2)));
        refused(
                "confusion: label must be one of the classes 0 to 2, got 3.0",
                () -> three.add(array(new double[6], 2, 3), row(0, 3)));
        refused(
                "confusion: scores must not be NaN",
                () -> three.add(array(new double[] {Double.NaN, Double.NaN, Double.NaN}, 1, 3), row(0)));
    }
}
