package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Sizes of drawn images, and the means of reduced ones by hand. */
@Tag("plots")
class TileSizeTest {

    @ParameterizedTest
    @CsvSource({
        "320, 2, 320, 2",
        "321, 321, 320, 320",
        "500, 250, 320, 160",
        "640, 640, 320, 320",
        "641, 3, 320, 1",
        "1000, 333, 320, 107",
        "1, 1024, 1, 320",
        "48, 20, 96, 40",
        "60, 60, 60, 60"
    })
    void noLargeImageIsDrawnSmallerThanASmallerOne(int height, int width, int drawnHeight, int drawnWidth) {
        assertEquals(
                Shape.of(1, drawnHeight, drawnWidth, 1),
                TileSize.fit(FloatArray.zeros(Shape.of(1, height, width, 1))).shape());
    }

    @Test
    void aReducedPixelIsTheMeanOfTheAreaThatItCovers() {
        // Two pixels of three: the middle one lies half in each.
        FloatArray line = FloatArray.of(new float[] {3, 6, 12}, 1, 1, 3, 1);
        assertArrayEquals(
                new float[] {(3 + 3) / 1.5f, (3 + 12) / 1.5f},
                TileSize.means(line, 1, 2).values());
        assertArrayEquals(
                new float[] {(3 + 3) / 1.5f, (3 + 12) / 1.5f},
                TileSize.means(line.reshape(1, 3, 1, 1), 2, 1).values());
        // Two samples of two channels, halved.
        FloatArray two = FloatArray.of(new float[] {1, 10, 3, 30, 5, 50, 7, 70}, 2, 1, 2, 2);
        assertArrayEquals(new float[] {2, 20, 6, 60}, TileSize.means(two, 1, 1).values());
    }
}
