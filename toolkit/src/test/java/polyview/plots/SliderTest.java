package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** Pictures behind a slider: the colour of single pixels by arithmetic, and what is refused. */
@Tag("plots")
class SliderTest {

    /** 4 x 4 pixels are drawn as squares of this side. */
    private static final int SIDE = TileSize.MOST / 4;

    private static Color colour(BufferedImage picture, int x, int y) {
        return new Color(picture.getRGB(x * SIDE + SIDE / 2, y * SIDE + SIDE / 2));
    }

    private static FloatArray gray(float value) {
        FloatArray image = FloatArray.zeros(Shape.of(4, 4, 1));
        java.util.Arrays.fill(image.values(), value);
        return image;
    }

    @Test
    void imagesAreInTheOrderOfTheirLabels() {
        FloatArray colours = FloatArray.zeros(Shape.of(4, 4, 3));
        colours.set(1, 3, 0, 0);
        Slider slider =
                Plots.slider(List.of("gray", "red"), gray(0.2f), colours).startAt("red");
        assertEquals(new Color(51, 51, 51), colour(slider.frames().get(0), 1, 2));
        assertEquals(Color.RED, colour(slider.frames().get(1), 0, 3));
        assertEquals(Color.BLACK, colour(slider.frames().get(1), 1, 3));
        assertEquals(1, slider.first());
        assertEquals("red", slider.title());
        assertEquals(List.of(TileSize.MOST, TileSize.MOST), List.of(slider.width(), slider.height()));
        assertEquals("Slider of 2 pictures, 320 x 320 pixels: [gray, red], shown red", slider.toString());
    }

    @Test
    void aMixtureIsLinearInEachColour() {
        FloatArray second = FloatArray.zeros(Shape.of(4, 4, 3));
        for (int i = 0; i < 16; i++) {
            second.values()[3 * i] = 1;
        }
        Slider slider = Plots.blend(gray(0.4f), second, List.of("infrared", "visible"));
        assertEquals(11, slider.frames().size());
        assertEquals("50 % infrared, 50 % visible", slider.title());
        assertEquals("30 % infrared, 70 % visible", slider.labels().get(7));
        for (int step = 0; step <= 10; step++) {
            double a = step / 10.0;
            Color mixed = colour(slider.frames().get(step), 2, 1);
            assertEquals(102 + a * (255 - 102), mixed.getRed(), 0.5001);
            assertEquals(102 * (1 - a), mixed.getGreen(), 0.5001);
            assertEquals(102 * (1 - a), mixed.getBlue(), 0.5001);
        }
    }

    @Test
    void whatIsAboveAThresholdIsMarkedAndCounted() {
        FloatArray map = FloatArray.zeros(Shape.of(4, 4));
        map.set(0.5f, 0, 0);
        map.set(0.25f, 3, 3);
        Slider slider = Plots.thresholds(gray(1), map, 0.1, 0.4, 0.5);
        assertEquals(
                List.of(
                        "above 0.1: 12.5 % of the pixels",
                        "above 0.4: 6.3 % of the pixels", "above 0.5: 0.0 % of the pixels"),
                slider.labels());
        assertEquals(1, slider.first());
        Color vermilion = Style.color(1);
        // 0.6 of the colour over white.
        Color marked = colour(slider.frames().get(0), 0, 0);
        assertEquals(255 + 0.6 * (vermilion.getGreen() - 255), marked.getGreen(), 0.5001);
        assertEquals(255 + 0.6 * (vermilion.getBlue() - 255), marked.getBlue(), 0.5001);
        assertEquals(marked, colour(slider.frames().get(1), 0, 0));
        assertEquals(Color.WHITE, colour(slider.frames().get(1), 3, 3));
        // Not above 0.5 itself.
        assertEquals(Color.WHITE, colour(slider.frames().get(2), 0, 0));
    }

    @Test
    void plotsKeepTheirSizeOnTheScreen() {
        var matrix = Plots.confusionMatrix(
                FloatArray.of(new float[] {0, 1}, 2), FloatArray.of(new float[] {-1, 1}, 2), 0, List.of("a", "b"));
        Slider slider = Plots.slider(List.of("one"), matrix);
        assertEquals(List.of(matrix.width(), matrix.height()), List.of(slider.width(), slider.height()));
        assertEquals(2 * matrix.width(), slider.frames().get(0).getWidth());
    }

