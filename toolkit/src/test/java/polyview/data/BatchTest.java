package polyview.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@Tag("data")
class BatchTest {

    private final FloatArray images = FloatArray.zeros(Shape.of(3, 2, 2, 1));
    private final FloatArray classes = FloatArray.zeros(Shape.of(3));

    @Test
    void sizeIsTheFirstAxis() {
        assertEquals(3, new Batch(List.of(images, images), List.of(classes)).size());
        assertEquals(3, new Batch(List.of(images), List.of()).size());
        assertEquals(0, new Batch(List.of(images.rows()), List.of(classes.rows())).size());
    }

    @Test
    void listsAreCopied() {
        List<FloatArray> inputs = new ArrayList<>(List.of(images));
        Batch batch = new Batch(inputs, List.of());
        inputs.clear();
        assertEquals(List.of(images), batch.inputs());
        assertThrows(UnsupportedOperationException.class, () -> batch.inputs().clear());
    }

    @Test
    void unequalArraysAreRefused() {
        FloatArray two = FloatArray.zeros(Shape.of(2));
        FloatArray number = FloatArray.of(new float[] {1});
        refused("inputs must not be empty", () -> new Batch(List.of(), List.of(classes)));
        refused(
                "every array of a batch must have 3 samples, got [2]",
                () -> new Batch(List.of(images), List.of(classes, two)));
        refused(
                "every array of a batch must have 3 samples, got [2]",
                () -> new Batch(List.of(images, two), List.of(classes)));
        refused(
                "every array of a batch needs an axis of samples, got a single number",
                () -> new Batch(List.of(number), List.of()));
        refused(
                "every array of a batch needs an axis of samples, got a single number",
                () -> new Batch(List.of(images), List.of(number)));
    }
}
