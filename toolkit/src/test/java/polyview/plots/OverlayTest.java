package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.explain.Attribution;
import polyview.explain.View;

/** Maps, masks and shares over images: the colour of single pixels, and what is refused. */
@Tag("plots")
class OverlayTest {

    private static final int SIDE = 24;

    /** The middle of a pixel of an image of 4 x 4, drawn without texts. */
    private static Color colour(BufferedImage picture, int x, int y) {
        return new Color(picture.getRGB(GridPainter.GAP + x * SIDE + SIDE / 2, GridPainter.GAP + y * SIDE + SIDE / 2));
    }

    private static FloatArray image(int channels) {
        FloatArray image = FloatArray.zeros(Shape.of(4, 4, channels));
        for (int i = 0; i < image.values().length; i += channels) {
            image.values()[i] = 1;
        }
        return image;
    }

    @Test
    void heatIsVermilionAboveZeroAndBlueBelow() {
        FloatArray map = FloatArray.zeros(Shape.of(4, 4));
        for (int y = 0; y < 4; y++) {
            map.set(2, y, 0);
            map.set(-2, y, 3);
        }
        for (int channels : new int[] {1, 3, 4}) {
            BufferedImage picture = Plots.overlay(image(channels), map);
            Color positive = colour(picture, 0, 2);
            Color negative = colour(picture, 3, 2);
            assertTrue(positive.getRed() > positive.getBlue() + 50, positive.toString());
            assertTrue(negative.getBlue() > negative.getRed() + 50, negative.toString());
        }
        // 0.8 of the colour over white.
        Color most = new Color(Plots.overlay(image(1), map).getRGB(GridPainter.GAP + 1, GridPainter.GAP + 60));
        Color vermilion = Style.color(1);
        assertEquals(Math.round(255 + 0.8 * (vermilion.getBlue() - 255)), most.getBlue(), 1);
        assertEquals(Math.round(255 + 0.8 * (vermilion.getGreen() - 255)), most.getGreen(), 1);
    }

    @Test
    void zeroLeavesTheImageInGray() {
        BufferedImage picture = Plots.overlay(image(3), FloatArray.zeros(Shape.of(2, 2)));
        assertEquals(new Color(85, 85, 85), colour(picture, 1, 1));
    }

    @Test
    void aMapOfAnotherSizeIsFitted() {
        FloatArray large = FloatArray.zeros(Shape.of(800, 400, 1));
        FloatArray map = FloatArray.zeros(Shape.of(800, 400));
        map.set(Float.NaN, 0, 0);
        BufferedImage picture = Plots.overlay(large, map);
        assertTrue(picture.getHeight() < 400, "reduced to " + picture.getHeight());
        assertEquals(0xFFFF00FF, picture.getRGB(GridPainter.GAP, GridPainter.GAP));
    }

    @Test
    void aMaskHasAColourForEachClass() {
        FloatArray mask = FloatArray.zeros(Shape.of(4, 4));
        mask.set(1, 1, 2);
        mask.set(2, 3, 0);
        BufferedImage picture = Plots.overlay(image(1), mask, List.of("nothing", "first", "second"));
        assertEquals(Color.WHITE, colour(picture, 0, 0));
        assertEquals(
                (255 + Style.color(0).getRed()) / 2.0, colour(picture, 2, 1).getRed(), 1);
        assertEquals(
                (255 + Style.color(1).getBlue()) / 2.0, colour(picture, 0, 3).getBlue(), 1);
    }

    @Test
    void imagesOfAnySizeStandSideBySide() {
        List<FloatArray> images =
                List.of(image(1), FloatArray.zeros(Shape.of(2, 6, 3)), FloatArray.zeros(Shape.of(5, 5)));
        BufferedImage plain = Plots.sideBySide(images, List.of());
        BufferedImage named = Plots.sideBySide(images, List.of("a", "b", "a name that is longer than its image"));
        assertTrue(named.getHeight() > plain.getHeight());
        assertTrue(named.getWidth() > plain.getWidth());
        assertEquals(Color.WHITE, colour(plain, 0, 0));
        assertEquals(4 * GridPainter.GAP + 96 + 96 + 95, plain.getWidth());
    }

    private static Attribution attribution() {
        FloatArray left = FloatArray.zeros(Shape.of(2, 4, 4));
        for (int i = 0; i < 16; i++) {
            left.values()[i] = 1;
        }
        return new Attribution(
                "a test",
                List.of(View.of("left", 0), View.of("right", 1)),
                List.of(left, FloatArray.zeros(Shape.of(2, 4, 4))),
                FloatArray.of(new float[] {3, 1, 0, 0}, 2, 2),
                List.of(1, 0),
                List.of(2.5, -1.0),
                List.of());
    }

