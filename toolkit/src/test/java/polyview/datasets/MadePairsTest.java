package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.Table;

@Tag("data")
class MadePairsTest {

    @Test
    void pairsAreTwoGrayImagesAndAClass() {
        MemoryDataset data = MadePairs.of(6, 7).size(20, 24).dataset();
        assertEquals(6, data.size());
        assertEquals(List.of(Shape.of(20, 24, 1), Shape.of(20, 24, 1)), data.inputShapes());
        assertEquals(List.of(Shape.scalar()), data.targetShapes());
        for (FloatArray images : data.all().inputs()) {
            for (float value : images.values()) {
                assertTrue(value >= 0 && value <= 1, "brightness " + value);
            }
        }
    }

    @Test
    void eachTwoNeighboursAreOneOfEachClass() {
        float[] classes =
                MadePairs.of(400, 7).size(1, 1).dataset().all().targets().get(0).values();
        int evenAligned = 0;
        for (int i = 0; i < 400; i += 2) {
            assertEquals(1, classes[i] + classes[i + 1]);
            evenAligned += (int) classes[i];
        }
        // 200 coins: 100 heads, with a standard deviation of 7.
        assertEquals(100, evenAligned, 5 * 7);
    }

    @Test
    void moreSamplesLeaveTheFirstAsTheyAre() {
        MemoryDataset few = MadePairs.of(9, 7).dataset();
        MemoryDataset many = MadePairs.of(30, 7).dataset();
        assertEquals(few.all(), many.take(9).all());
        assertEquals(MadePairs.of(9, 7).shifts(), MadePairs.of(30, 7).shifts().rows(0, 1, 2, 3, 4, 5, 6, 7, 8));
        assertNotEquals(few.all(), MadePairs.of(9, 8).dataset().all());
    }

