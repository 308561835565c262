package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.metrics.MetricData.array;
import static polyview.metrics.MetricData.row;
import static polyview.metrics.MetricData.value;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.losses.Task;

/** The examples of the Javadoc, and what has no value. */
@Tag("training")
class MetricEdgesTest {

    private static final double NAN = Double.NaN;
    private static final FloatArray NONE = row(-1, -2, -3);

    private static double ofLabels(Metric metric, FloatArray scores, FloatArray labels) {
        return value(metric, Task.LABELS, scores, labels);
    }

    /** Scores that answer with these classes. */
    private static FloatArray answers(int classes, int... answered) {
        double[] scores = new double[answered.length * classes];
        for (int i = 0; i < answered.length; i++) {
            scores[i * classes + answered[i]] = 1;
        }
        return array(scores, answered.length, classes);
    }

    private static double ofClasses(Metric metric, FloatArray scores, double... classes) {
        return value(metric, Task.CLASSES, scores, row(classes));
    }

    @Test
    void decisionsOfTheJavadoc() {
        FloatArray logits = row(2, 1, 3, 1, -1, -2);
        FloatArray labels = row(1, 1, 1, 0, 1, 0);
        assertEquals(0.75, ofLabels(Metric.precision(), logits, labels));
        assertEquals(0.75, ofLabels(Metric.recall(), logits, labels));
        assertEquals(0.75, ofLabels(Metric.f1(), logits, labels));
        assertEquals(0.75, ofLabels(Metric.dice(), logits, labels));
        assertEquals(0.6, ofLabels(Metric.iou(), logits, labels));
        assertEquals(
                (2 / 3.0 + 1) / 2, ofClasses(Metric.balancedAccuracy(), answers(2, 0, 0, 1, 1), 0, 0, 0, 1), 1e-15);
        assertEquals(0.5, ofClasses(Metric.cohenKappa(), answers(2, 0, 0, 1, 0), 0, 0, 1, 1));
        FloatArray scores = array(new double[] {3, 1, 2}, 1, 3);
        assertEquals(0, ofClasses(Metric.topKAccuracy(1), scores, 2));
        assertEquals(1, ofClasses(Metric.topKAccuracy(2), scores, 2));
        assertEquals(0.75, ofLabels(Metric.rocAuc(), row(0.1, 0.4, 0.35, 0.8), row(0, 0, 1, 1)));
        assertEquals(0.8333, ofLabels(Metric.averagePrecision(), row(0.1, 0.4, 0.35, 0.8), row(0, 0, 1, 1)), 5e-5);
    }

    @Test
    void numbersImagesAndEmbeddingsOfTheJavadoc() {
        assertEquals(Math.sqrt(2), value(Metric.rootMeanSquaredError(), Task.NUMBERS, row(1, 2), row(1, 4)));
        assertEquals(0.5, value(Metric.r2(), Task.NUMBERS, row(1, 2, 4), row(1, 2, 3)));
        FloatArray black = array(new double[12 * 12], 1, 12, 12, 1);
        FloatArray gray = black.reshape(1, 12, 12, 1).rows(0);
        java.util.Arrays.fill(gray.values(), 0.1f);
        assertEquals(20, value(Metric.psnr(1), Task.IMAGES, gray, black), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, value(Metric.psnr(1), Task.IMAGES, gray, gray));
        assertEquals(1, value(Metric.ssim(1), Task.IMAGES, gray, gray), 1e-12);
        FloatArray line = array(new double[] {0, 1, 3, 4}, 4, 1);
        assertEquals(0, value(Metric.recallAt(1), Task.EMBEDDINGS, line, row(5, 6, 5, 6)));
        assertEquals(0.5, value(Metric.recallAt(2), Task.EMBEDDINGS, line, row(5, 6, 5, 6)));
    }

    @Test
    void nothingDividedByNothingIsNoNumberButWhatIsSaid() {
        FloatArray positive = row(1, 1, 1);
        FloatArray negative = row(0, 0, 0);
        assertEquals(NAN, ofLabels(Metric.precision(), NONE, positive));
        assertEquals(0, ofLabels(Metric.precision().zeroDivision(0), NONE, positive));
        assertEquals(1, ofLabels(Metric.precision().zeroDivision(1), NONE, positive));
        assertEquals(0, ofLabels(Metric.recall(), NONE, positive));
        assertEquals(0, ofLabels(Metric.f1(), NONE, positive));
        assertEquals(NAN, ofLabels(Metric.recall(), NONE, negative));
        assertEquals(NAN, ofLabels(Metric.f1(), NONE, negative));
        assertEquals(NAN, ofLabels(Metric.iou(), NONE, negative));
        assertEquals(NAN, ofLabels(Metric.rocAuc(), NONE, negative));
        assertEquals(NAN, ofLabels(Metric.rocAuc(), NONE, positive));
        assertEquals(NAN, ofLabels(Metric.averagePrecision(), NONE, negative));
        assertEquals(1, ofLabels(Metric.averagePrecision(), NONE, positive));
    }

