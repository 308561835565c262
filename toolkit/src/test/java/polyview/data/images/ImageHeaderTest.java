package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import polyview.datasets.Damage;

/** Headers of files that ImageIO wrote and of the damaged files; the limit, and what is no image. */
@Tag("data")
class ImageHeaderTest {

    private static final Path DAMAGED = Path.of(System.getProperty("basedir", ""), "..", "datasets", "damaged");

    /** Expects the exact reason. */
    static void refused(String reason, byte[] file) {
        assertEquals(
                reason,
                assertThrows(IOException.class, () -> ImageHeader.read(file)).getMessage());
    }

    /** A file by ImageIO, of pixels that are all 0. */
    static byte[] written(String format, int width, int height, int type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(new BufferedImage(width, height, type), format, out));
        return out.toByteArray();
    }

    @Test
    void filesOfImageIo() throws IOException {
        writtenFiles("PNG", BufferedImage.TYPE_BYTE_BINARY, 1, 1);
        writtenFiles("PNG", BufferedImage.TYPE_BYTE_GRAY, 1, 8);
        writtenFiles("PNG", BufferedImage.TYPE_USHORT_GRAY, 1, 16);
        writtenFiles("PNG", BufferedImage.TYPE_BYTE_INDEXED, 3, 8);
        writtenFiles("PNG", BufferedImage.TYPE_3BYTE_BGR, 3, 8);
        writtenFiles("PNG", BufferedImage.TYPE_INT_ARGB, 4, 8);
        writtenFiles("JPEG", BufferedImage.TYPE_BYTE_GRAY, 1, 8);
        writtenFiles("JPEG", BufferedImage.TYPE_3BYTE_BGR, 3, 8);
        writtenFiles("GIF", BufferedImage.TYPE_BYTE_BINARY, 3, 8);
        writtenFiles("GIF", BufferedImage.TYPE_BYTE_GRAY, 3, 8);
        writtenFiles("GIF", BufferedImage.TYPE_3BYTE_BGR, 3, 8);
        writtenFiles("GIF", BufferedImage.TYPE_INT_ARGB, 4, 8);
        writtenFiles("BMP", BufferedImage.TYPE_BYTE_GRAY, 1, 8);
        writtenFiles("BMP", BufferedImage.TYPE_3BYTE_BGR, 3, 8);
        writtenFiles("BMP", BufferedImage.TYPE_INT_RGB, 3, 8);
    }

    /** Of several widths, so that rows end within groups of bits or bytes. */
    private static void writtenFiles(String format, int type, int channels, int bits) throws IOException {
        for (int width : new int[] {1, 7, 300}) {
            byte[] file = written(format, width, 5, type);
            ImageHeader header = ImageHeader.read(file);
            // Which palettes are gray of their numbers, ImageConversionTest tells.
            assertEquals(new ImageHeader(format, width, 5, channels, bits, 1, 5L * width, header.palette()), header);
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedFiles(Damage damage) throws IOException {
        if (!damage.isFile()) {
            return;
        }
        byte[] file = Files.readAllBytes(DAMAGED.resolve(damage.file()));
        ImageHeader png = new ImageHeader("PNG", 48, 48, 1, 8);
        ImageHeader jpeg = new ImageHeader("JPEG", 48, 48, 1, 8);
        switch (damage) {
            case NONE_PNG, WRONG_EXTENSION, BROKEN_CHECKSUM, BROKEN_PIXELS -> assertEquals(png, ImageHeader.read(file));
            case NONE_JPEG, TRUNCATED_JPEG, BROKEN_HUFFMAN -> assertEquals(jpeg, ImageHeader.read(file));
            case EMPTY -> refused("the file is empty", file);
            case TRUNCATED_PNG -> refused("the PNG file is cut off", file);
            case GARBAGE ->
                refused(
                        String.format(
                                "not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with %02x %02x %02x %02x",
                                file[0], file[1], file[2], file[3]),
                        file);
            case TEXT ->
                refused(
                        "not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 54 68 69 73",
                        file);
            case FORGED_SIZE ->
                assertEquals(new ImageHeader("PNG", 60000, 60000, 1, 8, 1, 3_600_000_000L), ImageHeader.read(file));
            case ZERO_SIZE -> refused("the GIF declares 0 x 0 pixels", file);
            case ALPHA -> assertEquals(new ImageHeader("PNG", 48, 48, 4, 8), ImageHeader.read(file));
            case SIXTEEN_BITS -> assertEquals(new ImageHeader("PNG", 48, 48, 1, 16), ImageHeader.read(file));
            default -> throw new AssertionError(damage);
        }
    }

    @Test
    void moreThanTheLimitIsRefused() throws IOException {
        ImageHeader forged = ImageHeader.read(Files.readAllBytes(DAMAGED.resolve(Damage.FORGED_SIZE.file())));
        assertEquals(
                "the PNG declares 60000 x 60000 pixels, more than the limit of 67108864",
                assertThrows(IOException.class, () -> forged.mustHaveAtMost(1 << 26))
                        .getMessage());
        assertThrows(IOException.class, () -> forged.mustHaveAtMost(3_599_999_999L));
        assertSame(forged, forged.mustHaveAtMost(3_600_000_000L));
    }

    /** A screen of 300 x 200 and ten frames of as many pixels. */
    @Test
    void allFramesCountAgainstTheLimit() throws IOException {
        HandMadeGif gif = new HandMadeGif(300, 200);
        for (int k = 0; k < 10; k++) {
            gif.descriptor(0, 0, 300, 200).bytes(2, 0);
        }
        ImageHeader header = ImageHeader.read(gif.end());
        assertEquals(new ImageHeader("GIF", 300, 200, 3, 8, 10, 600_000, true), header);
        assertEquals(
                "the GIF declares 10 frames of 600000 pixels in all, more than the limit of 599999",
                assertThrows(IOException.class, () -> header.mustHaveAtMost(599_999))
                        .getMessage());
        assertSame(header, header.mustHaveAtMost(600_000));
    }

    @Test
    void whatIsNoImage() {
        refused("not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 00", new byte[1]);
        refused("not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 42", new byte[] {'B'});
        refused(
                "not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with ff d8 00 ff",
                new byte[] {-1, -40, 0, -1, 1});
        refused(
                "not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 47 49 46 38",
                "GIF88a".getBytes(StandardCharsets.US_ASCII));
        refused(
                "not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 52 49 46 46",
                "RIFF".getBytes(StandardCharsets.US_ASCII));
    }
}
