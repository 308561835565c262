package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.BatchNormalization;
import polyview.layers.DualConv2D;
import polyview.losses.Loss;
import polyview.optimizers.SGD;

/** The mean of no samples is not a number: a step on them would ruin moving averages for good. */
@Tag("models")
class EmptyBatchTest {

    @Test
    void aBatchOfSizeZeroIsRefusedAndChangesNothing() {
        var x = Input.of("x", 2);
        try (Model model = new Model(x, new BatchNormalization().apply(x)).seed(1)) {
            model.compile(new SGD(), Loss.meanSquaredError());
            Map<String, FloatArray> before = model.weights();
            FloatArray none = FloatArray.of(new float[0], 0, 2);
            Batch batch = new Batch(List.of(none), List.of(none));
            Engine engine = model.engine();
            for (var use : List.<Executable>of(() -> engine.trainOnBatch(batch), () -> engine.testOnBatch(batch))) {
                assertEquals(
                        "the batch is empty",
                        assertThrows(IllegalArgumentException.class, use).getMessage());
            }
            assertEquals(before, model.weights());
            assertEquals(0, engine.step());
            for (var use : List.<Executable>of(
                    () -> model.predict(none),
                    () -> model.predictAll(none),
                    () -> model.features("batch_normalization", none),
                    () -> engine.predictOnBatch(List.of(none)))) {
                assertEquals(
                        "input x must hold at least one sample, got (0, 2)",
                        assertThrows(IllegalArgumentException.class, use).getMessage());
            }
        }
    }

    /** A convolution of no images is where TensorFlow itself fails. */
    @Test
    void imagesOfNoSamplesAreRefusedByName() {
        var left = Input.image("left", 24, 24, 1);
        var right = Input.image("right", 24, 24, 1);
        var x = new DualConv2D(8, 3).apply(left, right);
        try (Model model = new Model(List.of(left, right), x)) {
            FloatArray none = FloatArray.of(new float[0], 0, 24, 24, 1);
            String message = "input left must hold at least one sample, got (0, 24, 24, 1)";
            for (var use : List.<Executable>of(
                    () -> model.predict(none, none),
                    () -> model.predictAll(none, none),
                    () -> model.predict(Tiling.of(24, 8), none, none))) {
                assertEquals(
                        message,
                        assertThrows(IllegalArgumentException.class, use).getMessage());
            }
        }
    }
}
