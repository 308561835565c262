package polyview.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;

/** Prototypes and episodes, by hand. */
@Tag("models")
class EpisodesTest {

    private static Embeddings line(int[] labels, float... x) {
        return Embeddings.of(FloatArray.of(x, x.length, 1), labels);
    }

    @Test
    void prototypesAreMeans() {
        Prototypes prototypes = Prototypes.of(line(new int[] {4, 1, 4, 4}, 0, 10, 2, 7));
        assertArrayEquals(new float[] {10, 3}, prototypes.means().vectors().values());
        assertArrayEquals(new int[] {1, 4}, prototypes.means().labels());
        assertArrayEquals(new int[] {1, 3}, prototypes.counts());
        assertArrayEquals(
                new int[] {4, 1},
                prototypes
                        .gallery(Distance.EUCLIDEAN)
                        .classify(FloatArray.of(new float[] {6, 7}, 2, 1))
                        .labels());
        Embeddings plane = Embeddings.of(FloatArray.of(new float[] {3, 4, 0, 10, 0, 0}, 3, 2), 0, 0, 0);
        assertArrayEquals(
                new float[] {0.6f / 3, 1.8f / 3},
                Prototypes.of(plane.normalized()).means().vectors().values(),
                1e-6f);
        refused("embeddings must not be empty", () -> Prototypes.of(plane.subset()));
    }

    @Test
    void classesThatLieApartAreAlwaysTold() {
        int[] labels = IntStream.range(0, 60).map(i -> i % 6).toArray();
        float[] x = new float[60];
        IntStream.range(0, 60).forEach(i -> x[i] = 100 * (i % 6) + i / 6);
        Episodes.Scores scores =
                Episodes.of(5, 1, 7).queries(9).count(50).evaluate(line(labels, x), Distance.EUCLIDEAN);
        assertEquals(1, scores.mean());
        assertEquals(0, scores.halfInterval());
        assertEquals(50, scores.accuracies().length);
    }

    @Test
    void embeddingsThatAreAllTheSameGuess() {
        int[] labels = IntStream.range(0, 60).map(i -> i % 6).toArray();
        assertEquals(
                0.2,
                Episodes.of(5, 2, 7)
                        .queries(8)
                        .count(20)
                        .evaluate(line(labels, new float[60]), Distance.EUCLIDEAN)
                        .mean(),
                1e-12);
    }

    /** Two shots of class 0 far apart, and one class between them: the mean is wrong where the nearest shot is right. */
    @Test
    void theMeanOrTheNearest() {
        // Each class of three: two at the ends and one of these again; the other class of three in the middle.
        Embeddings all = line(new int[] {0, 0, 1, 1, 1, 0}, 0, 100, 50, 50, 50, 0);
        Episodes two = Episodes.of(2, 2, 3).queries(1).count(400);
        double nearest = two.byNearestSample().evaluate(all, Distance.EUCLIDEAN).mean();
        double means = two.evaluate(all, Distance.EUCLIDEAN).mean();
        // The query of class 0 is at 100 in one of three episodes, and then no shot is near: 1/2 there, else 1.
        assertEquals(1 - 1.0 / 6, nearest, 0.04);
        // At 0 its shots have the mean 50, where the other class lies too: whichever was drawn first gets both queries.
        // At 100 the
        // query of class 0 is nearer to the other class. One of two is right each time.
        assertEquals(0.5, means, 1e-12);
    }

    @Test
    void seedsDecide() {
        int[] labels = IntStream.range(0, 60).map(i -> i % 6).toArray();
        float[] x = new float[60];
        IntStream.range(0, 60).forEach(i -> x[i] = i * 37 % 61);
        Episodes some = Episodes.of(3, 2, 7).queries(5).count(30);
        double[] first = some.evaluate(line(labels, x), Distance.EUCLIDEAN).accuracies();
        assertArrayEquals(
                first, some.evaluate(line(labels, x), Distance.EUCLIDEAN).accuracies());
        double[] other = new Episodes(3, 2, 5, 30, 8, true)
                .evaluate(line(labels, x), Distance.EUCLIDEAN)
                .accuracies();
        assertNotEquals(Arrays.toString(first), Arrays.toString(other));
        double mean = Arrays.stream(first).sum() / 30;
        double variance = Arrays.stream(first).map(a -> Math.pow(a - mean, 2)).sum() / 29;
        assertEquals(1.96 * Math.sqrt(variance / 30), new Episodes.Scores(first).halfInterval(), 1e-4);
    }

    @Test
    void refuses() {
        refused("ways must be at least 2, got 1", () -> Episodes.of(1, 1, 7));
        refused("shots must be positive, got 0", () -> Episodes.of(5, 0, 7));
        refused("queries must be positive, got 0", () -> Episodes.of(5, 1, 7).queries(0));
        refused("count must be positive, got 0", () -> Episodes.of(5, 1, 7).count(0));
        refused(
                "2-way episodes of 1 shot and 15 queries need 2 classes of at least 16 samples, there are 0",
                () -> Episodes.of(2, 1, 7).evaluate(line(new int[] {0, 1}, 0, 1), Distance.EUCLIDEAN));
    }
}
