package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;

@Tag("notebooks")
class SampleViewsTest {

    private static final List<String> NAMES = List.of("same", "other");

    /** Images of one value each: i / 100 in sample i; class i % 2. */
    private static MemoryDataset data(int samples, long... shape) {
        FloatArray images = FloatArray.zeros(Shape.of(shape).prepend(samples));
        FloatArray classes = FloatArray.zeros(Shape.of(samples));
        int length = images.values().length / samples;
        for (int i = 0; i < images.values().length; i++) {
            images.values()[i] = i / length / 100f;
        }
        for (int i = 0; i < samples; i++) {
            classes.values()[i] = i % 2;
        }
        return Dataset.of(List.of(images), classes);
    }

    @Test
    void samplesStandInTheirOrderUnderTheirClass() {
        ImageGrid grid = ImageGrid.samples(data(50, 8, 8, 1), 40, NAMES, Order.asStored());

        assertEquals(40, grid.count());
        assertEquals("same", grid.captions().get(0));
        assertEquals("other", grid.captions().get(39));
        assertEquals(List.of(), grid.names());
        BufferedImage picture = ImagePlots.samples(data(50, 8, 8, 1), 40, NAMES);
        GridPainter painter = new GridPainter(grid);
        for (int i = 0; i < 40; i++) {
            Rectangle tile = painter.tile(0, i);
            assertEquals(96, tile.width);
            assertEquals(gray(Math.round(i / 100f * 255)), picture.getRGB(tile.x + 50, tile.y + 50), "sample " + i);
        }
    }

    @Test
    void theOrderIsTheUsersAndAllSamplesAreTakenWhereThereAreFewer() {
        Order order = Order.shuffled(7, 0);
        ImageGrid grid = ImageGrid.samples(data(5, 96, 96), 99, List.of(), order);

        assertEquals(5, grid.count());
        for (int i = 0; i < 5; i++) {
            int sample = order.permutation(5)[i];
            assertEquals(sample / 100f, grid.views().get(0).get(i, 0, 0, 0));
            assertEquals(Integer.toString(sample % 2), grid.captions().get(i));
        }
    }

    @Test
    void otherChannelsThanOneOrThreeAreRowsOfTheirOwn() {
        FloatArray four = FloatArray.zeros(Shape.of(2, 96, 96, 4));
        for (int i = 0; i < four.values().length; i++) {
            four.values()[i] = i % 4 / 4f;
        }
        FloatArray colour = FloatArray.zeros(Shape.of(2, 30, 50, 3));
        var data = new MemoryDataset(List.of(colour, four), List.of());

        ImageGrid grid = ImageGrid.samples(data, 2, List.of(), Order.asStored());

        assertEquals(
                List.of(
                        "input 0",
                        "input 1, channel 0",
                        "input 1, channel 1",
                        "input 1, channel 2",
                        "input 1, channel 3"),
                grid.names());
        assertEquals(List.of(), grid.captions());
        for (int channel = 0; channel < 4; channel++) {
            assertEquals(Shape.of(2, 96, 96, 1), grid.views().get(1 + channel).shape());
            assertEquals(channel / 4f, grid.views().get(1 + channel).get(1, 95, 95, 0));
        }
        assertEquals(Shape.of(2, 30, 50, 3), grid.views().get(0).shape());
        assertEquals(
                List.of("left", "a", "b", "c", "d"),
                grid.names("left", "a", "b", "c", "d").names());
    }

    @Test
    void theChannelsOfAnOnlyInputNeedNoOtherName() {
        assertEquals(
                List.of("channel 0", "channel 1"),
                SampleViews.of(data(1, 8, 8, 2), 1, List.of(), Order.asStored()).names());
    }

    @Test
    void inputsOfAnySizeBecomeTilesOfAboutOneSize() {
        FloatArray tiny = FloatArray.of(new float[] {0.25f, 0.5f}, 1, 1, 2, 1);
        FloatArray large = FloatArray.zeros(Shape.of(1, 1, 641, 1));
        for (int x = 0; x < 641; x++) {
            large.values()[x] = x;
        }
        ImageGrid grid =
                ImageGrid.samples(new MemoryDataset(List.of(tiny, large), List.of()), 1, List.of(), Order.asStored());

        FloatArray enlarged = grid.views().get(0);
        assertEquals(Shape.of(1, 48, 96, 1), enlarged.shape());
        assertEquals(0.25f, enlarged.get(0, 47, 47, 0));
        assertEquals(0.5f, enlarged.get(0, 0, 48, 0));
        // A pixel of the picture covers 641 / 320 of the image: the first one 0, 1 and a little of 2.
        double area = 641 / 320.0;
        FloatArray reduced = grid.views().get(1);
        assertEquals(Shape.of(1, 1, 320, 1), reduced.shape());
        assertEquals((0 + 1 + 2 * (area - 2)) / area, reduced.get(0, 0, 0, 0), 1e-6);
        assertEquals((640 + 639 + 638 * (area - 2)) / area, reduced.get(0, 0, 319, 0), 1e-3);
        assertEquals(
                Shape.of(1, 320, 2, 3),
                TileSize.fit(FloatArray.zeros(Shape.of(1, 320, 2, 3))).shape());
    }

