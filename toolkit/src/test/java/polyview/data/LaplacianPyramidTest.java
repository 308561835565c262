package polyview.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.npy.Npz;

/** Images fused by details, against SciPy in a file that {@code src/test/scipy/fusion.py} makes. */
@Tag("data")
class LaplacianPyramidTest {

    private static final Map<String, FloatArray> FILE =
            Npz.read(Path.of(System.getProperty("basedir", ""), "src/test/resources/metrics/fusion.npz")
                    .toAbsolutePath());
    private static final FloatArray SOURCES = FILE.get("sources");

    private static void assertClose(FloatArray expected, FloatArray got, double off) {
        assertEquals(expected.values().length, got.values().length);
        for (int i = 0; i < expected.values().length; i++) {
            assertEquals(expected.values()[i], got.values()[i], off, "at " + i);
        }
    }

    /** The upper left corner. */
    private static FloatArray cut(FloatArray images, int height, int width) {
        FloatArray cut = FloatArray.zeros(Shape.of(images.size(0), height, width, images.size(3)));
        for (int n = 0; n < cut.size(0); n++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    for (int c = 0; c < cut.size(3); c++) {
                        cut.set(images.get(n, y, x, c), n, y, x, c);
                    }
                }
            }
        }
        return cut;
    }

    @Test
    void theImagesOfSciPy() {
        FloatArray fused = LaplacianPyramid.fused(3, SOURCES.channels(0), SOURCES.channels(1));
        assertEquals(Shape.of(3, 24, 20, 1), fused.shape());
        assertClose(FILE.get("pyramid"), fused, 1e-6);
        FloatArray odd = cut(SOURCES, 23, 17);
        assertClose(FILE.get("odd"), LaplacianPyramid.fused(3, odd.channels(0), odd.channels(1)), 1e-6);
    }

    @Test
    void anImageFusedWithItselfIsThatImage() {
        assertClose(SOURCES, LaplacianPyramid.fused(3, SOURCES, SOURCES, SOURCES), 1e-6);
        assertClose(SOURCES, LaplacianPyramid.fused(1, SOURCES), 1e-6);
    }

    @Test
    void channelsAndImagesAreFusedOnTheirOwn() {
        FloatArray first = SOURCES.rows(0, 1);
        FloatArray second = SOURCES.rows(1, 2);
        FloatArray both = LaplacianPyramid.fused(2, first, second);
        FloatArray alone = LaplacianPyramid.fused(
                2, first.rows(1).channels(1), second.rows(1).channels(1));
        assertClose(both.rows(1).channels(1), alone, 0);
    }

    @Test
    void refusals() {
        FloatArray small = FloatArray.zeros(Shape.of(2, 8, 8, 1));
        refused("steps must be positive, got 0", () -> LaplacianPyramid.fused(0, small));
        refused("images must not be empty", () -> LaplacianPyramid.fused(1));
        refused(
                "3 steps need images of at least 16 x 16 pixels, got (2, 8, 8, 1)",
                () -> LaplacianPyramid.fused(3, small));
        refused(
                "1 step needs images of at least 4 x 4 pixels, got (1, 1, 8, 1)",
                () -> LaplacianPyramid.fused(1, FloatArray.zeros(Shape.of(1, 1, 8, 1))));
        refused(
                "images must be (N, H, W, C) of one shape, got (2, 8, 8, 1) and (1, 8, 8, 1)",
                () -> LaplacianPyramid.fused(1, small, small.rows(0)));
    }
}
