package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.Table;

@Tag("data")
class MadeChangesTest {

    /** Nothing but the changes differs. */
    private static MadeChanges plain(int count) {
        return MadeChanges.of(count, 7).light(0).shift(0).noise(0);
    }

    @Test
    void twoPicturesAndAMask() {
        MemoryDataset data = MadeChanges.of(5, 7).size(20, 24).dataset();
        assertEquals(List.of(Shape.of(20, 24, 1), Shape.of(20, 24, 1)), data.inputShapes());
        assertEquals(List.of(Shape.of(20, 24, 1)), data.targetShapes());
        for (FloatArray images : data.all().inputs()) {
            for (float value : images.values()) {
                assertTrue(value >= 0 && value <= 1, "brightness " + value);
            }
        }
        for (float value : data.all().targets().get(0).values()) {
            assertTrue(value == 0 || value == 1, "mask " + value);
        }
    }

    @Test
    void moreScenesLeaveTheFirstAsTheyAre() {
        Batch few = MadeChanges.of(4, 7).dataset().all();
        assertEquals(few, MadeChanges.of(9, 7).dataset().take(4).all());
        assertEquals(few, MadeChanges.of(4, 7).make().all());
        assertNotEquals(few, MadeChanges.of(4, 8).dataset().all());
        // Masks and first pictures do not depend on what the second is disturbed by.
        Batch other = MadeChanges.of(4, 7).light(0.8).dataset().all();
        assertEquals(few.targets(), other.targets());
        assertEquals(few.inputs().get(0), other.inputs().get(0));
        assertNotEquals(few.inputs().get(1), other.inputs().get(1));
        assertEquals(
                MadeChanges.of(30, 7).noise(0).truth().toString(),
                MadeChanges.of(30, 7).truth().toString());
    }

    /** Undisturbed, the pictures differ by the slow swells of 0.05 at most, each, where nothing changed; and by more where it did. */
    @Test
    void theMaskIsWhereThePicturesDiffer() {
        Batch all = plain(40).dataset().all();
        FloatArray mask = all.targets().get(0);
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < mask.values().length; i++) {
            double off = Math.abs(
                    all.inputs().get(0).values()[i] - all.inputs().get(1).values()[i]);
            int changed = (int) mask.values()[i];
            sums[changed] += off;
            counts[changed]++;
        }
        assertTrue(counts[1] > 0.02 * counts[0] && counts[1] < 0.3 * counts[0], counts[0] + " and " + counts[1]);
        assertTrue(sums[1] / counts[1] > 0.15, "changed: " + sums[1] / counts[1]);
        assertTrue(sums[0] / counts[0] < 0.06, "not changed: " + sums[0] / counts[0]);
    }

    @Test
    void withoutChangesNothingIsMarked() {
        for (float value : MadeChanges.of(10, 7)
                .changes(0)
                .dataset()
                .all()
                .targets()
                .get(0)
                .values()) {
            assertEquals(0, value);
        }
    }

    @Test
    void theTruthIsThatOfTheMasks() {
        MadeChanges changes = MadeChanges.of(300, 7);
        Table truth = changes.truth();
        FloatArray masks = changes.dataset().all().targets().get(0);
        int[] chosen = new int[5];
        for (int i = 0; i < 300; i++) {
            double sum = 0;
            for (float value : masks.row(i).values()) {
                sum += value;
            }
            assertEquals(sum / (48 * 48), truth.doubleColumn("changed").get(i), 1e-9);
            double far = Math.hypot(
                    truth.doubleColumn("dx").get(i), truth.doubleColumn("dy").get(i));
            assertTrue(far <= 1, "moved by " + far);
            chosen[truth.intColumn("chosen").get(i)]++;
            if (truth.intColumn("chosen").get(i) == 0) {
                assertEquals(0, sum);
            }
        }
        // Each number of 0 to 4 in a fifth of 300: 60, with a deviation of 6.9; five of them are 35.
        for (int count : chosen) {
            assertTrue(Math.abs(count - 60) < 35, "chosen: " + count);
        }
        assertTrue(
                truth.doubleColumn("dx").max() > 0.5 && truth.doubleColumn("dx").min() < -0.5);
    }

    /** In other light the second picture is brighter or darker as a whole; the first is not. */
    @Test
    void lightChangesTheSecondPictureOnly() {
        double[] brightest = new double[2];
        for (int k = 0; k < 2; k++) {
            Batch all = MadeChanges.of(100, 7)
                    .changes(0)
                    .light(k == 0 ? 0 : 0.6)
                    .shift(0)
                    .noise(0)
                    .dataset()
                    .all();
            for (int i = 0; i < 100; i++) {
                double off = mean(all.inputs().get(1).row(i))
                                / mean(all.inputs().get(0).row(i))
                        - 1;
                brightest[k] = Math.max(brightest[k], Math.abs(off));
            }
        }
        assertTrue(brightest[0] < 0.1, "same light: " + brightest[0]);
        assertTrue(brightest[1] > 0.3, "other light: " + brightest[1]);
    }

    private static double mean(FloatArray image) {
        double sum = 0;
        for (float value : image.values()) {
            sum += value;
        }
        return sum / image.values().length;
    }

    @Test
    void optionsAreChecked() {
        MadeChanges changes = MadeChanges.of(1, 7);
        refused("count must not be negative, got -1", () -> MadeChanges.of(-1, 7));
        refused("size must be positive, got 0 x 32", () -> changes.size(0, 32));
        refused("changes must not be negative, got -1", () -> changes.changes(-1));
        refused("light must lie in [0, 1], got 2.0", () -> changes.light(2));
        refused("shift must not be negative, got -1.0", () -> changes.shift(-1));
        refused("noise must lie in [0, 1], got NaN", () -> changes.noise(Float.NaN));
        assertEquals(0, MadeChanges.of(0, 7).dataset().size());
        assertEquals(
                new MadeChanges(1, 7, 10, 12, 2, 0.5, 3, 0.1f),
                changes.size(10, 12).changes(2).light(0.5).shift(3).noise(0.1f));
        // More changes than shapes.
        assertEquals(1, MadeChanges.of(1, 7).size(4, 4).changes(1000).dataset().size());
    }
}
