package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Padding;

/** One sample at a time gives what a batch gives, from however many threads; batches fit into memory. */
@Tag("models")
class PredictorTest {

    private static FloatArray sample(FloatArray all, int i) {
        int size = all.values().length / all.size(0);
        return FloatArray.of(Arrays.copyOfRange(all.values(), i * size, (i + 1) * size), 6, 6, 1);
    }

    @Test
    void manyThreadsGetWhatABatchGives() throws Exception {
        var data = Samples.pairs(64);
        FloatArray left = Samples.uniform(1, 64, 6, 6, 1);
        FloatArray right = Samples.uniform(2, 64, 6, 6, 1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (var model = Samples.pairNet(3)) {
            float[] expected = model.predict(data).values();
            int classes = expected.length / 64;
            Predictor predictor = model.predictor();
            List<Future<FloatArray>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                FloatArray first = sample(left, i);
                FloatArray second = sample(right, i);
                answers.add(threads.submit(() -> predictor.predict(first, second)));
            }
            for (int i = 0; i < 64; i++) {
                FloatArray answer = answers.get(i).get();
                assertEquals(1, answer.shape().numDimensions());
                assertArrayEquals(Arrays.copyOfRange(expected, i * classes, (i + 1) * classes), answer.values(), 1e-5f);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void weightsAreThoseOfTheMoment() {
        var x = Input.of("x", 1);
        try (var model = new Model(x, new Dense(1).name("dense").apply(x)).seed(1)) {
            Predictor predictor = model.predictor();
            model.setWeights(Map.of(
                    "dense/kernel",
                    FloatArray.of(new float[] {3}, 1, 1),
                    "dense/bias",
                    FloatArray.of(new float[] {1}, 1)));
            assertArrayEquals(
                    new float[] {7},
                    predictor.predict(FloatArray.of(new float[] {2}, 1)).values());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Predictor predictor;
        try (var model = Samples.pairNet(3)) {
            predictor = model.predictor();
            FloatArray image = Samples.uniform(1, 6, 6, 1);
            assertEquals(
                    "the model has 2 inputs [left, right], the data has 1",
                    assertThrows(IllegalArgumentException.class, () -> predictor.predict(image))
                            .getMessage());
            assertEquals(
                    "input left must have shape (6, 6, 1), got (1, 6, 6, 1)",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> predictor.predict(Samples.uniform(1, 1, 6, 6, 1), image))
                            .getMessage());
        }
        FloatArray image = Samples.uniform(1, 6, 6, 1);
        assertEquals(
                "the model is closed",
                assertThrows(IllegalStateException.class, () -> predictor.predict(image, image))
                        .getMessage());
    }

    @Test
    void severalOutputsAreGivenByPredictAll() {
        var x = Input.of("x", 4);
        var a = new Dense(1).name("a").apply(x);
        var b = new Dense(2).name("b").apply(x);
        FloatArray row = Samples.uniform(1, 4);
        try (var two = new Model(List.of(x), List.of(a, b)).seed(1)) {
            assertEquals(
                    "the model has 2 outputs: use predictAll",
                    assertThrows(IllegalStateException.class, () -> two.predictor()
                                    .predict(row))
                            .getMessage());
            assertEquals(2, two.predictor().predictAll(row).get(1).values().length);
        }
    }

    @Test
    void batchesFitIntoMemory() {
        assertEquals(512, batch(8, 8, 1));
        // 1024 * 1024 * 16 floats come out of the convolution: 64 MiB.
        assertEquals(1, batch(1024, 1024, 16));
        // 64 * 64 * 32 floats, twice, are 1 MiB.
        assertEquals(64, batch(64, 64, 32));
        assertEquals(32, batch(-1, -1, 4));
    }

    private static int batch(int height, int width, int filters) {
        var image = Input.of("image", height, width, 1);
        var maps = new Conv2D(filters, 3).padding(Padding.SAME).apply(image);
        return PredictionBatch.of(new Network(List.of(image), List.of(new GlobalAveragePooling2D().apply(maps))));
    }

    @Test
    void batchesDoNotChangeTheAnswers() {
        var data = Samples.pairs(70);
        try (var model = Samples.pairNet(3)) {
            assertArrayEquals(
                    model.predict(data, 7).values(), model.predict(data).values(), 1e-5f);
        }
    }
}
