package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

@Tag("notebooks")
class ImageGridTest {

    private static final int GAP = 6;

    @Test
    void sizeIsCountedFromTilesAndGaps() {
        // 8 images of 8x16 pixels, 96 / 16 = 6 times as large: 48x96; 7 of them fit into 720 pixels, so 4 and 4.
        BufferedImage picture = ImagePlots.images(FloatArray.zeros(Shape.of(8, 8, 16, 1)), 8);

        assertEquals(GAP + 4 * (96 + GAP), picture.getWidth());
        assertEquals(GAP + 2 * (48 + GAP) + 10, picture.getHeight());
    }

    @Test
    void samplesStandInColumnsAndViewsInRows() {
        // Gray level of view v, sample s: (4 v + s) / 10.
        FloatArray left = FloatArray.zeros(Shape.of(4, 2, 2, 1));
        FloatArray right = FloatArray.zeros(Shape.of(4, 2, 2, 1));
        for (int s = 0; s < 4; s++) {
            for (int i = 0; i < 4; i++) {
                left.values()[4 * s + i] = s / 10f;
                right.values()[4 * s + i] = (4 + s) / 10f;
            }
        }

        BufferedImage picture = ImageGrid.of(left, right).factor(10).count(3).draw();

        assertEquals(GAP + 3 * (20 + GAP), picture.getWidth());
        assertEquals(GAP + 2 * (20 + GAP), picture.getHeight());
        for (int v = 0; v < 2; v++) {
            for (int s = 0; s < 3; s++) {
                int level = Math.round((4 * v + s) / 10f * 255);
                int x = GAP + s * (20 + GAP);
                int y = GAP + v * (20 + GAP);
                // All four corners of the tile, and outside of them the frame.
                for (int[] corner : new int[][] {{0, 0}, {19, 0}, {0, 19}, {19, 19}}) {
                    assertEquals(gray(level), picture.getRGB(x + corner[0], y + corner[1]));
                }
                assertEquals(gray(0xBB), picture.getRGB(x - 1, y + 10));
                assertEquals(gray(0xBB), picture.getRGB(x + 20, y + 10));
            }
        }
        assertEquals(gray(255), picture.getRGB(0, 0));
    }

