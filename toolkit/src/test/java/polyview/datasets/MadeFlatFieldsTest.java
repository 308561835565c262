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
class MadeFlatFieldsTest {

    private static final int PIXELS = 32 * 32;

    @Test
    void aFrameIsRawAndTrue() {
        MemoryDataset data = MadeFlatFields.of(5, 7).size(20, 24).dataset();
        assertEquals(List.of(Shape.of(20, 24)), data.inputShapes());
        assertEquals(List.of(Shape.of(20, 24)), data.targetShapes());
    }

    @Test
    void moreFramesLeaveTheFirstAndTheSensorAsTheyAre() {
        MadeFlatFields few = MadeFlatFields.of(4, 7);
        MadeFlatFields many = MadeFlatFields.of(9, 7);
        assertEquals(few.dataset().all(), many.dataset().take(4).all());
        assertEquals(few.gain(), many.gain());
        assertEquals(few.offset(), many.offset());
        assertNotEquals(few.gain(), MadeFlatFields.of(4, 8).gain());
    }

    @Test
    void gainAndOffsetTakeRawToTrueWithoutNoise() {
        MadeFlatFields frames = MadeFlatFields.of(30, 7).noise(0);
        float[] gain = frames.gain().values();
        float[] offset = frames.offset().values();
        float[] raw = frames.dataset().all().inputs().get(0).values();
        float[] light = frames.dataset().all().targets().get(0).values();
        for (int k = 0; k < raw.length; k++) {
            double back = raw[k] * gain[k % PIXELS] + offset[k % PIXELS];
            assertEquals(light[k], back, 1e-6);
            assertTrue(raw[k] > 0 && raw[k] < 1, "saturated: " + raw[k]);
            assertTrue(light[k] > 0.0499 && light[k] < 0.8501, "light: " + light[k]);
        }
    }

    /** A straight line through each pixel's frames; the noise is in raw, so true is the line's argument. */
    @Test
    void leastSquaresRecoverGainAndOffset() {
        int n = 400;
        MadeFlatFields frames = MadeFlatFields.of(n, 7);
        float[] raw = frames.dataset().all().inputs().get(0).values();
        float[] light = frames.dataset().all().targets().get(0).values();
        double[][] found = new double[2][PIXELS];
        double[][] known = new double[2][PIXELS];
        float[] gain = frames.gain().values();
        float[] offset = frames.offset().values();
        for (int p = 0; p < PIXELS; p++) {
            double x = 0;
            double y = 0;
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < n; i++) {
                double t = light[i * PIXELS + p];
                double r = raw[i * PIXELS + p];
                x += t;
                y += r;
                xx += t * t;
                xy += t * r;
            }
            double slope = (xy - x * y / n) / (xx - x * x / n);
            double dark = (y - slope * x) / n;
            found[0][p] = 1 / slope;
            found[1][p] = -dark / slope;
            known[0][p] = gain[p];
            known[1][p] = offset[p];
            // The standard error of the slope is 0.005 / sqrt(n var(true)), about 0.0011.
            double error = 0.005 / Math.sqrt(xx - x * x / n);
            assertEquals(1 / known[0][p], slope, 5.5 * error);
        }
        assertTrue(Ranking.correlation(found[0], known[0]) > 0.995, "gain");
        assertTrue(Ranking.correlation(found[1], known[1]) > 0.99, "offset");
    }

    @Test
    void theSensorIsVignettedScatteredAndDusty() {
        FloatArray smooth = MadeFlatFields.of(0, 7).scatter(0).gain();
        // In the middle of some side or corner no dust: the least gain is 1 / 0.85, the greatest beyond 1 / (0.85 *
        // 0.7).
        double least = 9;
        double most = 0;
        for (float gain : smooth.values()) {
            least = Math.min(least, gain);
            most = Math.max(most, gain);
        }
        assertEquals(1 / 0.85, least, 0.01);
        assertTrue(most > 1 / (0.85 * 0.7), "greatest gain " + most);
        FloatArray plain = MadeFlatFields.of(0, 7).scatter(0).vignetting(0).gain();
        int dusty = 0;
        for (float gain : plain.values()) {
            assertTrue(gain > 1 / 0.85 - 1e-5);
            dusty += gain > 1 / 0.85 + 1e-5 ? 1 : 0;
        }
        // Four grains with radii of 0.7 to 2 pixels, and a half-covered rim.
        assertTrue(dusty >= 4 && dusty < 4 * Math.PI * 2.5 * 2.5, "pixels under dust: " + dusty);
        FloatArray scattered = MadeFlatFields.of(0, 7).vignetting(0).gain();
        double squares = 0;
        for (int p = 0; p < PIXELS; p++) {
            double ratio = plain.values()[p] / scattered.values()[p] - 1;
            squares += ratio * ratio;
        }
        assertEquals(0.03, Math.sqrt(squares / PIXELS), 5 * 0.03 / Math.sqrt(2 * PIXELS));
    }

    @Test
    void halfOfTheFramesAreFlat() {
        MadeFlatFields frames = MadeFlatFields.of(60, 7);
        Table truth = frames.truth();
        FloatArray light = frames.dataset().all().targets().get(0);
        assertEquals(List.of("frame", "kind", "level"), truth.columnNames());
        for (int i = 0; i < 60; i++) {
            float[] frame = light.row(i).values();
            boolean flat = true;
            double sum = 0;
            for (float value : frame) {
                flat &= value == frame[0];
                sum += value;
            }
            assertEquals(flat ? "flat" : "scene", truth.stringColumn("kind").get(i));
            assertEquals(sum / PIXELS, truth.doubleColumn("level").getDouble(i), 1e-9);
        }
        assertEquals(30, truth.stringColumn("kind").countOccurrences("flat"));
    }

    @Test
    void optionsAreChecked() {
        MadeFlatFields frames = MadeFlatFields.of(1, 7);
        refused("count must not be negative, got -1", () -> MadeFlatFields.of(-1, 7));
        refused("size must be positive, got 0 x 32", () -> frames.size(0, 32));
        refused("vignetting must lie in [0, 0.9], got 1.0", () -> frames.vignetting(1));
        refused("vignetting must lie in [0, 0.9], got NaN", () -> frames.vignetting(Float.NaN));
        refused("scatter must lie in [0, 0.05], got 0.5", () -> frames.scatter(0.5f));
        refused("noise must lie in [0, 1], got -0.1", () -> frames.noise(-0.1f));
        assertEquals(
                new MadeFlatFields(1, 7, 10, 12, 0.2f, 0.01f, 0.1f),
                frames.size(10, 12).vignetting(0.2f).scatter(0.01f).noise(0.1f));
    }
}
