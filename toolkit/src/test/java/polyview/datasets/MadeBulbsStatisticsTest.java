package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.Table;

/** What can be told from the bulbs without learning: nothing from brightness, the class and the view from lines. */
@Tag("data")
class MadeBulbsStatisticsTest {

    private static final int COUNT = 1000;
    private static final int SIZE = 48;

    /** With 500 of each class, a score that knows nothing ranks 0.5 right with a standard deviation of 0.018. */
    private static final double CHANCE = 0.09;

    private final MadeBulbs bulbs = MadeBulbs.of(COUNT, 7);
    private final MemoryDataset data = bulbs.fourInputs();
    private final float[] classes = data.all().targets().get(0).values();

    @Test
    void brightnessSaysNothing() {
        assertEquals(0.5, highest(v -> mean(v, 1)), CHANCE, "mean");
        assertEquals(0.5, highest(v -> -mean(v, 1)), CHANCE, "least mean");
        assertEquals(0.5, highest(v -> mean(v, 2) - mean(v, 1) * mean(v, 1)), CHANCE, "variance");
        assertEquals(0.5, highest(v -> glass(v, 1)), CHANCE, "brightest");
        assertEquals(0.5, highest(v -> glass(v, -1)), CHANCE, "darkest");
    }

    @Test
    void linesTellTheClassAndTheView() {
        Table truth = bulbs.truth();
        double[] best = new double[COUNT];
        int right = 0;
        for (int i = 0; i < COUNT; i++) {
            int found = 0;
            for (int view = 0; view < 4; view++) {
                double line = line(view(i, view));
                if (line > best[i]) {
                    best[i] = line;
                    found = view;
                }
            }
            right += classes[i] == 1 && found == truth.intColumn("view").getInt(i) ? 1 : 0;
        }
        assertTrue(Ranking.of(best, classes) > 0.97, "ranked right: " + Ranking.of(best, classes));
        assertTrue(right > 0.97 * COUNT / 2, "cracks found in their view: " + right);
    }

    /** Without noise and marks nothing but the marked view changes: of each bulb exactly one, the crack's where it has one. */
    @Test
    void exactlyOneViewIsMarked() {
        List<FloatArray> marked = bulbs.noise(0).fourInputs().all().inputs();
        List<FloatArray> clean = bulbs.noise(0).contrast(0).fourInputs().all().inputs();
        Table truth = bulbs.truth();
        int[] dusty = new int[4];
        for (int i = 0; i < COUNT; i++) {
            int found = -1;
            for (int view = 0; view < 4; view++) {
                if (!marked.get(view).row(i).equals(clean.get(view).row(i))) {
                    assertEquals(-1, found, "a second view of sample " + i);
                    found = view;
                }
            }
            assertTrue(found >= 0, "no view of sample " + i);
            if (classes[i] == MadeBulbs.DEFECT) {
                assertEquals(truth.intColumn("view").getInt(i), found);
            } else {
                dusty[found]++;
            }
        }
        for (int count : dusty) {
            assertEquals(COUNT / 8.0, count, 5 * Math.sqrt(COUNT / 2.0 * 3 / 16));
        }
    }

    /** The same pixel, marked or not, over all bulbs: means and squares of what the marks add, in standard errors. */
    @Test
    void marksLieAlikeInBothClasses() {
        int bins = 16;
        double[][] sums = new double[2][bins * bins];
        double[][] squares = new double[2][bins * bins];
        int n = 20000;
        for (int seed = 0; seed < n; seed++) {
            for (int crack = 0; crack < 2; crack++) {
                double[] seen = new double[bins * bins];
                for (double[] speck :
                        Marks.random(2L * seed + crack, crack == 1, 0.3, 24).specks()) {
                    int x = (int) ((speck[0] + 0.6) / 1.2 * bins);
                    int y = (int) ((speck[1] - Bulb.MIDDLE + 0.6) / 1.2 * bins);
                    seen[y * bins + x] += Math.abs(speck[2]);
                }
                for (int b = 0; b < seen.length; b++) {
                    sums[crack][b] += seen[b];
                    squares[crack][b] += seen[b] * seen[b];
                }
            }
        }
        for (int b = 0; b < bins * bins; b++) {
            double variance = (squares[0][b] + squares[1][b]) / n;
            double difference = Math.abs(sums[0][b] - sums[1][b]) / n;
            assertTrue(difference <= 5 * Math.sqrt(variance / n) + 1e-12, "place " + b + ": " + difference);
        }
    }

    private float[] view(int i, int view) {
        return data.all().inputs().get(view).row(i).values();
    }

    /** Ranks bulbs by the highest score of their views. */
    private double highest(ToDoubleFunction<float[]> score) {
        double[] scores = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            scores[i] = Double.NEGATIVE_INFINITY;
            for (int view = 0; view < 4; view++) {
                scores[i] = Math.max(scores[i], score.applyAsDouble(view(i, view)));
            }
        }
        return Ranking.of(scores, classes);
    }

    private static double mean(float[] view, int power) {
        double sum = 0;
        for (float value : view) {
            sum += Math.pow(value, power);
        }
        return sum / view.length;
    }

    /** The highest value, or the lowest with a minus, in a square on the glass. */
    private static double glass(float[] view, int sign) {
        double most = Double.NEGATIVE_INFINITY;
        for (int y = 10; y < 28; y++) {
            for (int x = 14; x < 34; x++) {
                most = Math.max(most, sign * view[y * SIZE + x]);
            }
        }
        return most;
    }

    /** The largest difference between a stretch of line and its two neighbours, over eight directions. */
    private static double line(float[] view) {
        double best = 0;
        for (int k = 0; k < 8; k++) {
            double cos = Math.cos(Math.PI * k / 8);
            double sin = Math.sin(Math.PI * k / 8);
            int[] middle = new int[11];
            int[] left = new int[11];
            int[] right = new int[11];
            for (int t = -5; t <= 5; t++) {
                middle[t + 5] = step(t * cos, t * sin);
                left[t + 5] = step(t * cos - 2.5 * sin, t * sin + 2.5 * cos);
                right[t + 5] = step(t * cos + 2.5 * sin, t * sin - 2.5 * cos);
            }
            for (int y = 9; y < 28; y++) {
                for (int x = 13; x < 35; x++) {
                    double sum = 0;
                    int at = y * SIZE + x;
                    for (int t = 0; t < 11; t++) {
                        sum += view[at + middle[t]] - 0.5 * (view[at + left[t]] + view[at + right[t]]);
                    }
                    best = Math.max(best, Math.abs(sum));
                }
            }
        }
        return best;
    }

    private static int step(double x, double y) {
        return (int) Math.round(y) * SIZE + (int) Math.round(x);
    }
}
