package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** What one seed decides: first weights and dropout, each place and each step on its own. */
@Tag("models")
class RandomnessTest {

    private static final int WIDTH = 64;

    private static Model twoAlike() {
        var x = Input.of("x", WIDTH);
        return new Model(
                x, new Dense(WIDTH).name("b").apply(new Dense(WIDTH).name("a").apply(x)));
    }

    /** Two dropouts of the same input, and what each lets through in a step. */
    private static List<FloatArray> masks(Engine engine) {
        FloatArray ones = FloatArray.of(filled(1), 1, WIDTH);
        return engine.trainOnBatch(new Batch(List.of(ones), List.of(ones, ones)))
                .scores();
    }

    private static float[] filled(float value) {
        float[] values = new float[WIDTH];
        Arrays.fill(values, value);
        return values;
    }

    private static Model dropouts(long seed) {
        var x = Input.of("x", WIDTH);
        var outputs = List.of(new Dropout(0.5).apply(x), new Dropout(0.5).apply(x));
        return new Model(List.of(x), outputs)
                .seed(seed)
                .compile(new SGD(), List.of(Loss.meanSquaredError(), Loss.meanSquaredError()));
    }

    @Test
    void weightsOfOneShapeBeginDifferently() {
        try (var model = twoAlike().seed(1);
                var again = twoAlike().seed(1);
                var other = twoAlike().seed(2)) {
            var weights = model.weights();
            float[] a = weights.get("a/kernel").values();
            float[] b = weights.get("b/kernel").values();
            assertNotEquals(weights.get("a/kernel"), weights.get("b/kernel"));
            // Two independent draws of 4096 values: the correlation is below 5/64 but for one case in a million.
            assertTrue(Math.abs(correlation(a, b)) < 5.0 / WIDTH);
            assertEquals(weights, again.weights());
            assertNotEquals(weights.get("a/kernel"), other.weights().get("a/kernel"));
        }
    }

    private static double correlation(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void eachDropoutAndEachStepDrawsAnew() {
        try (var model = dropouts(1);
                var again = dropouts(1);
                var other = dropouts(2)) {
            List<FloatArray> first = masks(model.engine());
            assertFalse(first.get(0).equals(first.get(1)));
            assertEquals(first, masks(again.engine()));
            assertNotEquals(first, masks(other.engine()));
            assertNotEquals(first, masks(model.engine()));
            // The others are doubled.
            for (float value : first.get(0).values()) {
                assertTrue(value == 0 || value == 2, "got " + value);
            }
            assertEquals(
                    FloatArray.of(filled(1), 1, WIDTH),
                    model.predictAll(FloatArray.of(filled(1), 1, WIDTH)).get(0));
        }
    }

    @Test
    void withoutASeedOneIsDrawnAndTold() {
        try (var model = twoAlike()) {
            long seed = model.seed();
            var weights = model.weights();
            assertEquals(seed, model.seed());
            try (var again = twoAlike().seed(seed);
                    var unlike = twoAlike()) {
                assertEquals(weights, again.weights());
                assertNotEquals(seed, unlike.seed());
            }
        }
    }

    @Test
    void negativeSeedsAreSeeds() {
        try (var model = twoAlike().seed(Long.MIN_VALUE)) {
            assertEquals(Long.MIN_VALUE, model.seed());
            FloatArray y = model.predict(FloatArray.zeros(Shape.of(1, WIDTH)));
            assertEquals(FloatArray.zeros(Shape.of(1, WIDTH)), y);
        }
    }
}
