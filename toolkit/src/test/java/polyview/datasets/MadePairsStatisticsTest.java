package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/** What can be told from the pairs without learning: the borders of both images together, and nothing from one alone. */
@Tag("data")
class MadePairsStatisticsTest {

    private static final int SIZE = 32;

    private final MemoryDataset data = MadePairs.of(2000, 7).dataset();
    private final float[] classes = data.all().targets().get(0).values();

    @Test
    void eachImageAloneLooksAlikeInBothClasses() {
        for (FloatArray images : data.all().inputs()) {
            assertTrue(largestDifference(images) < 5, "standard errors: " + largestDifference(images));
        }
    }

    /** The test above would see a displacement that cuts the image and fills the border, as a careless maker does. */
    @Test
    void aFilledBorderWouldBeSeen() {
        FloatArray careless = FloatArray.of(data.all().inputs().get(1).values().clone(), 2000, SIZE, SIZE, 1);
        for (int i = 0; i < 2000; i++) {
            if (classes[i] == MadePairs.SHIFTED) {
                for (int y = 0; y < SIZE; y++) {
                    careless.set(careless.get(i, y, 1, 0), i, y, 0, 0);
                }
            }
        }
        assertTrue(largestDifference(careless) > 20, "standard errors: " + largestDifference(careless));
    }

    @Test
    void bordersTogetherTellAlignedFromShifted() {
        double[] scores = new double[2000];
        for (int i = 0; i < 2000; i++) {
            scores[i] = Ranking.correlation(
                    slopes(data.all().inputs().get(0).row(i)),
                    slopes(data.all().inputs().get(1).row(i)));
        }
        assertTrue(ranking(scores) > 0.98, "ranked right: " + ranking(scores));
    }

    /** The second sensor is no copy of the first and no plain negative either. */
    @Test
    void differenceTellsNextToNothingAndSumLessThanBorders() {
        double[] minus = new double[2000];
        double[] plus = new double[2000];
        for (int i = 0; i < 2000; i++) {
            float[] one = data.all().inputs().get(0).row(i).values();
            float[] two = data.all().inputs().get(1).row(i).values();
            double sum = 0;
            double squares = 0;
            for (int p = 0; p < one.length; p++) {
                minus[i] -= Math.abs(one[p] - two[p]);
                sum += one[p] + two[p];
                squares += (one[p] + two[p]) * (one[p] + two[p]);
            }
            plus[i] = sum * sum / one.length - squares;
        }
        assertEquals(0.5, ranking(minus), 0.12);
        assertTrue(ranking(plus) < 0.92, "ranked right: " + ranking(plus));
    }

    private double ranking(double[] scores) {
        return Ranking.of(scores, classes);
    }

    private static double[] slopes(FloatArray image) {
        double[] slopes = new double[(SIZE - 2) * (SIZE - 2)];
        for (int y = 1; y < SIZE - 1; y++) {
            for (int x = 1; x < SIZE - 1; x++) {
                slopes[(y - 1) * (SIZE - 2) + x - 1] = Math.hypot(
                        image.get(y, x + 1, 0) - image.get(y, x - 1, 0),
                        image.get(y + 1, x, 0) - image.get(y - 1, x, 0));
            }
        }
        return slopes;
    }

    /**
     * Of each pixel's brightness, its square and its steps to the right and down: the largest difference of the classes'
     * means, in standard errors. By chance alone, the largest of 4000 lies near 3.7, and above 5 once in 400 times.
     */
    private double largestDifference(FloatArray images) {
        double largest = 0;
        int pixels = SIZE * SIZE;
        for (int kind = 0; kind < 4; kind++) {
            for (int p = 0; p < pixels - SIZE - 1; p++) {
                double[] sum = new double[2];
                double[] squares = new double[2];
                for (int i = 0; i < classes.length; i++) {
                    double value = feature(images.values(), i * pixels + p, kind);
                    sum[(int) classes[i]] += value;
                    squares[(int) classes[i]] += value * value;
                }
                int n = classes.length / 2;
                double variance = (squares[0] - sum[0] * sum[0] / n + squares[1] - sum[1] * sum[1] / n) / (n - 1);
                largest = Math.max(largest, Math.abs(sum[0] - sum[1]) / n / Math.sqrt(variance / n));
            }
        }
        return largest;
    }

    private static double feature(float[] values, int at, int kind) {
        return switch (kind) {
            case 0 -> values[at];
            case 1 -> values[at] * values[at];
            case 2 -> Math.abs(values[at + 1] - values[at]);
            default -> Math.abs(values[at + SIZE] - values[at]);
        };
    }
}