    @Test
    void explanationsHaveARowForEachSample() {
        FloatArray gray = FloatArray.zeros(Shape.of(2, 4, 4, 1));
        List<FloatArray> inputs = List.of(gray, gray);
        BufferedImage both = Plots.explain(attribution(), inputs);
        BufferedImage second = Plots.explain(attribution(), inputs, 1);
        assertTrue(both.getHeight() > second.getHeight() + 96);
        BufferedImage tile = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        TileRows rows = new TileRows(
                List.of(List.of(tile, tile), List.of(tile, tile)),
                List.of("left", "right"),
                List.of(List.of("sample 0", "class 1", "score 2.50"), List.of("sample 1", "class 0", "score -1.00")),
                List.of(List.of("75 %", "25 %"), List.of("no share", "no share")));
        Rectangle left = rows.tile(0, 0);
        Rectangle right = rows.tile(0, 1);
        assertTrue(new Color(both.getRGB(left.x + 50, left.y + 50)).getRed() > 100);
        assertEquals(Color.BLACK, new Color(both.getRGB(right.x + 50, right.y + 50)));
        assertEquals(Color.BLACK, new Color(both.getRGB(left.x + 50, rows.tile(1, 0).y + 50)));
    }

    @Test
    void explanationsTellTheNamesOfTheClasses() {
        FloatArray gray = FloatArray.zeros(Shape.of(2, 4, 4, 1));
        BufferedImage named = Plots.explain(
                attribution(), List.of(gray, gray), List.of("a pair that is aligned", "a pair that is shifted"), 0, 1);
        BufferedImage tile = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        TileRows rows = new TileRows(
                List.of(List.of(tile, tile), List.of(tile, tile)),
                List.of("left", "right"),
                List.of(
                        List.of("sample 0", "a pair that is shifted", "score 2.50"),
                        List.of("sample 1", "a pair that is aligned", "score -1.00")),
                List.of(List.of("75 %", "25 %"), List.of("no share", "no share")));
        // The texts before the tiles, letter by letter.
        BufferedImage expected = rows.paint();
        int width = rows.tile(0, 0).x - 2;
        int height = expected.getHeight();
        assertArrayEquals(
                expected.getRGB(0, 0, width, height, null, 0, width),
                named.getRGB(0, 0, width, height, null, 0, width));
    }

    @Test
    void aMapMayHaveAnAxisOfOneChannel() {
        FloatArray map = image(1).reshape(4, 4);
        BufferedImage flat = Plots.overlay(image(3), map);
        BufferedImage one = Plots.overlay(image(3), map.reshape(4, 4, 1));
        int width = flat.getWidth();
        int height = flat.getHeight();
        assertArrayEquals(
                flat.getRGB(0, 0, width, height, null, 0, width), one.getRGB(0, 0, width, height, null, 0, width));
    }

    @Test
    void refusals() {
        FloatArray image = image(1);
        refused(
                "image must have the shape (H, W) or (H, W, C), got [8]",
                () -> Plots.overlay(FloatArray.zeros(Shape.of(8)), image.reshape(4, 4)));
        refused("map must have the shape (H', W') or (H', W', 1), got [4, 4, 3]", () -> Plots.overlay(image, image(3)));
        refused(
                "map must have the shape (H', W') or (H', W', 1), got [16]",
                () -> Plots.overlay(image, image.reshape(16)));
        refused(
                "mask must have the shape (4, 4) of the image, got [2, 8]",
                () -> Plots.overlay(image, image.reshape(2, 8), List.of("a", "b")));
        FloatArray mask = FloatArray.zeros(Shape.of(4, 4));
        mask.set(2, 1, 3);
        refused(
                "mask must hold classes 0 to 1, as many as classes has names, got 2.0 at (1, 3)",
                () -> Plots.overlay(image, mask, List.of("a", "b")));
        refused(
                "mask must hold classes 0 to 0, as many as classes has names, got 2.0 at (1, 3)",
                () -> Plots.overlay(image, mask, List.of("a")));
        refused(
                "classes must have a name for each class of mask, got none",
                () -> Plots.overlay(image, mask, List.of()));
        refused("images must not be empty", () -> Plots.sideBySide(List.of(), List.of()));
        refused(
                "names must have 1 entries, one for each of the images, got 2",
                () -> Plots.sideBySide(List.of(image), List.of("a", "b")));
        FloatArray gray = FloatArray.zeros(Shape.of(2, 4, 4, 1));
        refused("sample must lie in [0, 2), got 2", () -> Plots.explain(attribution(), List.of(gray, gray), 2));
        refused(
                "inputs must be those that were explained, with 2 samples of right, got the shapes [[2, 4, 4, 1]]",
                () -> Plots.explain(attribution(), List.of(gray)));
        refused(
                "classes must have a name for each class that is explained, got 1 names and class 1",
                () -> Plots.explain(attribution(), List.of(gray, gray), List.of("aligned")));
    }
}
