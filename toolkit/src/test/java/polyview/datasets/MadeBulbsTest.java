package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.Table;

@Tag("data")
class MadeBulbsTest {

    @Test
    void channelsAndInputsAreTheSameViews() {
        MadeBulbs bulbs = MadeBulbs.of(6, 7).size(20, 24);
        MemoryDataset channels = bulbs.dataset();
        MemoryDataset apart = bulbs.fourInputs();
        assertEquals(6, channels.size());
        assertEquals(List.of(Shape.of(20, 24, 4)), channels.inputShapes());
        assertEquals(List.of(Shape.scalar()), channels.targetShapes());
        Shape view = Shape.of(20, 24, 1);
        assertEquals(List.of(view, view, view, view), apart.inputShapes());
        assertEquals(channels.all().targets(), apart.all().targets());
        FloatArray all = channels.all().inputs().get(0);
        for (int k = 0; k < all.values().length; k++) {
            float value = all.values()[k];
            assertTrue(value >= 0 && value <= 1, "brightness " + value);
            assertEquals(apart.all().inputs().get(k % 4).values()[k / 4], value);
        }
    }

    @Test
    void moreSamplesLeaveTheFirstAsTheyAre() {
        MemoryDataset few = MadeBulbs.of(5, 7).dataset();
        assertEquals(few.all(), MadeBulbs.of(12, 7).dataset().take(5).all());
        assertEquals(few.all(), MadeBulbs.of(5, 7).dataset().all());
        assertNotEquals(few.all(), MadeBulbs.of(5, 8).dataset().all());
    }

    @Test
    void truthTellsClassViewAndAngle() {
        MadeBulbs bulbs = MadeBulbs.of(800, 7).size(1, 1);
        Table truth = bulbs.truth();
        assertEquals(List.of("sample", "defect", "view", "angle"), truth.columnNames());
        float[] classes = bulbs.dataset().all().targets().get(0).values();
        int[] views = new int[4];
        for (int i = 0; i < 800; i++) {
            boolean defect = truth.booleanColumn("defect").get(i);
            assertEquals(i, truth.intColumn("sample").getInt(i));
            assertEquals(classes[i], defect ? MadeBulbs.DEFECT : MadeBulbs.GOOD);
            assertEquals(defect, !truth.intColumn("view").isMissing(i));
            assertEquals(defect, !truth.doubleColumn("angle").isMissing(i));
            if (defect) {
                int view = truth.intColumn("view").getInt(i);
                views[view]++;
                assertEquals(90 * view, truth.doubleColumn("angle").getDouble(i), 12 + 1e-9);
            }
        }
        for (int view : views) {
            // 400 cracks on four sides: the standard deviation is sqrt(400 * 1/4 * 3/4).
            assertEquals(100, view, 5 * Math.sqrt(75));
        }
    }

    @Test
    void aQuarterTurnShowsTheNextView() {
        Bulb bulb = new Bulb(0.3, 0.5, 0.05);
        Bulb turned = new Bulb(0.3 + Math.PI / 2, 0.5, 0.05);
        Bulb.Camera camera = new Bulb.Camera(0, 0, 1, 0, 1);
        for (int view = 0; view < 3; view++) {
            float[] next = bulb.view(view + 1, camera, Marks.NONE, 48, 48);
            float[] same = turned.view(view, camera, Marks.NONE, 48, 48);
            double largest = 0;
            double wrong = 0;
            float[] before = bulb.view(view, camera, Marks.NONE, 48, 48);
            for (int p = 0; p < next.length; p++) {
                largest = Math.max(largest, Math.abs(next[p] - same[p]));
                wrong = Math.max(wrong, Math.abs(before[p] - same[p]));
            }
            assertTrue(largest < 1e-5, "same view: " + largest);
            assertTrue(wrong > 0.05, "another view: " + wrong);
        }
    }

    @Test
    void everySpeckLiesOnTheGlassFacingItsCamera() {
        for (int seed = 0; seed < 2000; seed++) {
            for (boolean crack : new boolean[] {true, false}) {
                Marks marks = Marks.random(seed, crack, 0.3, 24);
                assertEquals(11, marks.specks().length);
                for (double[] speck : marks.specks()) {
                    double up = speck[1] - Bulb.MIDDLE;
                    double radius = Math.sqrt(Bulb.GLASS * Bulb.GLASS - up * up);
                    assertTrue(Math.abs(speck[0]) <= radius * Math.sin(Math.PI / 4), "seed " + seed);
                    assertEquals(0.85 * 0.3, Math.abs(speck[2]), 0.15 * 0.3 + 1e-9);
                    assertTrue(speck[2] * marks.specks()[0][2] > 0, "signs differ in seed " + seed);
                }
            }
        }
    }

    @Test
    void optionsAreChecked() {
        MadeBulbs bulbs = MadeBulbs.of(1, 7);
        refused("count must not be negative, got -1", () -> MadeBulbs.of(-1, 7));
        refused("size must be positive, got 0 x 32", () -> bulbs.size(0, 32));
        refused("size must be positive, got 32 x -1", () -> bulbs.size(32, -1));
        refused("contrast must lie in [0, 1], got 2.0", () -> bulbs.contrast(2));
        refused("contrast must lie in [0, 1], got NaN", () -> bulbs.contrast(Float.NaN));
        refused("noise must lie in [0, 1], got -0.1", () -> bulbs.noise(-0.1f));
        assertEquals(0, MadeBulbs.of(0, 7).dataset().size());
        assertEquals(
                new MadeBulbs(1, 7, 10, 12, 0.2f, 0.1f),
                bulbs.size(10, 12).contrast(0.2f).noise(0.1f));
    }
}