    @Test
    void pixelsAreSquaresOfOneColourInRgbOrder() {
        // One 1x2 image: orange, then a gray blue.
        FloatArray image = FloatArray.of(new float[] {1, 0.5f, 0, 0.2f, 0.4f, 0.6f}, 1, 1, 2, 3);

        BufferedImage picture = ImageGrid.of(image).factor(5).draw();

        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 10; x++) {
                int expected = x < 5 ? 0xFFFF8000 : 0xFF336699;
                assertEquals(expected, picture.getRGB(GAP + x, GAP + y), x + " " + y);
            }
        }
    }

    @Test
    void valuesAreClippedOrScaledOnRequest() {
        FloatArray image = FloatArray.of(new float[] {-1, 0, 1, 3}, 1, 1, 4, 1);

        assertLevels(new int[] {0, 0, 255, 255}, ImageGrid.of(image));
        assertLevels(new int[] {0, 64, 128, 255}, ImageGrid.of(image).range(ImageGrid.Range.MIN_MAX));
        assertLevels(
                new int[] {0, 0},
                ImageGrid.of(FloatArray.of(new float[] {7, 7}, 1, 1, 2, 1)).range(ImageGrid.Range.MIN_MAX));
    }

    @Test
    void scalingLooksAtTheDrawnSamplesOfEachView() {
        FloatArray wide = FloatArray.of(new float[] {0, 2, 100, 100}, 2, 1, 2, 1);
        FloatArray narrow = FloatArray.of(new float[] {0.1f, 0.2f, 0, 0}, 2, 1, 2, 1);

        BufferedImage picture = ImageGrid.of(wide, narrow)
                .count(1)
                .factor(4)
                .range(ImageGrid.Range.MIN_MAX)
                .draw();

        for (int view = 0; view < 2; view++) {
            int y = GAP + view * (4 + GAP);
            assertEquals(gray(0), picture.getRGB(GAP, y));
            assertEquals(gray(255), picture.getRGB(GAP + 4, y));
        }
    }

    @Test
    void whatIsNotANumberIsSeen() {
        FloatArray image = FloatArray.of(
                new float[] {Float.NaN, 0.5f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}, 1, 1, 4, 1);
        BufferedImage picture = ImageGrid.of(image).factor(3).draw();

        assertEquals(0xFFFF00FF, picture.getRGB(GAP + 1, GAP + 1));
        assertEquals(gray(128), picture.getRGB(GAP + 4, GAP + 1));
        assertEquals(gray(255), picture.getRGB(GAP + 7, GAP + 1));
        assertEquals(gray(0), picture.getRGB(GAP + 10, GAP + 1));
    }

    @Test
    void captionsAndNamesHaveRoomOfTheirOwn() {
        FloatArray black = FloatArray.zeros(Shape.of(3, 4, 4, 1));
        ImageGrid plain = ImageGrid.of(black, black).factor(8);
        ImageGrid named =
                plain.captions(List.of("aligned", "shifted by (2, -1)", "")).names("left", "right");

        BufferedImage before = plain.draw();
        BufferedImage after = named.draw();

        assertTrue(after.getHeight() > before.getHeight());
        assertTrue(after.getWidth() > before.getWidth());
        GridPainter painter = new GridPainter(named);
        for (int view = 0; view < 2; view++) {
            for (int sample = 0; sample < 3; sample++) {
                Rectangle tile = painter.tile(view, sample);
                assertEquals(32, tile.width);
                assertEquals(32, tile.height);
                assertEquals(gray(0), after.getRGB(tile.x, tile.y));
                assertEquals(gray(0), after.getRGB(tile.x + 31, tile.y + 31));
            }
        }
        Rectangle first = painter.tile(0, 0);
        Rectangle second = painter.tile(0, 1);
        // Above the tiles stand the captions, with white at the edges of the picture: nothing is cut off.
        assertTrue(ink(after, first.x - 10, 0, 52, first.y - 2));
        assertTrue(ink(after, second.x, 0, 32, second.y - 2));
        assertTrue(!ink(after, 0, 0, 2, after.getHeight()));
        assertTrue(!ink(after, after.getWidth() - 2, 0, 2, after.getHeight()));
        // Beside them the names, in every row.
        assertTrue(ink(after, 0, first.y, 30, 32));
        assertTrue(ink(after, 0, painter.tile(1, 0).y, 30, 32));
    }

    @Test
    void manySamplesGoOnBelowWithTheirCaptions() {
        FloatArray images = FloatArray.zeros(Shape.of(20, 64, 64, 3));
        ImageGrid grid = ImageGrid.of(images, images).captions(Collections.nCopies(20, "x"));

        BufferedImage picture = grid.draw();

        assertTrue(picture.getWidth() <= Style.WIDTH, "width " + picture.getWidth());
        GridPainter painter = new GridPainter(grid);
        assertEquals(painter.tile(0, 0).x, painter.tile(0, 10).x);
        assertTrue(painter.tile(0, 10).y > painter.tile(1, 0).y + 64 + 16);
    }

    @Test
    void badImagesAreRefused() {
        FloatArray good = FloatArray.zeros(Shape.of(5, 8, 8, 1));
        assertMessage("view 0 must have the shape (N, H, W, C), got [5, 8, 8]", FloatArray.zeros(Shape.of(5, 8, 8)));
        assertMessage(
                "view 1 must have 1 or 3 channels, got 4 in [5, 8, 8, 4]",
                good,
                FloatArray.zeros(Shape.of(5, 8, 8, 4)));
        assertMessage(
                "view 1 must have 5 samples like the first view, got 4", good, FloatArray.zeros(Shape.of(4, 8, 8, 1)));
        assertMessage("view 0 must have samples and pixels, got [5, 0, 8, 1]", FloatArray.zeros(Shape.of(5, 0, 8, 1)));
        assertMessage("views must not be empty");
    }

    @Test
    void badOptionsAreRefused() {
        FloatArray good = FloatArray.zeros(Shape.of(5, 8, 8, 1));
        ImageGrid grid = ImageGrid.of(good, good);
        assertMessage("count must lie in [1, 5], the number of samples, got 0", () -> grid.count(0));
        assertMessage("count must lie in [1, 5], the number of samples, got 9", () -> ImagePlots.images(good, 9));
        assertMessage("factor must be positive, got 0", () -> grid.factor(0));
        assertMessage(
                "captions must have 2 entries, one for each of the samples drawn, got 1",
                () -> ImagePlots.images(List.of(good, good), 2, List.of("a")));
        assertMessage("names must have 2 entries, one for each of the views, got 1", () -> grid.names("a"));
    }

    private static void assertLevels(int[] expected, ImageGrid grid) {
        BufferedImage picture = grid.factor(1).draw();
        for (int x = 0; x < expected.length; x++) {
            assertEquals(gray(expected[x]), picture.getRGB(GAP + x, GAP), "pixel " + x);
        }
    }

    private static boolean ink(BufferedImage image, int x, int y, int width, int height) {
        for (int dy = 0; dy < height; dy++) {
            for (int dx = 0; dx < width; dx++) {
                if (image.getRGB(x + dx, y + dy) != gray(255)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int gray(int level) {
        return 0xFF000000 | level << 16 | level << 8 | level;
    }

    private static void assertMessage(String message, FloatArray... views) {
        assertMessage(message, () -> ImageGrid.of(views));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
