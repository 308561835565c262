package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** What is marked is seen in a picture that has fewer pixels. */
@Tag("plots")
class MarksTest {

    private static final List<String> CLASSES = List.of("same", "changed");

    /** Half of the first colour over black. */
    private static final Color MARKED = new Color(
            Math.round(Style.color(0).getRed() / 2f),
            Math.round(Style.color(0).getGreen() / 2f),
            Math.round(Style.color(0).getBlue() / 2f));

    /** The places of a picture of this size at (left, top) that have a colour, as {@code y * width + x}. */
    private static int[] places(BufferedImage picture, int left, int top, int height, int width, Color colour) {
        return IntStream.range(0, height * width)
                .filter(i -> picture.getRGB(left + i % width, top + i / width) == colour.getRGB())
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everySinglePixelIsDrawn(int odd) {
        FloatArray mask = FloatArray.zeros(Shape.of(400, 600));
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 30; j++) {
                // Two pixels apart, more than the 1.875 that a pixel of the picture stands for: no two share one.
                mask.set(1, 2 * i + odd, 2 * j + odd);
            }
        }
        BufferedImage picture = Plots.overlay(FloatArray.zeros(mask.shape()), mask, CLASSES);
        assertEquals(600, places(picture, GridPainter.GAP, GridPainter.GAP, 213, 320, MARKED).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 302})
    void aRowOfOnePixelIsALine(int row) {
        FloatArray mask = FloatArray.zeros(Shape.of(640, 640));
        for (int x = 0; x < 640; x++) {
            mask.set(1, row, x);
        }
        BufferedImage picture = Plots.overlay(FloatArray.zeros(mask.shape()), mask, CLASSES);
        assertArrayEquals(
                IntStream.range(0, 320).map(x -> row / 2 * 320 + x).toArray(),
                places(picture, GridPainter.GAP, GridPainter.GAP, 320, 320, MARKED));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 321, 479, 500, 1024})
    void everyPlaceOfALineIsDrawnOnceWhereItsMiddleLies(int pixels) {
        for (int p = 0; p < pixels; p++) {
            FloatArray line = FloatArray.zeros(Shape.of(1, pixels));
            line.set(1, 0, p);
            int expected = (int) Math.floor((p + 0.5) / pixels * 320);
            int[] drawn = new int[320];
            drawn[expected] = 1;
            assertArrayEquals(drawn, Marks.classes(line, 2, 1, 320), "across " + p);
            assertArrayEquals(drawn, Marks.classes(line.reshape(pixels, 1), 2, 320, 1), "down " + p);
            boolean[] above = Marks.above(line, 0.5, 1, 320);
            assertArrayEquals(
                    drawn, IntStream.range(0, 320).map(i -> above[i] ? 1 : 0).toArray(), "above " + p);
        }
    }

    @Test
    void theClassOfMostMarkedPixelsIsShown() {
        // Blocks of 2 x 2, next to one another.
        FloatArray mask = FloatArray.of(
                new float[] {
                    0, 0, 2, 1, 3, 0, 3, 3, 0, 0,
                    0, 3, 0, 2, 0, 1, 1, 1, 0, 0
                },
                2,
                10);
        assertArrayEquals(new int[] {3, 2, 1, 1, 0}, Marks.classes(mask, 4, 1, 5));
    }

    @Test
    void aSinglePixelAboveAThresholdIsMarked() {
        FloatArray map = FloatArray.zeros(Shape.of(640, 640, 1));
        map.set(0.9f, 101, 303, 0);
        FloatArray image = FloatArray.zeros(Shape.of(640, 640, 1));
        Arrays.fill(image.values(), 1);
        Slider slider = Plots.thresholds(image, map, 0.5, 0.95);
        // 1 of 409600.
        assertEquals("above 0.5: 0.0 % of the pixels", slider.labels().get(0));
        Color vermilion = Style.color(1);
        Color marked = new Color(
                (int) Math.round(255 + 0.6 * (vermilion.getRed() - 255)),
                (int) Math.round(255 + 0.6 * (vermilion.getGreen() - 255)),
                (int) Math.round(255 + 0.6 * (vermilion.getBlue() - 255)));
        assertArrayEquals(
                new int[] {101 / 2 * 320 + 303 / 2}, places(slider.frames().get(0), 0, 0, 320, 320, marked));
        assertEquals(320 * 320, places(slider.frames().get(1), 0, 0, 320, 320, Color.WHITE).length);
    }

    @Test
    void thePeakOfASmallMapIsMarked() {
        // Between the middles of the pixels around it the map is at most (1 - 0.5 / 106)^2 = 0.9906.
        FloatArray map = FloatArray.zeros(Shape.of(3, 3));
        map.set(1, 1, 1);
        boolean[] marked = Marks.above(map, 0.995, 318, 318);
        assertArrayEquals(
                new int[] {159 * 318 + 159},
                IntStream.range(0, marked.length).filter(i -> marked[i]).toArray());
    }

    @Test
    void aMapLargerThanThePictureIsReducedToIt() {
        // Three pixels of the map on two of the picture: means (3 + 0 / 2) / 1.5 and 0.
        FloatArray map = FloatArray.zeros(Shape.of(300, 300));
        for (int i = 0; i < map.values().length; i += 3) {
            map.values()[i] = 3;
        }
        FloatArray image = FloatArray.zeros(Shape.of(200, 200));
        BufferedImage heat = Plots.overlay(image, map);
        Color vermilion = Style.color(1);
        Color even = new Color(heat.getRGB(GridPainter.GAP + 100, GridPainter.GAP + 77));
        assertEquals(0.8 * 2 / 3 * vermilion.getRed(), even.getRed(), 0.5001);
        assertEquals(0.8 * 2 / 3 * vermilion.getGreen(), even.getGreen(), 0.5001);
        assertEquals(Color.BLACK, new Color(heat.getRGB(GridPainter.GAP + 101, GridPainter.GAP + 77)));
        // Not averaged: 2 would not be above 2.5.
        boolean[] above = Marks.above(map, 2.5, 200, 200);
        for (int i = 0; i < above.length; i++) {
            assertEquals(i % 2 == 0, above[i], "pixel " + i);
        }
        // Higher than the picture and narrower.
        FloatArray tall = FloatArray.zeros(Shape.of(400, 2));
        Arrays.fill(tall.values(), 1);
        Color most = new Color(Plots.overlay(image, tall).getRGB(GridPainter.GAP + 5, GridPainter.GAP + 199));
        assertEquals(0.8 * vermilion.getRed(), most.getRed(), 0.5001);
    }
}
