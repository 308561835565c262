package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.base.Seeds;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

@Tag("data")
class SampleFolderTest {

    private static final FloatArray GRAY = FloatArray.of(new float[] {0, 0.5f, 1, 0.2f, 0.4f, 0.6f}, 2, 1, 3);
    private static final FloatArray CLASSES = FloatArray.of(new float[] {1, 0}, 2);

    @TempDir
    private Path folder;

    @Test
    void imagesClassesAndNumbers() throws IOException {
        Path root = folder.resolve("a/b");
        SampleFolder.empty()
                .images("left", GRAY)
                .images16("deep", GRAY)
                .classes("class", CLASSES, "bad", "good")
                .numbers(List.of("dx", "dy"), FloatArray.of(new float[] {1, -0.1f, 1e-5f, 3e6f}, 2, 2))
                .write(root);
        assertEquals(
                "left,deep,class,dx,dy\n" + "left/0000.png,deep/0000.png,good,1,-0.1\n"
                        + "left/0001.png,deep/0001.png,bad,0.00001,3000000\n",
                Files.readString(root.resolve("manifest.csv")));
        // 0.5 * 255 = 127.5 rounds up.
        assertArrayEquals(new int[] {0, 128, 255}, samples(root.resolve("left/0000.png")));
        assertArrayEquals(new int[] {51, 102, 153}, samples(root.resolve("left/0001.png")));
        assertArrayEquals(new int[] {0, 32768, 65535}, samples(root.resolve("deep/0000.png")));
    }

