package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Adam;

/** The state of an engine, taken out and put into another one. */
@Tag("models")
class EngineStateTest {

    private static final Batch BATCH = Samples.pairs(12).all();

    private static Model net(long seed) {
        return Samples.pairNet(seed).compile(new Adam(1e-2), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** The net has dropout, batch normalization, and an optimizer with slots whose corrections depend on the step. */
    @Test
    void anotherEngineGoesOnToTheBit() {
        try (Model first = net(7);
                Model second = net(8)) {
            first.engine().trainOnBatch(BATCH);
            first.engine().trainOnBatch(BATCH);
            first.engine().learningRate(0.03);
            second.engine().state(first.engine().state());
            assertEquals(2, second.engine().step());
            assertEquals(7, second.engine().seed());
            assertEquals(0.03, second.engine().learningRate());
            for (int i = 0; i < 3; i++) {
                assertEquals(first.engine().trainOnBatch(BATCH), second.engine().trainOnBatch(BATCH));
            }
            assertEquals(first.engine().state(), second.engine().state());
        }
    }

    @Test
    void aStateIsACopy() {
        try (Model model = net(7)) {
            EngineState before = model.engine().state();
            StepResult first = model.engine().trainOnBatch(BATCH);
            assertNotEquals(before, model.engine().state());
            model.engine().state(before);
            assertEquals(first, model.engine().trainOnBatch(BATCH));
            assertTrue(before.variables().keySet().containsAll(model.weights().keySet()));
            assertTrue(before.variables().size() > model.weights().size());
            assertThrows(UnsupportedOperationException.class, () -> before.variables()
                    .clear());
        }
    }

    @Test
    void someVariablesAreEnough() {
        try (Model model = net(7)) {
            EngineState state = model.engine().state();
            model.engine().trainOnBatch(BATCH);
            EngineState trained = model.engine().state();
            model.engine().state(trained.with(Map.of("dense/bias", FloatArray.of(new float[] {3, 4}, 2))));
            assertEquals(FloatArray.of(new float[] {3, 4}, 2), model.weights().get("dense/bias"));
            assertEquals(
                    trained.variables().get("dense/kernel"), model.weights().get("dense/kernel"));
            assertEquals(1, model.engine().step());
            model.engine().state(state.at(5).seeded(3));
            assertEquals(5, model.engine().step());
            assertEquals(3, model.engine().seed());
        }
    }

    @Test
    void othersAreRefusedWithNothingChanged() {
        try (Model model = net(7)) {
            EngineState state = model.engine().state();
            EngineState unknown = state.at(9).with(Map.of("conv/kernel", FloatArray.zeros(Shape.of(1))));
            String message = assertThrows(
                            IllegalArgumentException.class, () -> model.engine().state(unknown))
                    .getMessage();
            assertTrue(message.startsWith("no variable named conv/kernel; there are ["), message);
            assertTrue(message.contains("dense/kernel/m"), message);
            refused("variable dense/bias has shape [2], got [3]", () -> model.engine()
                    .state(state.with(Map.of("dense/bias", FloatArray.zeros(Shape.of(3))))));
            assertEquals(state, model.engine().state());
        }
    }
}