    @Test
    void startsAtALabelItsBeginningOrItsPlace() {
        Slider slider = Plots.thresholds(gray(1), gray(0.3f), 0.1, 0.15, 0.5);
        assertEquals(1, slider.first());
        assertEquals(2, slider.startAt("above 0.5: 0.0 % of the pixels").first());
        assertEquals(2, slider.startAt("above 0.5").first());
        assertEquals(0, slider.startAt("above 0.1:").first());
        assertEquals(0, slider.startAt(0).first());
        assertEquals(
                "above 0.15: 100.0 % of the pixels",
                slider.startAt(2).startAt(1).title());
        // 0.1 and 0.15 begin so.
        assertThrows(IllegalArgumentException.class, () -> slider.startAt("above 0.1"));
        // A label that is whole is meant, also where another begins with it.
        Slider nested = Plots.slider(List.of("epoch 1", "epoch 10"), gray(0), gray(1));
        assertEquals(0, nested.startAt("epoch 1").first());
    }

    @Test
    void savesTheShownPicture() {
        Slider slider = Plots.blend(gray(0), gray(1), List.of("a", "b")).startAt("0 % a, 100 % b");
        assertEquals(Color.WHITE, new Color(slider.picture().getRGB(5, 5)));
    }

    @Test
    void refusesWhatDoesNotBelongTogether() {
        refused("frames must not be empty", () -> Slider.of(List.of(), List.of()));
        refused(
                "labels must have 2 entries, one for each of the frames, got 1",
                () -> Plots.slider(List.of("a"), gray(0), gray(1)));
        refused("labels must differ, got [a, a]", () -> Plots.slider(List.of("a", "a"), gray(0), gray(1)));
        refused(
                "image 1 must have the height and width 4 x 4 of image 0, got 4 x 2",
                () -> Plots.slider(List.of("a", "b"), gray(0), FloatArray.zeros(Shape.of(4, 2, 1))));
        // Both would be drawn as 320 x 320.
        refused(
                "image 1 must have the height and width 32 x 32 of image 0, got 16 x 16",
                () -> Plots.slider(
                        List.of("a", "b"), FloatArray.zeros(Shape.of(32, 32)), FloatArray.zeros(Shape.of(16, 16))));
        refused(
                "frame 1 must have the size 2 x 2 of frame 0, got 2 x 3",
                () -> Plots.slider(
                        List.of("a", "b"),
                        new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
                        new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB)));
        refused(
                "image 1 must have the shape (H, W) or (H, W, C), got [8]",
                () -> Plots.slider(List.of("a", "b"), gray(0), FloatArray.zeros(Shape.of(8))));
        Slider slider = Plots.slider(List.of("a", "b"), gray(0), gray(1));
        refused("label must be one of [a, b] or the beginning of one, got c", () -> slider.startAt("c"));
        refused("label must be the beginning of one of [a, b] alone, got ", () -> slider.startAt(""));
        refused("first must lie in [0, 2), got 2", () -> slider.startAt(2));
        refused("first must lie in [0, 2), got -1", () -> slider.startAt(-1));
        refused("first must lie in [0, 2), got 2", () -> new Slider(slider.labels(), slider.frames(), 1, 2));
        refused("scale must be positive, got 0", () -> new Slider(slider.labels(), slider.frames(), 0, 0));
        refused(
                "second must have the height and width 4 x 4 of first, got 3 x 4",
                () -> Plots.blend(gray(0), FloatArray.zeros(Shape.of(3, 4, 1)), List.of("a", "b")));
        refused(
                "names must have 2 entries, one for each image, got 1",
                () -> Plots.blend(gray(0), gray(1), List.of("a")));
        FloatArray map = FloatArray.zeros(Shape.of(4, 4));
        refused("thresholds must not be empty", () -> Plots.thresholds(gray(0), map));
        refused("thresholds must be finite and rise, got [0.5, 0.3]", () -> Plots.thresholds(gray(0), map, 0.5, 0.3));
        refused(
                "map must have the shape (H', W') or (H', W', 1), got [4, 4, 2]",
                () -> Plots.thresholds(gray(0), FloatArray.zeros(Shape.of(4, 4, 2)), 0.5));
    }

    @Test
    void refusesMoreThanAPageShouldHold() {
        BufferedImage noise = new BufferedImage(1500, 1500, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(1);
        for (int y = 0; y < 1500; y++) {
            for (int x = 0; x < 1500; x++) {
                noise.setRGB(x, y, random.nextInt());
            }
        }
        // 6.75 million bytes of noise cannot be made smaller.
        String message = assertThrows(IllegalArgumentException.class, () -> Plots.slider(List.of("noise"), noise))
                .getMessage();
        assertTrue(
                message.matches("frames must have at most 6,000,000 bytes as PNG together, got 6,7\\d\\d,\\d{3}: "
                        + "show fewer of them, or smaller ones"),
                message);
    }
}