    @Test
    void valuesOfAnyRangeAreScaledEachInputByItself() {
        assertArrayEquals(new int[] {0, 51, 102}, levels(0, 0.2f, 0.4f));
        assertArrayEquals(new int[] {0, 128, 191}, levels(-1, 0, 0.5f));
        assertArrayEquals(new int[] {0, 128, 255}, levels(10, 110, 210));
        assertArrayEquals(new int[] {0, 64, 255}, levels(-2, -1, 2));
        assertArrayEquals(new int[] {0, 0, 0}, levels(7, 7, 7));
        BufferedImage holed = ImageGrid.of(FloatArray.of(new float[] {Float.NaN, 0.2f}, 1, 1, 2, 1))
                .factor(1)
                .range(ImageGrid.Range.AUTO)
                .draw();
        assertEquals(0xFFFF00FF, holed.getRGB(6, 6));
        assertEquals(gray(51), holed.getRGB(7, 6));
        FloatArray bytes = FloatArray.of(new float[] {0, 200}, 1, 1, 2, 1);
        FloatArray unit = FloatArray.of(new float[] {0, 0.2f}, 1, 1, 2, 1);
        BufferedImage both =
                ImageGrid.of(bytes, unit).factor(1).range(ImageGrid.Range.AUTO).draw();
        assertEquals(gray(255), both.getRGB(7, 6));
        assertEquals(gray(51), both.getRGB(7, 13));
    }

    @Test
    void captionsAreNumbersWhereThereAreNoNames() {
        FloatArray image = FloatArray.zeros(Shape.of(2, 4, 4));
        FloatArray pose = FloatArray.of(new float[] {1 / 3f, 2, -1.5f, Float.NaN}, 2, 2);
        FloatArray long4 = FloatArray.zeros(Shape.of(2, 4));

        assertEquals(List.of("0.3333, 2", "-1.500, NaN"), captions(image, pose));
        assertEquals(List.of("0.3333, 2, 0.3333, 2", "-1.500, NaN, -1.500, NaN"), captions(image, pose, pose));
        assertEquals(List.of(), captions(image, long4));
        List<String> shortened = ImageGrid.samples(
                        data(2, 4, 4),
                        2,
                        List.of("a name that is a good deal longer than its tile", "b"),
                        Order.asStored())
                .captions();
        assertTrue(shortened.get(0).matches("a name .*….* tile"), shortened.get(0));
        assertTrue(Style.widest(shortened) <= 144);
        var missing = Dataset.of(List.of(image), FloatArray.of(new float[] {Float.NaN, 1}, 2));
        assertEquals(
                List.of("(no class)", "other"),
                ImageGrid.samples(missing, 2, NAMES, Order.asStored()).captions());
    }

    @Test
    void whatIsNoImageIsRefused() {
        FloatArray image = FloatArray.zeros(Shape.of(2, 4, 4, 1));
        FloatArray row = FloatArray.zeros(Shape.of(2, 10));
        refused(
                "input 1 must be images of the shape (H, W, C) or (H, W), got [10]; DatasetTable shows other data",
                () -> ImagePlots.samples(new MemoryDataset(List.of(image, row), List.of()), 2));
        refused(
                "input 0 must be images of the shape (H, W, C) or (H, W), got [4, 4, 4, 1]; DatasetTable shows other data",
                () -> ImagePlots.samples(data(2, 4, 4, 4, 1), 2));
        refused("count must be positive, got 0", () -> ImagePlots.samples(data(2, 4, 4), 0));
        refused(
                "data must have a sample, there is none",
                () -> ImagePlots.samples(data(2, 4, 4).take(0), 3));
        refused("views must not be empty", () -> ImagePlots.samples(data(2, 4, 4, 0), 2));
        refused(
                "view 0 must have samples and pixels, got [2, 0, 96, 1]",
                () -> ImagePlots.samples(data(2, 0, 4, 1), 2));
        refused(
                "a class index must lie below 1, the number of class names, got 1 in sample 1",
                () -> ImagePlots.samples(data(2, 4, 4), 2, List.of("a")));
        refused(
                "classes needs one target of class indices of shape (N), got 1 of shapes [[2, 10]]",
                () -> ImagePlots.samples(new MemoryDataset(List.of(image), List.of(row)), 2, NAMES));
        refused(
                "classes needs one target of class indices of shape (N), got 0 of shapes []",
                () -> ImagePlots.samples(new MemoryDataset(List.of(image), List.of()), 2, NAMES));
    }

    private static List<String> captions(FloatArray image, FloatArray... targets) {
        return ImageGrid.samples(new MemoryDataset(List.of(image), List.of(targets)), 2, List.of(), Order.asStored())
                .captions();
    }

    /** The gray levels of an image of one row. */
    private static int[] levels(float... values) {
        ImageGrid grid = ImageGrid.samples(
                new MemoryDataset(List.of(FloatArray.of(values, 1, 1, values.length, 1)), List.of()),
                1,
                List.of(),
                Order.asStored());
        Rectangle tile = new GridPainter(grid).tile(0, 0);
        BufferedImage picture = grid.draw();
        int[] levels = new int[values.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = picture.getRGB(tile.x + (2 * i + 1) * tile.width / (2 * levels.length), tile.y + 1) & 0xFF;
        }
        return levels;
    }

    private static int gray(int level) {
        return 0xFF000000 | level << 16 | level << 8 | level;
    }
}
