package polyview.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** Triplets counted one by one, and their shares over batches. */
@Tag("training")
class MiningTest {

    private static FloatArray line(float... x) {
        return FloatArray.of(x, x.length);
    }

    private static double distance(float[] x, int width, int a, int b) {
        double sum = 0;
        for (int e = 0; e < width; e++) {
            sum += Math.pow((double) x[a * width + e] - x[b * width + e], 2);
        }
        return Math.sqrt(sum);
    }

    /** As the definition says: every triplet for itself. */
    private static Mining plainly(float[] x, float[] y, double margin) {
        int n = y.length;
        int width = x.length / n;
        long[] t = new long[3];
        long[] pairs = new long[2];
        double[] sums = new double[2];
        for (int a = 0; a < n; a++) {
            for (int p = 0; p < n; p++) {
                double own = distance(x, width, a, p);
                if (p > a) {
                    pairs[y[a] == y[p] ? 0 : 1]++;
                    sums[y[a] == y[p] ? 0 : 1] += own;
                }
                for (int q = 0; q < n; q++) {
                    if (p != a && y[a] == y[p] && y[a] != y[q]) {
                        double other = distance(x, width, a, q);
                        t[0]++;
                        t[1] += other <= own ? 1 : 0;
                        t[2] += other > own && other < own + margin ? 1 : 0;
                    }
                }
            }
        }
        return new Mining(t[0], t[1], t[2], pairs[0], sums[0] / pairs[0], pairs[1], sums[1] / pairs[1]);
    }

    private static void same(Mining expected, Mining got) {
        assertEquals(expected.triplets(), got.triplets());
        assertEquals(expected.hard(), got.hard());
        assertEquals(expected.semiHard(), got.semiHard());
        assertEquals(expected.own(), got.own());
        assertEquals(expected.other(), got.other());
        assertEquals(expected.meanOwn(), got.meanOwn(), 1e-12);
        assertEquals(expected.meanOther(), got.meanOther(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 5})
    void everyTripletIsCounted(double margin) {
        SplittableRandom random = Seeds.stream(7);
        for (int round = 0; round < 20; round++) {
            int n = 3 + random.nextInt(20);
            float[] x = new float[n * 3];
            float[] y = new float[n];
            // Whole numbers make equal distances.
            for (int i = 0; i < x.length; i++) {
                x[i] = round % 2 == 0 ? random.nextInt(4) : (float) random.nextDouble();
            }
            for (int i = 0; i < n; i++) {
                y[i] = random.nextInt(3);
            }
            same(plainly(x, y, margin), Mining.of(FloatArray.of(x, n, 3), line(y), margin));
        }
    }

    @Test
    void theExample() {
        same(new Mining(2, 0, 2, 1, 1, 2, 2.5), Mining.of(line(0, 1, 3), line(0, 0, 1), 2.5));
    }

    @Test
    void aCollapsedEmbeddingIsAllHard() {
        Mining same = Mining.of(line(2, 2, 2, 2), line(0, 0, 1, 1), 0.5);
        assertEquals(8, same.hard());
        assertEquals(1, same.active());
        assertEquals(0, same.meanOwn());
        assertEquals(0, same.meanOther());
    }

    private static double value(Metric metric, boolean stops) {
        Metric.Tally tally = metric.tally(Task.EMBEDDINGS);
        tally.add(line(0, 1, 3), line(0, 0, 1));
        if (stops) {
            double[] state = tally.state().orElseThrow();
            tally = metric.tally(Task.EMBEDDINGS);
            tally.restore(state);
        }
        // A batch of one class has pairs and no triplets.
        tally.add(line(0, 4, 8), line(2, 2, 2));
        tally.add(line(0, 5, 1, 20), line(0, 0, 1, 1));
        return tally.value();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sharesAreOverTheTripletsOfAllBatches(boolean stops) {
        // Triplets 2, 0 and 8. In the last, distances 5 and 19 of one class, and 1, 20, 4, 15 of two. With a margin of
        // 2.5: 0 and
        // 5 with 1 (hard), 20 (easy), with 4 (hard), 15 (easy); 1 and 20 with 1 and 4 (hard), with 20 and 15: 20 is
        // semi-hard, 15 hard.
        assertEquals(8.0 / 10, value(Metric.activeTriplets(2.5), stops), 1e-12);
        assertEquals(5.0 / 10, value(Metric.hardTriplets(), stops), 1e-12);
        assertEquals(3.0 / 10, value(Metric.semiHardTriplets(2.5), stops), 1e-12);
        assertEquals((1 + 16 + 5 + 19) / 6.0, value(Metric.ownDistance(), stops), 1e-12);
        assertEquals((5 + 40) / 6.0, value(Metric.otherDistance(), stops), 1e-12);
    }

    @Test
    void eachViewIsAnEmbedding() {
        Metric.Tally views = Metric.activeTriplets(2.5).tally(Task.EMBEDDINGS);
        views.add(FloatArray.of(new float[] {0, 1, 3, 9}, 2, 2, 1), line(0, 1));
        assertEquals(Mining.of(line(0, 1, 3, 9), line(0, 0, 1, 1), 2.5).active(), views.value());
        assertTrue(Double.isNaN(Metric.hardTriplets().tally(Task.EMBEDDINGS).value()));
    }

    @Test
    void refuses() {
        refused("margin must be positive, got 0.0", () -> Metric.activeTriplets(0));
        refused("margin must be positive, got 0.0", () -> Mining.of(line(0), line(0), 0));
        refused("activeTriplets has no meaning with softmaxCrossEntropy", () -> Metric.activeTriplets(1)
                .check(Loss.softmaxCrossEntropy()));
        refused(
                "mining needs embeddings (N, E) and a label for each of the N, got scores (2) and targets (3)",
                () -> Mining.of(line(0, 1), line(0, 1, 2), 1));
        assertEquals(
                Metric.semiHardTriplets(0.5),
                ToolkitMetrics.of(MetricSpec.of(Metric.semiHardTriplets(0.5))).orElseThrow());
    }
}
