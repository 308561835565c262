package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** When the trainable flag of a layer counts. */
@Tag("layers")
class TrainableTest {

    private static final Batch BATCH =
            new Batch(List.of(Examples.row(1, 2, 3)), List.of(FloatArray.of(new float[] {5}, 1)));

    /** Fixed between putting the model together and compiling it, as one does to fine-tune; freed again, it learns. */
    @Test
    void theFlagIsReadWhenTheModelIsCompiled() {
        SymbolicTensor input = Input.of("x", 3);
        Dense body = new Dense(2).name("body");
        Model made = new Model(input, new Dense(1).name("head").apply(body.apply(input))).seed(1);
        try (Model model = made) {
            body.trainable(false);
            assertEquals(3, model.summary().trainable());
            model.compile(new SGD(0.01), Loss.meanSquaredError());
            Map<String, FloatArray> before = model.weights();
            model.engine().trainOnBatch(BATCH);
            Map<String, FloatArray> fixed = model.weights();
            assertEquals(before.get("body/kernel"), fixed.get("body/kernel"));
            assertEquals(before.get("body/bias"), fixed.get("body/bias"));
            assertNotEquals(before.get("head/kernel"), fixed.get("head/kernel"));
            body.trainable(true);
            model.compile(new SGD(0.01), Loss.meanSquaredError());
            assertEquals(8 + 3, model.summary().trainable());
            model.engine().trainOnBatch(BATCH);
            assertNotEquals(fixed.get("body/kernel"), model.weights().get("body/kernel"));
        }
    }
}
