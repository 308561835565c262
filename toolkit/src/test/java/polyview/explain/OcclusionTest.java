package polyview.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Model;

/** Occlusion of functions whose falls are known. */
@Tag("models")
class OcclusionTest {

    private static FloatArray ones(long... shape) {
        FloatArray ones = FloatArray.zeros(Shape.of(shape));
        Arrays.fill(ones.values(), 1);
        return ones;
    }

    @Test
    void fallsOfTheScoreAreThoseOfTheFormula() {
        try (Model model = Explained.known(2, 2, 1)) {
            // 2 sum(l) + sum(r^2): whole views count 8 and 4, single pixels 2 and 1.
            Attribution a = new Occlusion(1).fill(0).explain(model, ones(1, 2, 2, 1), ones(1, 2, 2, 1));
            for (int p = 0; p < 4; p++) {
                assertEquals(2, a.map(0, 0).values()[p], 1e-5);
                assertEquals(1, a.map(0, 1).values()[p], 1e-5);
            }
            assertEquals(8, a.amounts().get(0, 0), 1e-5);
            assertEquals(2.0 / 3, a.share(0, 0), 1e-6);
            assertEquals(
                    "the number of output known by occlusion by squares of 1 pixels in steps of 1, filled with 0.0; a share is"
                            + " a view's part of the falls of the score when one whole view is covered",
                    a.told());
        }
    }

    @Test
    void aPixelHasTheMeanOfTheSquaresThatCoverIt() {
        try (Model model = Explained.known(1, 1, 1)) {
            assertThrows(IllegalArgumentException.class, () -> new Occlusion(2)
                    .explain(model, ones(1, 1, 1, 1), ones(1, 1, 1, 1)));
        }
        try (Model model = Explained.known(3, 3, 1)) {
            FloatArray left = FloatArray.zeros(Shape.of(1, 3, 3, 1));
            left.set(1, 0, 0, 0, 0);
            // Squares of 2 at 0 and 1 in both axes: that at (0, 0) takes the one bright pixel, a fall of 2.
            Attribution a = new Occlusion(2).stride(1).fill(0).explain(model, left, ones(1, 3, 3, 1));
            assertEquals(2, a.map(0, 0).get(0, 0), 1e-5);
            assertEquals(1, a.map(0, 0).get(0, 1), 1e-5);
            assertEquals(0.5, a.map(0, 0).get(1, 1), 1e-5);
            assertEquals(0, a.map(0, 0).get(2, 2), 1e-5);
        }
    }

    @Test
    void theMeanOfAViewFillsEachChannel() {
        try (Model model = Explained.known(1, 2, 2)) {
            // Channels (1, 3) and (5, 5) of left: means 2 and 5, so that covering the first pixel raises the sum by 1 +
            // 0.
            FloatArray left = FloatArray.of(new float[] {1, 5, 3, 5}, 1, 1, 2, 2);
            Attribution a = new Occlusion(1).explain(model, left, ones(1, 1, 2, 2));
            assertEquals(-2, a.map(0, 0).get(0, 0), 1e-4);
            assertEquals(2, a.map(0, 0).get(0, 1), 1e-4);
            // The whole view keeps its sum: nobody has a share.
            assertFalse(a.hasShares(0));
        }
    }

    @Test
    void aRiseOfTheScoreCountsAsNothing() {
        try (Model model = Explained.known(2, 2, 1)) {
            FloatArray dark = FloatArray.zeros(Shape.of(1, 2, 2, 1));
            Arrays.fill(dark.values(), -1);
            Attribution a = new Occlusion(2).fill(0).explain(model, dark, ones(1, 2, 2, 1));
            assertEquals(0, a.share(0, 0), 0);
            assertEquals(1, a.share(0, 1), 0);
            assertTrue(a.map(0, 0).get(0, 0) < 0, "the map shows the rise");
        }
    }

    @Test
    void refusals() {
        requireRefused("patch must be positive, got 0", () -> new Occlusion(0));
        requireRefused("stride must be positive, got 0", () -> new Occlusion(4).stride(0));
        requireRefused("stride must be at most the patch, got 9 for 8", () -> new Occlusion(8).stride(9));
        requireRefused("fill must be finite, got NaN", () -> new Occlusion(8).fill(Float.NaN));
        try (Model model = Explained.known(2, 3, 1)) {
            requireRefused("patch must be at most the smaller side of view left, 2, got 3", () -> new Occlusion(3)
                    .explain(model, ones(1, 2, 3, 1), ones(1, 2, 3, 1)));
            requireRefused("inputs must be one array for each of [left, right], got 1", () -> new Occlusion(1)
                    .explain(model, ones(1, 2, 3, 1)));
            requireRefused(
                    "inputs must hold the same samples, one at least, got the shapes [[1, 2, 3, 1], [2, 2, 3, 1]]",
                    () -> new Occlusion(1).explain(model, ones(1, 2, 3, 1), ones(2, 2, 3, 1)));
            requireRefused("no input named top; there are [left, right]", () -> new Occlusion(1)
                    .explain(Decision.of(model).channelsAsViews("top"), List.of(ones(1, 2, 3, 1), ones(1, 2, 3, 1))));
        }
    }

    private static void requireRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
