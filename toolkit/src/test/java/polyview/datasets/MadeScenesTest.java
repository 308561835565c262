package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

@Tag("data")
class MadeScenesTest {

    @Test
    void aSceneIsAnImageAndItsBorders() {
        MemoryDataset data = MadeScenes.of(5, 7).size(20, 24).dataset();
        assertEquals(List.of(Shape.of(20, 24)), data.inputShapes());
        assertEquals(List.of(Shape.of(20, 24)), data.targetShapes());
        for (FloatArray images :
                List.of(data.all().inputs().get(0), data.all().targets().get(0))) {
            for (float value : images.values()) {
                assertTrue(value >= 0 && value <= 1, "brightness " + value);
            }
        }
    }

    @Test
    void moreScenesLeaveTheFirstAsTheyAre() {
        MemoryDataset few = MadeScenes.of(4, 7).dataset();
        assertEquals(few.all(), MadeScenes.of(9, 7).dataset().take(4).all());
        assertNotEquals(few.all(), MadeScenes.of(4, 8).dataset().all());
        assertEquals(
                MadeScenes.of(4, 7).edges(), MadeScenes.of(4, 7).noise(0.3f).edges());
    }

    /** Without noise, a step in the image beyond what a swell can do is a true border, and every large sharp border a step. */
    @Test
    void stepsInTheImageAreBorders() {
        MadeScenes scenes = MadeScenes.of(20, 7).noise(0);
        FloatArray images = scenes.images();
        FloatArray edges = scenes.edges();
        int[] pixels = new int[2];
        double sumBorder = 0;
        double sumInside = 0;
        for (int i = 0; i < 20; i++) {
            for (int y = 1; y < 47; y++) {
                for (int x = 1; x < 47; x++) {
                    double slope = Math.hypot(
                            images.get(i, y, x + 1) - images.get(i, y, x - 1),
                            images.get(i, y + 1, x) - images.get(i, y - 1, x));
                    if (edges.get(i, y, x) > 0.3) {
                        sumBorder += slope;
                        pixels[1]++;
                    } else if (farFromBorders(edges, i, y, x)) {
                        // A swell of 0.05, shortest wave 20: along two pixels at most 2 * 0.05 * 2 pi / 20.
                        assertTrue(slope < 0.032 + 1e-6, "slope " + slope + " in scene " + i);
                        sumInside += slope;
                        pixels[0]++;
                    }
                }
            }
        }
        assertTrue(pixels[0] > 500 && pixels[1] > 1000, pixels[0] + " and " + pixels[1]);
        assertTrue(
                sumBorder / pixels[1] > 20 * sumInside / pixels[0],
                sumBorder / pixels[1] + " and " + sumInside / pixels[0]);
    }

    @Test
    void aSharpSceneHasOneToneForEachMatter() {
        float[] tones = Scene.random(Seeds.stream(3), 48, 48, 0).sharp().view(0, 48, 48, 0, 0);
        Set<Float> different = new HashSet<>();
        for (float tone : tones) {
            different.add(tone);
        }
        // At most as many tones as shapes, one for 100 pixels of the area around, and the ground.
        assertTrue(different.size() > 5 && different.size() <= 78 * 78 / 100 + 1, "tones: " + different.size());
    }

    @Test
    void optionsAreChecked() {
        MadeScenes scenes = MadeScenes.of(1, 7);
        refused("count must not be negative, got -1", () -> MadeScenes.of(-1, 7));
        refused("size must be positive, got 0 x 32", () -> scenes.size(0, 32));
        refused("noise must lie in [0, 1], got NaN", () -> scenes.noise(Float.NaN));
        assertEquals(0, MadeScenes.of(0, 7).dataset().size());
        assertEquals(new MadeScenes(1, 7, 10, 12, 0.1f), scenes.size(10, 12).noise(0.1f));
    }

    /** Soft borders reach 1.5 pixels to each side, and a slope one more. */
    private static boolean farFromBorders(FloatArray edges, int i, int y, int x) {
        for (int v = Math.max(0, y - 3); v <= Math.min(47, y + 3); v++) {
            for (int u = Math.max(0, x - 3); u <= Math.min(47, x + 3); u++) {
                if (edges.get(i, v, u) > 0) {
                    return false;
                }
            }
        }
        return y >= 3 && y < 45 && x >= 3 && x < 45;
    }
}