    @Test
    void aDataSetByItself() throws IOException {
        FloatArray rgb = FloatArray.of(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 2, 1, 1, 3);
        FloatArray vectors = FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2);
        SampleFolder.of(new MemoryDataset(List.of(rgb, GRAY), List.of(CLASSES, vectors, GRAY)))
                .write(folder.resolve("several"));
        assertEquals(
                "image1,image2,target1,target2_1,target2_2,target3\n"
                        + "image1/0000.png,image2/0000.png,1,1,2,target3/0000.png\n"
                        + "image1/0001.png,image2/0001.png,0,3,4,target3/0001.png\n",
                Files.readString(folder.resolve("several/manifest.csv")));
        assertArrayEquals(new int[] {153, 204, 255}, samples(folder.resolve("several/image1/0001.png")));
        SampleFolder.of(new MemoryDataset(List.of(GRAY), List.of(CLASSES))).write(folder.resolve("one"));
        assertTrue(Files.readString(folder.resolve("one/manifest.csv")).startsWith("image,target\n"));
    }

    @Test
    void columnsOfATableMissingValuesEmpty() throws IOException {
        IntColumn views = IntColumn.create("view", 3, 0);
        views.setMissing(1);
        Table table =
                Table.create(views, DoubleColumn.create("angle", 0.1, Double.NaN), IntColumn.create("more", 1, 2));
        SampleFolder.empty().table(table, "angle", "view").write(folder.resolve("table"));
        assertEquals("angle,view\n0.1,3\n,\n", Files.readString(folder.resolve("table/manifest.csv")));
    }

    @Test
    void moreThanTenThousandSamplesHaveLongerNumbers() {
        ImageColumn many = new ImageColumn("x", FloatArray.zeros(Shape.of(10_001, 1, 1)), 8);
        assertEquals("x/00009.png", many.cell(9));
        assertEquals("x/10000.png", many.cell(10_000));
        assertEquals("x/9999.png", new ImageColumn("x", FloatArray.zeros(Shape.of(10_000, 1, 1)), 8).cell(9999));
    }

    /** Also more than one stored block, 65535 bytes, and exactly one. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 8",
        "3, 5, 1, 16",
        "5, 3, 3, 8",
        "2, 7, 3, 16",
        "255, 256, 1, 8",
        "300, 301, 3, 16",
        "1, 65534, 1, 8"
    })
    void anotherDecoderReadsThePixels(int height, int width, int channels, int bits) throws IOException {
        SplittableRandom random = Seeds.stream(7, height);
        int[] samples =
                random.ints((long) height * width * channels, 0, 1 << bits).toArray();
        byte[] png = PlainPng.encode(samples, height, width, channels, bits);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(channels, image.getRaster().getNumBands());
        assertArrayEquals(samples, image.getRaster().getPixels(0, 0, width, height, (int[]) null));
        if (bits == 8 && channels == 1) {
            // Compares the check sums of all parts.
            assertEquals(width, Drawing.read(png).width());
        }
    }

    @Test
    void theFewestDigitsGiveTheFloatAgain() {
        SplittableRandom random = Seeds.stream(7);
        for (int i = 0; i < 20_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertEquals(value == 0 ? 0 : value, Float.parseFloat(TextColumn.shortest(value)));
            }
        }
        assertEquals("0.1", TextColumn.shortest(0.1f));
        assertEquals("-100", TextColumn.shortest(-100));
        assertEquals("0", TextColumn.shortest(0));
        assertEquals("0.33333334", TextColumn.shortest(1 / 3f));
    }

    @Test
    void badColumnsAreRefused() {
        SampleFolder one = SampleFolder.empty().images("left", GRAY);
        refused("name must be of letters, digits, _, -, . and blanks, got \"a,b\"", () -> one.images("a,b", GRAY));
        refused("name must be of letters, digits, _, -, . and blanks, got \"\"", () -> one.numbers("", CLASSES));
        refused("name must be of letters, digits, _, -, . and blanks, got \"../x\"", () -> one.images("../x", GRAY));
        refused("column left comes twice", () -> one.images("left", GRAY));
        refused(
                "column right must have 2 samples, got 3",
                () -> one.images("right", FloatArray.zeros(Shape.of(3, 1, 1))));
        refused(
                "column v must have the shape (N, H, W), (N, H, W, 1) or (N, H, W, 3), got [2, 1, 1, 4]",
                () -> one.images("v", FloatArray.zeros(Shape.of(2, 1, 1, 4))));
        refused("column v must have pixels, got [2, 0, 1]", () -> one.images("v", FloatArray.zeros(Shape.of(2, 0, 1))));
        FloatArray bright = FloatArray.of(new float[] {1, 1, 1, 1.5f}, 2, 1, 2);
        refused("column v must have values in [0, 1], got 1.5 in sample 1", () -> one.images("v", bright));
        FloatArray nan = FloatArray.of(new float[] {Float.NaN, 0}, 2, 1, 1);
        refused("column v must have values in [0, 1], got NaN in sample 0", () -> one.images16("v", nan));
        refused(
                "column class must have classes below 1, got 1.0 in sample 0",
                () -> one.classes("class", CLASSES, "a"));
        refused(
                "column class must have no commas, quotes and line breaks, got \"a,b\" in sample 1",
                () -> one.classes("class", CLASSES, "a,b", "c"));
        refused(
                "column x must have finite numbers, got Infinity in sample 1",
                () -> one.numbers("x", FloatArray.of(new float[] {0, Float.POSITIVE_INFINITY}, 2)));
        refused("column x must have the shape (N), got [2, 1, 3]", () -> one.numbers("x", GRAY));
        refused("columns [a, b] must have the shape (N, 2), got [2]", () -> one.numbers(List.of("a", "b"), CLASSES));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        refused("columns must not be empty", () -> SampleFolder.empty().write(folder));
        SampleFolder one = SampleFolder.empty().images("left", GRAY);
        Files.writeString(folder.resolve("manifest.csv"), "mine");
        refused("folder " + folder + " must not hold manifest.csv yet", () -> one.write(folder));
        assertEquals("mine", Files.readString(folder.resolve("manifest.csv")));
        assertFalse(Files.exists(folder.resolve("left")));
        Path file = Files.writeString(folder.resolve("file"), "");
        String message =
                assertThrows(UncheckedIOException.class, () -> one.write(file)).getMessage();
        assertTrue(message.startsWith(file.resolve("left/0000.png") + " could not be written: "), message);
    }

    private static int[] samples(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }
}
