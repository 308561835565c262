package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

class EngineGradientsTest {

    private static Model pairs() {
        return Samples.pairNet(7).compile(new Adam(1e-2), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static Model rows() {
        var x = Input.of("x", 5);
        return new Model(x, new Dense(3).apply(x)).seed(4).compile(new SGD(0.5), Loss.softmaxCrossEntropy());
    }

    /** The net has dropout, batch normalization with its moving averages, and an optimizer with slots. */
    @Test
    void gradientsThatAreAppliedAreATrainingStepToTheBit() {
        MemoryDataset data = Samples.pairs(12);
        try (Model whole = pairs();
                Model parts = pairs()) {
            for (int i = 0; i < 4; i++) {
                StepResult trained = whole.engine().trainOnBatch(data.all());
                Gradients g = parts.engine().gradients(data.all());
                parts.engine().apply(g.gradients(), g.states());
                assertEquals(trained, g.result());
                assertEquals(whole.weights(), parts.weights());
            }
            assertEquals(4, parts.engine().step());
            assertEquals(whole.evaluate(data), parts.evaluate(data));
        }
    }

    @Test
    void gradientsAloneChangeNothing() {
        try (Model model = pairs()) {
            Map<String, FloatArray> before = model.weights();
            Gradients g = model.engine().gradients(Samples.pairs(12).all());
            assertEquals(before, model.weights());
            assertEquals(0, model.engine().step());
            Set<String> moving = g.states().keySet();
            assertEquals(2, moving.size(), "the moving mean and variance, got " + moving);
            moving.forEach(path -> assertNotEquals(before.get(path), g.states().get(path), path));
        }
    }

    /** The loss is a mean over samples, so the mean of the gradients of two halves is the gradient of both. */
    @Test
    void theMeanOfTwoHalvesIsTheGradientOfTheWhole() {
        MemoryDataset data = Samples.rows(8, 5, 3);
        try (Model model = rows()) {
            var whole = model.engine().gradients(data.all()).gradients();
            var first = model.engine().gradients(part(data, 0)).gradients();
            var second = model.engine().gradients(part(data, 4)).gradients();
            assertEquals(Set.of("dense/kernel", "dense/bias"), whole.keySet());
            whole.forEach((path, gradient) -> {
                float[] mean = new float[gradient.values().length];
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = (first.get(path).values()[i] + second.get(path).values()[i]) / 2;
                }
                assertArrayEquals(mean, gradient.values(), 1e-6f, path);
            });
        }
    }

    private static Batch part(MemoryDataset data, int from) {
        FloatArray x = data.all().inputs().get(0);
        FloatArray y = data.all().targets().get(0);
        int[] rows = {from, from + 1, from + 2, from + 3};
        return new Batch(List.of(x.rows(rows)), List.of(y.rows(rows)));
    }

    @Test
    void gradientDescentTakesTheRateTimesWhatIsGiven() {
        try (Model model = rows()) {
            Map<String, FloatArray> before = model.weights();
            Map<String, FloatArray> given = new LinkedHashMap<>();
            before.forEach(
                    (path, w) -> given.put(path, Samples.uniform(9, w.shape().asArray())));
            model.engine().apply(given, Map.of());
            model.weights().forEach((path, w) -> {
                for (int i = 0; i < w.values().length; i++) {
                    float expected = before.get(path).values()[i]
                            - 0.5f * given.get(path).values()[i];
                    assertEquals(expected, w.values()[i], 1e-6f, path);
                }
            });
        }
    }

    @Test
    void whatIsNotGivenInFullIsRefusedAndChangesNothing() {
        try (Model model = rows()) {
            Map<String, FloatArray> before = model.weights();
            Map<String, FloatArray> one = Map.of(
                    "dense/bias", FloatArray.zeros(before.get("dense/bias").shape()));
            assertEquals(
                    "gradients must be given for [dense/kernel, dense/bias], got [dense/bias]",
                    refused(model, one, Map.of()));
            Map<String, FloatArray> other = new LinkedHashMap<>(before);
            other.put("dense/bias", FloatArray.of(new float[2], 2));
            assertEquals("gradients dense/bias must have shape (3), got (2)", refused(model, other, Map.of()));
            assertEquals("states must be given for [], got [dense/bias]", refused(model, before, one));
            assertEquals(before, model.weights());
            assertEquals(0, model.engine().step());
        }
        try (Model bare = Samples.pairNet(7)) {
            assertThrows(IllegalStateException.class, () -> bare.engine()
                    .gradients(Samples.pairs(2).all()));
        }
    }

    private static String refused(Model model, Map<String, FloatArray> gradients, Map<String, FloatArray> states) {
        return assertThrows(IllegalArgumentException.class, () -> model.engine().apply(gradients, states))
                .getMessage();
    }
}