    @Test
    void classesThatDoNotOccur() {
        FloatArray scores = answers(4, 0, 0, 1);
        // Class 2 is wanted and never answered, class 3 is neither.
        assertEquals(NAN, ofClasses(Metric.precision().macro(), scores, 0, 0, 2));
        assertEquals(NAN, ofClasses(Metric.recall().macro(), scores, 0, 0, 2));
        assertEquals(1 / 3.0, ofClasses(Metric.recall().macro().zeroDivision(0), scores, 0, 0, 2));
        assertEquals(1 / 3.0, ofClasses(Metric.f1().macro(), scores, 0, 0, 2));
        assertEquals(1 / 3.0, ofClasses(Metric.iou().macro(), scores, 0, 0, 2));
        assertEquals(NAN, ofClasses(Metric.iou().ofClass(3), scores, 0, 0, 2));
        assertEquals(0.5, ofClasses(Metric.balancedAccuracy(), scores, 0, 0, 2));
        assertEquals(NAN, ofClasses(Metric.rocAuc().macro(), scores, 0, 0, 2));
        assertEquals(NAN, ofClasses(Metric.cohenKappa(), answers(2, 1, 1), 1, 1));
        // Of labels all places count, as in scikit-learn.
        FloatArray two = array(new double[] {1, -1, 1, -1}, 2, 2);
        assertEquals(NAN, ofLabels(Metric.f1().macro(), two, array(new double[] {1, 0, 1, 0}, 2, 2)));
    }

    @Test
    void scoresThatAreNoNumbersDecideNothing() {
        FloatArray scores = row(NAN, NAN, 1);
        FloatArray labels = row(1, 0, 1);
        assertEquals(0.5, ofLabels(Metric.recall(), scores, labels));
        assertEquals(1, ofLabels(Metric.precision(), scores, labels));
        assertEquals(0.25, ofLabels(Metric.balancedAccuracy(), scores, labels));
        assertEquals(NAN, ofLabels(Metric.cohenKappa(), scores, labels));
        assertEquals(NAN, ofLabels(Metric.rocAuc(), scores, labels));
        assertEquals(NAN, ofLabels(Metric.rocAuc().thresholds(5), scores, labels));
        FloatArray classes = array(new double[] {NAN, 1, 2, 0, 1, 2}, 2, 3);
        assertEquals(0.5, ofClasses(Metric.topKAccuracy(2), classes, 2, 2));
        assertEquals(NAN, value(Metric.r2(), Task.NUMBERS, scores, row(1, 2, 3)));
        assertEquals(NAN, value(Metric.recallAt(1), Task.EMBEDDINGS, scores, labels));
    }

    @Test
    void numbersWithoutASpread() {
        assertEquals(NAN, value(Metric.r2(), Task.NUMBERS, row(1), row(1)));
        assertEquals(1, value(Metric.r2(), Task.NUMBERS, row(0.1, 0.1, 0.1), row(0.1, 0.1, 0.1)));
        assertEquals(0, value(Metric.r2(), Task.NUMBERS, row(0.1, 0.2, 0.1), row(0.1, 0.1, 0.1)));
    }

    @Test
    void embeddingsThatAreAllTheSameFindNothing() {
        FloatArray same = array(new double[12], 6, 2);
        assertEquals(0, value(Metric.recallAt(3), Task.EMBEDDINGS, same, row(0, 0, 0, 1, 1, 1)));
        assertEquals(1, value(Metric.recallAt(4), Task.EMBEDDINGS, same, row(0, 0, 0, 1, 1, 1)));
        assertEquals(NAN, value(Metric.recallAt(1), Task.EMBEDDINGS, same, row(0, 1, 2, 3, 4, 5)));
        FloatArray infinite = array(new double[] {0, Double.POSITIVE_INFINITY, 1}, 3, 1);
        assertEquals(NAN, value(Metric.recallAt(1), Task.EMBEDDINGS, infinite, row(0, 0, 0)));
        assertEquals(1, value(Metric.recallAt(9), Task.EMBEDDINGS, same, row(0, 0, 0, 1, 1, 1)));
        FloatArray views = array(new double[] {0, 1, 5, 6}, 2, 2, 1);
        assertEquals(1, value(Metric.recallAt(1), Task.EMBEDDINGS, views, row(0, 1)));
    }

    @Test
    void equalScoresAndTargetsOfOtherForms() {
        FloatArray equal = array(new double[] {1, 1, 1}, 1, 3);
        assertEquals(1, ofClasses(Metric.topKAccuracy(1), equal, 0));
        assertEquals(0, ofClasses(Metric.topKAccuracy(2), equal, 2));
        FloatArray oneHot = array(new double[] {0, 0.2, 0.8}, 1, 3);
        assertEquals(1, value(Metric.f1().ofClass(2), Task.CLASSES, answers(3, 2), oneHot));
        assertEquals(1, ofLabels(Metric.precision().threshold(0.1), row(0.1, 0.2), row(0, 1)));
        assertTrue(Metric.psnr(1).higherIsBetter()
                && !Metric.rootMeanSquaredError().higherIsBetter());
    }
}
