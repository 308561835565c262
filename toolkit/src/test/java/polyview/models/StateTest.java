package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.BatchNormalization;
import polyview.layers.Concatenate;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** Weights that change in a step without a gradient: moving averages. */
@Tag("models")
class StateTest {

    private final FloatArray left = FloatArray.of(new float[] {1, 3}, 2, 1);
    private final FloatArray right = FloatArray.of(new float[] {-4, 8}, 2, 1);

    /** One normalisation over both inputs, one after the other. */
    private static Model shared(BatchNormalization norm) {
        var a = Input.of("a", 1);
        var b = Input.of("b", 1);
        var both = new Concatenate().apply(norm.name("norm").apply(a), norm.apply(b));
        return new Model(List.of(a, b), new Dense(1).apply(both)).seed(1).compile(new SGD(), Loss.meanSquaredError());
    }

    private void step(Model model) {
        model.engine().trainOnBatch(new Batch(List.of(left, right), List.of(Samples.uniform(1, 2))));
    }

    @Test
    void eachApplicationMovesTheAverageInItsOrder() {
        try (var model = shared(new BatchNormalization().momentum(0.75))) {
            step(model);
            Map<String, FloatArray> weights = model.weights();
            // Means 2 and 2, variances 1 and 36, from 0 and 1: (x 0.75 + 0.25 batch) twice.
            double mean = (0 * 0.75 + 2 * 0.25) * 0.75 + 2 * 0.25;
            double variance = (1 * 0.75 + 1 * 0.25) * 0.75 + 36 * 0.25;
            assertEquals(mean, weights.get("norm/movingMean").get(0), 1e-6);
            assertEquals(variance, weights.get("norm/movingVariance").get(0), 1e-5);
            step(model);
            assertEquals(
                    (mean * 0.75 + 0.5) * 0.75 + 0.5,
                    model.weights().get("norm/movingMean").get(0),
                    1e-6);
        }
    }

    @Test
    void evaluatingAndPredictingMoveNothing() {
        try (var model = shared(new BatchNormalization())) {
            Map<String, FloatArray> before = model.weights();
            model.predict(left, right);
            model.engine().testOnBatch(new Batch(List.of(left, right), List.of(Samples.uniform(1, 2))));
            assertEquals(before, model.weights());
        }
    }

    @Test
    void aFixedLayerKeepsItsAverages() {
        try (var model = shared(new BatchNormalization().trainable(false))) {
            Map<String, FloatArray> before = model.weights();
            step(model);
            Map<String, FloatArray> after = model.weights();
            for (String name : List.of("gamma", "beta", "movingMean", "movingVariance")) {
                assertEquals(before.get("norm/" + name), after.get("norm/" + name));
            }
        }
    }
}
