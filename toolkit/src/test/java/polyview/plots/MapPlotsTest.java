package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Kernels, feature maps and attention: the colour of single pixels. */
@Tag("plots")
class MapPlotsTest {

    private static final int BLUE = new Color(0x00466E).getRGB();
    private static final int RED = new Color(0x7A3600).getRGB();
    private static final int WHITE = Color.WHITE.getRGB();
    private static final int LOW = new Color(0x440154).getRGB();
    private static final int HIGH = new Color(0xFDE725).getRGB();

    /** The middle of a pixel of a tile, of a grid with these views; each pixel is a square of this side. */
    private static int colour(
            BufferedImage picture, GridPainter painter, int view, int sample, int x, int y, int side) {
        Rectangle tile = painter.tile(view, sample);
        return picture.getRGB(tile.x + x * side + side / 2, tile.y + y * side + side / 2);
    }

    private static GridPainter painter(int rows, int columns, int height, int width, int side) {
        FloatArray view = FloatArray.zeros(Shape.of(columns, height, width, 3));
        ImageGrid grid = ImageGrid.of(Collections.nCopies(rows, view)).factor(side);
        if (columns > 1) {
            grid = grid.captions(
                    IntStream.range(0, columns).mapToObj(Integer::toString).toList());
        }
        if (rows > 1) {
            grid = grid.names(
                    IntStream.range(0, rows).mapToObj(i -> "channel " + i).toArray(String[]::new));
        }
        return new GridPainter(grid);
    }

    @Test
    void everyWeightOfAKernelStandsInItsPlace() {
        // (1, 2, 2, 3): weight at x of channel c of filter f is the largest where x = 1, c = 1, f = 2.
        FloatArray kernel = FloatArray.zeros(Shape.of(1, 2, 2, 3));
        kernel.set(0.5f, 0, 1, 1, 2);
        kernel.set(-0.5f, 0, 0, 1, 0);
        BufferedImage picture = ImagePlots.kernels(kernel);
        GridPainter painter = painter(2, 3, 1, 2, 48);
        for (int channel = 0; channel < 2; channel++) {
            for (int filter = 0; filter < 3; filter++) {
                for (int x = 0; x < 2; x++) {
                    float weight = kernel.get(0, x, channel, filter);
                    assertEquals(
                            weight > 0 ? RED : weight < 0 ? BLUE : WHITE,
                            colour(picture, painter, channel, filter, x, 0, 48),
                            channel + " " + filter + " " + x);
                }
            }
        }
    }

