package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static polyview.data.Refusal.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@Tag("data")
class FloatArrayTest {

    /** Element (i, j) of a 2 x 3 array is 10 i + j. */
    private final FloatArray array = FloatArray.of(new float[] {0, 1, 2, 10, 11, 12}, 2, 3);

    @Test
    void elementsLieRowByRow() {
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(10 * i + j, array.get(i, j));
            }
        }
        array.set(7, 1, 0);
        assertEquals(7, array.values()[3]);
    }

    @Test
    void threeAxesFollowTheFormula() {
        float[] values = new float[24];
        values[(1 * 3 + 2) * 4 + 3] = 5;
        assertEquals(5, FloatArray.of(values, 2, 3, 4).get(1, 2, 3));
    }

    @Test
    void valuesAreWrappedNotCopied() {
        float[] values = {1, 2};
        assertSame(values, FloatArray.of(values, 2).values());
        assertSame(values, FloatArray.of(values, 2).reshape(2, 1).values());
        assertEquals(Shape.of(3, 2), array.reshape(3, 2).shape());
    }

    @Test
    void anEmptyShapeIsASingleNumber() {
        FloatArray number = FloatArray.of(new float[] {4});
        assertEquals(4, number.get());
        assertEquals(0, number.shape().numDimensions());
    }

    @Test
    void sizesCountFromBothEnds() {
        assertEquals(2, array.size(0));
        assertEquals(3, array.size(1));
        assertEquals(3, array.size(-1));
        assertEquals(2, array.size(-2));
        refused("axis must lie in [-2, 1], got 2", () -> array.size(2));
        refused("axis must lie in [-2, 1], got -3", () -> array.size(-3));
    }

    @Test
    void rowsAreCopiedInTheOrderGiven() {
        FloatArray picked = array.rows(1, 0, 1);
        assertEquals(Shape.of(3, 3), picked.shape());
        assertArrayEquals(new float[] {10, 11, 12, 0, 1, 2, 10, 11, 12}, picked.values());
        assertEquals(FloatArray.of(new float[] {10, 11, 12}, 3), array.row(1));
        picked.set(99, 0, 0);
        assertEquals(10, array.get(1, 0));
        assertEquals(Shape.of(0, 3), array.rows().shape());
        assertEquals(2, FloatArray.of(new float[] {1, 2}, 2).row(1).get());
        refused("row must lie in [0, 2), got 2", () -> array.rows(0, 2));
        refused("row must lie in [0, 2), got -1", () -> array.row(-1));
        refused("row must lie in [0, 0), got 0", () -> array.rows().row(0));
    }

    @Test
    void channelsAreCopiedInTheOrderGiven() {
        FloatArray picked = array.channels(2, 0, 2, 1);
        assertEquals(FloatArray.of(new float[] {2, 0, 2, 1, 12, 10, 12, 11}, 2, 4), picked);
        picked.set(99, 0, 1);
        assertEquals(0, array.get(0, 0));
        FloatArray pixels = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
        assertEquals(FloatArray.of(new float[] {2, 4, 6, 8}, 1, 2, 2, 1), pixels.channels(1));
        assertEquals(
                FloatArray.of(new float[] {9, 7}, 2),
                FloatArray.of(new float[] {7, 8, 9}, 3).channels(2, 0));
        assertEquals(Shape.of(2, 0), array.channels().shape());
        refused("channel must lie in [0, 3), got 3", () -> array.channels(0, 3));
        refused("channel must lie in [0, 3), got -1", () -> array.channels(-1));
        refused("axis must lie in [0, -1], got -1", () -> FloatArray.of(new float[] {4})
                .channels(0));
    }

    @Test
    void stackPutsArraysOnANewAxis() {
        FloatArray stacked = FloatArray.stack(List.of(array, array.reshape(2, 3), FloatArray.zeros(Shape.of(2, 3))));
        assertEquals(Shape.of(3, 2, 3), stacked.shape());
        assertEquals(12, stacked.get(1, 1, 2));
        assertEquals(0, stacked.get(2, 1, 2));
        refused("arrays must not be empty", () -> FloatArray.stack(List.of()));
        refused(
                "arrays must have one shape, got [2, 3] and, at 1, [3, 2]",
                () -> FloatArray.stack(List.of(array, array.reshape(3, 2))));
    }

    @Test
    void wrongShapesAreRefused() {
        refused("shape [2, 3] holds 6 values, got 5", () -> FloatArray.of(new float[5], 2, 3));
        refused("shape [3, 3] holds 9 values, got 6", () -> array.reshape(3, 3));
        refused("shape must be known, got [-1, 2]", () -> FloatArray.of(new float[2], -1, 2));
        // The product of two negative sizes is 6, but such an array is none.
        refused("shape must be known, got [-2, -3]", () -> FloatArray.of(new float[6], -2, -3));
        refused("shape must be known, got [-1]", () -> FloatArray.zeros(Shape.of(-1)));
        refused(
                "shape [65536, 65536] holds 4294967296 values, more than one array can",
                () -> FloatArray.zeros(Shape.of(65536, 65536)));
    }

    @Test
    void wrongIndicesAreRefused() {
        refused("index must have 2 numbers, got [1]", () -> array.get(1));
        refused("index [1, 3] lies outside [2, 3]", () -> array.get(1, 3));
        refused("index [-1, 0] lies outside [2, 3]", () -> array.set(0, -1, 0));
    }

    @Test
    void equalIsSameShapeAndValues() {
        assertEquals(array, FloatArray.of(array.values().clone(), 2, 3));
        assertEquals(
                array.hashCode(), FloatArray.of(array.values().clone(), 2, 3).hashCode());
        assertNotEquals(array, array.reshape(3, 2));
        assertNotEquals(array, FloatArray.zeros(array.shape()));
    }

    @Test
    void textShowsShapeAndFirstValues() {
        assertEquals(
                "FloatArray[2][1.0, 2.0]", FloatArray.of(new float[] {1, 2}, 2).toString());
        assertEquals(
                "FloatArray[9][0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ...]",
                FloatArray.zeros(Shape.of(9)).toString());
    }
}