    @Test
    void noiseChangesNothingElse() {
        MemoryDataset clean = MadePairs.of(4, 7).noise(0).dataset();
        MemoryDataset noisy = MadePairs.of(4, 7).noise(0.05f).dataset();
        assertEquals(clean.all().targets(), noisy.all().targets());
        double sum = 0;
        int inside = 0;
        for (int k = 0; k < 2; k++) {
            float[] before = clean.all().inputs().get(k).values();
            float[] after = noisy.all().inputs().get(k).values();
            for (int i = 0; i < before.length; i++) {
                // Farther from 0 and 1 than four deviations: nothing is cut there.
                if (before[i] > 0.2 && before[i] < 0.8) {
                    sum += (after[i] - before[i]) * (after[i] - before[i]);
                    inside++;
                }
            }
        }
        assertTrue(inside > 2000, "pixels: " + inside);
        assertEquals(0.05, Math.sqrt(sum / inside), 0.003);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "0.5, 8"})
    void shiftsAreEvenOverDistancesAndDirections(double min, double max) {
        MadePairs pairs = MadePairs.of(2000, 7).size(1, 1).shift(min, max);
        float[] classes = pairs.dataset().all().targets().get(0).values();
        FloatArray shifts = pairs.shifts();
        assertEquals(Shape.of(2000, 2), shifts.shape());
        double sum = 0;
        int[] quadrants = new int[4];
        for (int i = 0; i < 2000; i++) {
            double length = Math.hypot(shifts.get(i, 0), shifts.get(i, 1));
            if (classes[i] == MadePairs.ALIGNED) {
                assertEquals(0, length);
            } else {
                assertTrue(length > min - 1e-6 && length < max + 1e-6, "length " + length);
                sum += length;
                quadrants[(shifts.get(i, 0) > 0 ? 1 : 0) + (shifts.get(i, 1) > 0 ? 2 : 0)]++;
            }
        }
        // Means of 1000 even draws: the standard deviation is (max - min) / sqrt(12 * 1000).
        assertEquals((min + max) / 2, sum / 1000, 5 * (max - min) / Math.sqrt(12000) + 1e-6);
        for (int quadrant : quadrants) {
            assertEquals(250, quadrant, 5 * Math.sqrt(1000 * 0.25 * 0.75));
        }
    }

    @Test
    void truthTellsWhatShiftsTell() {
        MadePairs pairs = MadePairs.of(50, 7);
        Table truth = pairs.truth();
        assertEquals(List.of("sample", "aligned", "dx", "dy"), truth.columnNames());
        assertEquals(50, truth.rowCount());
        float[] classes = pairs.dataset().all().targets().get(0).values();
        for (int i = 0; i < 50; i++) {
            assertEquals(i, truth.intColumn("sample").getInt(i));
            assertEquals(
                    classes[i] == MadePairs.ALIGNED,
                    truth.booleanColumn("aligned").get(i));
            assertEquals(
                    pairs.shifts().get(i, 0), (float) truth.doubleColumn("dx").getDouble(i));
            assertEquals(
                    pairs.shifts().get(i, 1), (float) truth.doubleColumn("dy").getDouble(i));
        }
    }

    @Test
    void optionsAreChecked() {
        MadePairs pairs = MadePairs.of(1, 7);
        refused("count must not be negative, got -1", () -> MadePairs.of(-1, 7));
        refused("size must be positive, got 0 x 32", () -> pairs.size(0, 32));
        refused("size must be positive, got 32 x -1", () -> pairs.size(32, -1));
        refused("shift must be a range of positive pixels, got 3.0 to 1.0", () -> pairs.shift(3, 1));
        refused("shift must be a range of positive pixels, got 0.0 to 1.0", () -> pairs.shift(0, 1));
        refused("shift must be a range of positive pixels, got NaN to 1.0", () -> pairs.shift(Double.NaN, 1));
        refused(
                "shift must be a range of positive pixels, got 1.0 to Infinity",
                () -> pairs.shift(1, Double.POSITIVE_INFINITY));
        refused("noise must lie in [0, 1], got -0.1", () -> pairs.noise(-0.1f));
        refused("noise must lie in [0, 1], got NaN", () -> pairs.noise(Float.NaN));
        assertEquals(0, MadePairs.of(0, 7).dataset().size());
        assertEquals(
                new MadePairs(1, 7, 10, 12, 2, 4, 0.1f),
                pairs.size(10, 12).shift(2, 4).noise(0.1f));
    }

    @Test
    void aSceneIsDisplacedToTheRightAndDownwards() {
        for (int seed = 0; seed < 5; seed++) {
            Scene scene = Scene.random(Seeds.stream(seed), 40, 40, 3);
            float[] still = scene.view(1, 40, 40, 0, 0);
            float[] moved = scene.view(1, 40, 40, 2, 1);
            double right = 0;
            double wrong = 0;
            for (int y = 3; y < 37; y++) {
                for (int x = 3; x < 37; x++) {
                    // Only the swell stays where it was: at most 0.05 * 2 pi / 20 a pixel, along sqrt(5) pixels.
                    right = Math.max(right, Math.abs(moved[y * 40 + x] - still[(y - 1) * 40 + x - 2]));
                    wrong = Math.max(wrong, Math.abs(moved[y * 40 + x] - still[(y + 1) * 40 + x + 2]));
                }
            }
            assertTrue(right < 0.036, "seed " + seed + ": " + right);
            assertTrue(wrong > 0.2, "seed " + seed + ": " + wrong);
        }
    }

    @Test
    void bordersAreAntialiased() {
        // Displaced by a hundredth of a pixel, no pixel changes by more than a border with contrast 1 sweeps over.
        Scene scene = Scene.random(Seeds.stream(3), 64, 64, 3);
        float[] still = scene.view(0, 64, 64, 0, 0);
        float[] moved = scene.view(0, 64, 64, 0.01, 0);
        assertFalse(Arrays.equals(still, moved));
        assertArrayEquals(still, moved, 0.03f);
    }

    @Test
    void theSecondSensorTurnsBrightnessRoundExceptTheDarkest() {
        assertEquals(0.4, Scene.response(0), 1e-12);
        assertEquals(1, Scene.response(0.15), 1e-12);
        assertEquals(0.5, Scene.response(0.575), 1e-12);
        assertEquals(0, Scene.response(1), 1e-12);
    }
}