    @Test
    void zeroIsWhiteAlsoWhereTheNumbersAreNotEven() {
        BufferedImage picture = ImagePlots.kernels(FloatArray.of(new float[] {-1, 0, 4, Float.NaN}, 2, 2));
        GridPainter painter = painter(1, 1, 2, 2, 48);
        assertEquals(ColorMap.DIVERGING.color(-0.25).getRGB(), colour(picture, painter, 0, 0, 0, 0, 48));
        assertEquals(WHITE, colour(picture, painter, 0, 0, 1, 0, 48));
        assertEquals(RED, colour(picture, painter, 0, 0, 0, 1, 48));
        assertEquals(0xFFFF00FF, colour(picture, painter, 0, 0, 1, 1, 48));
        BufferedImage none = ImagePlots.kernels(FloatArray.zeros(Shape.of(2, 2)));
        assertEquals(WHITE, colour(none, painter, 0, 0, 1, 1, 48));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "3,3,1,64", "3,3,32,100", "5,7,3,8", "11,11,3,96", "64,64,1,1", "700,30,1,2"})
    void kernelsOfAnySizeFit(int height, int width, int in, int out) {
        BufferedImage picture = ImagePlots.kernels(FloatArray.zeros(Shape.of(height, width, in, out)));
        assertTrue(picture.getWidth() <= Style.WIDTH, "width " + picture.getWidth());
        for (int y = 0; y < picture.getHeight(); y++) {
            assertEquals(WHITE, picture.getRGB(picture.getWidth() - 1, y));
        }
    }

    @Test
    void threeAxesAreKernelsOfOneChannel() {
        FloatArray kernel = FloatArray.of(new float[] {1, 2, 3}, 1, 1, 3);
        assertSame(ImagePlots.kernels(kernel.reshape(1, 1, 1, 3)), ImagePlots.kernels(kernel));
    }

    @Test
    void featureMapsHaveOneScaleOrTheirOwn() {
        // Channel 0 goes from 0 to 1, channel 1 from 0 to 4.
        FloatArray maps = FloatArray.of(new float[] {0, 0, 1, 4}, 1, 2, 2);
        GridPainter painter = painter(1, 2, 1, 2, 48);
        BufferedImage same = ImagePlots.featureMaps(maps, 9);
        assertEquals(LOW, colour(same, painter, 0, 0, 0, 0, 48));
        assertEquals(ColorMap.VIRIDIS.color(0.25).getRGB(), colour(same, painter, 0, 0, 1, 0, 48));
        assertEquals(HIGH, colour(same, painter, 0, 1, 1, 0, 48));
        BufferedImage own = ImagePlots.featureMaps(maps.reshape(1, 1, 2, 2), 2, MapScale.OWN);
        assertEquals(HIGH, colour(own, painter, 0, 0, 1, 0, 48));
        assertEquals(HIGH, colour(own, painter, 0, 1, 1, 0, 48));
        // The first map alone: its own highest is the highest.
        assertEquals(HIGH, colour(ImagePlots.featureMaps(maps, 1), painter(1, 1, 1, 2, 48), 0, 0, 1, 0, 48));
    }

    @Test
    void weightsAreEnlargedLinearlyBetweenTheMiddlesOfTheirCells() {
        FloatArray map = FloatArray.of(new float[] {0, 4}, 1, 2);
        // Middles at 1 and 3 of 4: the middles of the pixels lie at 0.5, 1.5, 2.5 and 3.5.
        assertArrayEquals(
                new float[] {0, 1, 3, 4}, AttentionPlot.enlarged(map, 1, 4).values());
        assertArrayEquals(
                new float[] {7, 7, 7, 7, 7, 7},
                AttentionPlot.enlarged(FloatArray.of(new float[] {7}, 1, 1), 2, 3)
                        .values());
    }

    @Test
    void theHeatLiesOverTheGrayImage() {
        FloatArray image = FloatArray.of(new float[] {1, 0, 0, 1, 1, 1}, 1, 2, 3);
        // The mean over the channels: 0 on the left, 1 on the right.
        BufferedImage picture = ImagePlots.attention(image, FloatArray.of(new float[] {-1, 1, 0, 2}, 1, 2, 2));
        ImageGrid grid = ImageGrid.of(FloatArray.zeros(Shape.of(2, 96, 192, 3)))
                .factor(1)
                .captions(List.of("image", "weights over it"));
        Rectangle plain = new GridPainter(grid).tile(0, 0);
        Rectangle heated = new GridPainter(grid).tile(0, 1);
        assertEquals(Color.RED.getRGB(), picture.getRGB(plain.x + 2, plain.y + 2));
        assertEquals(WHITE, picture.getRGB(plain.x + 190, plain.y + 90));
        assertNear(mixed(LOW, 1 / 3.0), picture.getRGB(heated.x, heated.y + 2));
        assertNear(mixed(HIGH, 1), picture.getRGB(heated.x + 191, heated.y + 90));
    }

    /** 55% of the heat's colour and 45% of the gray. */
    private static double[] mixed(int heat, double gray) {
        float[] rgb = new Color(heat).getRGBColorComponents(null);
        return new double[] {
            255 * (0.55 * rgb[0] + 0.45 * gray),
            255 * (0.55 * rgb[1] + 0.45 * gray),
            255 * (0.55 * rgb[2] + 0.45 * gray)
        };
    }

    private static void assertNear(double[] expected, int rgb) {
        Color color = new Color(rgb);
        assertArrayEquals(expected, new double[] {color.getRed(), color.getGreen(), color.getBlue()}, 1);
    }

    private static void assertSame(BufferedImage expected, BufferedImage actual) {
        int width = expected.getWidth();
        int height = expected.getHeight();
        assertEquals(width, actual.getWidth());
        assertArrayEquals(
                expected.getRGB(0, 0, width, height, null, 0, width),
                actual.getRGB(0, 0, width, height, null, 0, width));
    }

    @Test
    void refusals() {
        FloatArray eight = FloatArray.zeros(Shape.of(8));
        refused(
                "kernel must have the shape (kh, kw), (kh, kw, in) or (kh, kw, in, out), got [8]",
                () -> ImagePlots.kernels(eight));
        refused("maps must have the shape (H, W, C) or (1, H, W, C), got [8]", () -> ImagePlots.featureMaps(eight, 1));
        refused(
                "maps must have the shape (H, W, C) or (1, H, W, C), got [2, 2, 2, 1]",
                () -> ImagePlots.featureMaps(eight.reshape(2, 2, 2, 1), 1));
        refused("count must be positive, got 0", () -> ImagePlots.featureMaps(eight.reshape(2, 2, 2), 0));
        refused(
                "image must have the shape (H, W, 1) or (H, W, 3), got [2, 4]",
                () -> ImagePlots.attention(eight.reshape(2, 4), eight.reshape(2, 4)));
        refused(
                "image must have the shape (H, W, 1) or (H, W, 3), got [2, 2, 2]",
                () -> ImagePlots.attention(eight.reshape(2, 2, 2), eight.reshape(2, 4)));
        refused(
                "weights must have the shape (H', W') or (H', W', F), got [8]",
                () -> ImagePlots.attention(eight.reshape(2, 4, 1), eight));
    }
}
