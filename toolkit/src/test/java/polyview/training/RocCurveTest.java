package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.data.FloatArray;
import polyview.metrics.PrecisionRecallCurve;
import polyview.metrics.RocCurve;

/** ROC and precision-recall curves against counts of pairs and of samples. */
@Tag("training")
class RocCurveTest {

    private static FloatArray row(float... values) {
        return FloatArray.of(values, values.length);
    }

    private static final FloatArray LABELS = row(0, 0, 1, 1);
    private static final FloatArray SCORES = row(0.1f, 0.4f, 0.35f, 0.8f);

    @Test
    void theExamples() {
        RocCurve roc = RocCurve.of(LABELS, SCORES);
        assertEquals(
                List.of(
                        new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0),
                        new RocCurve.Point(0.8f, 0, 0.5),
                        new RocCurve.Point(0.4f, 0.5, 0.5),
                        new RocCurve.Point(0.35f, 0.5, 1),
                        new RocCurve.Point(0.1f, 1, 1)),
                roc.points());
        assertEquals(0.75, roc.area(), 1e-15);
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(LABELS, SCORES);
        assertEquals(
                List.of(
                        new PrecisionRecallCurve.Point(0.8f, 0.5, 1),
                        new PrecisionRecallCurve.Point(0.4f, 0.5, 0.5),
                        new PrecisionRecallCurve.Point(0.35f, 1, 2 / 3.0),
                        new PrecisionRecallCurve.Point(0.1f, 1, 0.5)),
                curve.points());
        assertEquals(0.5 + 0.5 * 2 / 3, curve.averagePrecision(), 1e-15);
        assertEquals(0.5, curve.positiveShare());
    }

    @Test
    void equalScoresComeTogether() {
        RocCurve none = RocCurve.of(LABELS, row(2, 2, 2, 2));
        assertEquals(2, none.points().size());
        assertEquals(0.5, none.area());
        assertEquals(0.5, PrecisionRecallCurve.of(LABELS, row(0f, -0f, 0, -0f)).averagePrecision());
        assertEquals(
                1,
                PrecisionRecallCurve.of(LABELS, row(0f, -0f, 0, -0f)).points().size());
        assertEquals(1, RocCurve.of(LABELS, row(-9, -3, 0, 7)).area());
        assertEquals(0, RocCurve.of(LABELS, row(9, 3, 0, -7)).area());
        assertEquals(1, PrecisionRecallCurve.of(LABELS, row(-9, -3, 0, 7)).averagePrecision());
    }

    /** With few different scores, many samples share one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void areasAreThoseOfPairsAndOfThresholds(int different) {
        int samples = 200;
        SplittableRandom random = new SplittableRandom(different);
        float[] labels = new float[samples];
        float[] scores = new float[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = random.nextInt(3) == 0 ? 1 : 0;
            scores[i] = random.nextInt(different) + (different > 1 ? labels[i] : 0);
        }
        double pairs = 0;
        double won = 0;
        for (int yes = 0; yes < samples; yes++) {
            for (int no = 0; no < samples; no++) {
                if (labels[yes] == 1 && labels[no] == 0) {
                    pairs++;
                    won += scores[yes] > scores[no] ? 1 : scores[yes] == scores[no] ? 0.5 : 0;
                }
            }
        }
        FloatArray both = FloatArray.of(new float[2 * samples], samples, 2);
        for (int i = 0; i < samples; i++) {
            both.set(scores[i] + 5, i, 1);
            both.set(5, i, 0);
        }
        assertEquals(won / pairs, RocCurve.of(row(labels), row(scores)).area(), 1e-12);
        assertEquals(
                won / pairs, RocCurve.of(row(labels).reshape(samples, 1), both).area(), 1e-12);
        assertEquals(
                averagePrecision(labels, scores),
                PrecisionRecallCurve.of(row(labels), row(scores).reshape(samples, 1))
                        .averagePrecision(),
                1e-12);
    }

    /** Each threshold by itself, counting all samples anew. */
    private static double averagePrecision(float[] labels, float... scores) {
        TreeSet<Float> thresholds = new TreeSet<>();
        double positives = 0;
        for (int i = 0; i < scores.length; i++) {
            thresholds.add(scores[i]);
            positives += labels[i];
        }
        double sum = 0;
        double before = 0;
        for (float threshold : thresholds.descendingSet()) {
            double taken = 0;
            double found = 0;
            for (int i = 0; i < scores.length; i++) {
                if (scores[i] >= threshold) {
                    taken++;
                    found += labels[i];
                }
            }
            sum += (found - before) / positives * found / taken;
            before = found;
        }
        return sum;
    }

    @Test
    void refusals() {
        refused("label must be 0 or 1, got 2.0 in sample 3", () -> RocCurve.of(row(0, 1, 1, 2), SCORES));
        refused("labels must hold both 0 and 1, got 1 only", () -> RocCurve.of(row(1, 1, 1, 1), SCORES));
        refused("labels must hold both 0 and 1, got 0 only", () -> PrecisionRecallCurve.of(row(0, 0, 0, 0), SCORES));
        refused("labels must have 4 entries like the scores, got 3", () -> RocCurve.of(row(0, 1, 1), SCORES));
        refused("labels must have the shape (N), got [2, 2]", () -> RocCurve.of(LABELS.reshape(2, 2), SCORES));
        refused(
                "scores must have the shape (N), (N, 1) or (N, 2), got [1, 4]",
                () -> RocCurve.of(LABELS, SCORES.reshape(1, 4)));
        refused("scores must not be NaN, got NaN in sample 2", () -> RocCurve.of(LABELS, row(1, 2, Float.NaN, 3)));
    }
}
