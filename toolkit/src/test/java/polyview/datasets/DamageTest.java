package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each damage is what its name says, by ImageIO and by the check sums of PNG. */
@Tag("data")
class DamageTest {

    private static final Path DAMAGED = Path.of(System.getProperty("basedir", ""), "..", "datasets", "damaged");

    private final byte[] png = DamagedFolder.png();
    private final byte[] jpeg = read("good.jpg");

    @ParameterizedTest
    @EnumSource(names = {"NONE_PNG", "WRONG_EXTENSION"})
    void goodFilesShowTheScene(Damage damage) throws IOException {
        float[] scene = DamagedFolder.scene().values();
        BufferedImage image = image(damage);
        for (int p = 0; p < scene.length; p++) {
            assertEquals(255 * scene[p], image.getRaster().getSample(p % 48, p / 48, 0), 0.5001);
        }
    }

    /** The committed JPEG has lost most of the scene's noise, 4 on the average, and a little of its borders. */
    @Test
    void theGoodJpegShowsTheSceneNearly() throws IOException {
        assertTrue(difference(image(Damage.NONE_JPEG)) < 8, "mean difference: " + difference(image(Damage.NONE_JPEG)));
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "GARBAGE", "TEXT"})
    void whatIsNoImageHasNoReader(Damage damage) throws IOException {
        assertNull(image(damage));
    }

    @Test
    void thePngsAreDamagedWhereTheySay() {
        assertEquals("the PNG file is cut off", refusedBy(Damage.TRUNCATED_PNG));
        assertEquals("the PNG file is damaged in its part IDAT", refusedBy(Damage.BROKEN_CHECKSUM));
        assertEquals("the PNG file is damaged in its part IDAT", refusedBy(Damage.BROKEN_PIXELS));
    }

    /** Only the sum differs: with the right one it is the good file again. */
    @Test
    void underABrokenChecksumThePixelsAreRight() {
        byte[] broken = Damage.BROKEN_CHECKSUM.bytes(png, jpeg);
        int wrong = 0;
        for (int at = 0; at < png.length; at++) {
            if (broken[at] != png[at]) {
                wrong++;
                // The last part, IEND, has 12 bytes; before it stand the four of the sum.
                assertTrue(at >= png.length - 16 && at < png.length - 12, "byte " + at);
            }
        }
        assertEquals(1, wrong);
    }

    @Test
    void theForgedHeaderIsBelieved() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(Damage.FORGED_SIZE.bytes(png, jpeg))));
        assertEquals(60000, reader.getWidth(0));
        assertEquals(60000, reader.getHeight(0));
        reader.dispose();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED_JPEG", "BROKEN_HUFFMAN"})
    void theJpegsLosePartOfTheScene(Damage damage) throws IOException {
        BufferedImage image = image(damage);
        assertNotNull(image);
        assertTrue(difference(image) > 10, "mean difference: " + difference(image));
    }

    @Test
    void theGifHasNoPixels() {
        assertThrows(IOException.class, () -> image(Damage.ZERO_SIZE));
    }

    @Test
    void unusualKindsAreWhole() throws IOException {
        BufferedImage alpha = image(Damage.ALPHA);
        assertEquals(4, alpha.getRaster().getNumBands());
        assertEquals(128, alpha.getRaster().getSample(3, 5, 3));
        assertEquals(2 * 5 + 2 * 3, alpha.getRaster().getSample(3, 5, 0));
        BufferedImage deep = image(Damage.SIXTEEN_BITS);
        assertEquals(16, deep.getColorModel().getPixelSize());
        assertEquals((2 * 5 + 2 * 3) * 257, deep.getRaster().getSample(3, 5, 0));
    }

    @Test
    void theFolderHasAFolderAndLacksAFile() throws IOException {
        assertTrue(Files.isDirectory(DAMAGED.resolve(Damage.DIRECTORY.file())));
        assertFalse(Files.exists(DAMAGED.resolve(Damage.MISSING.file())));
        assertArrayEquals(png, read("good.png"));
        assertEquals(
                Damage.values().length + 1,
                Files.readAllLines(DAMAGED.resolve("manifest.csv")).size());
    }

    private BufferedImage image(Damage damage) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(damage.bytes(png, jpeg)));
    }

    private String refusedBy(Damage damage) {
        return assertThrows(IOException.class, () -> Drawing.read(damage.bytes(png, jpeg)))
                .getMessage();
    }

    private static double difference(BufferedImage image) {
        float[] scene = DamagedFolder.scene().values();
        double sum = 0;
        for (int p = 0; p < scene.length; p++) {
            sum += Math.abs(255 * scene[p] - image.getRaster().getSample(p % 48, p / 48, 0));
        }
        return sum / scene.length;
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(DAMAGED.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
