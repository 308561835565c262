package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("notebooks")
class PngTest {

    static Stream<Arguments> images() {
        int[][] sizes = {{1, 1}, {1, 2}, {3, 1}, {2, 2}, {5, 7}, {31, 33}, {64, 64}, {97, 101}, {257, 129}, {720, 400}};
        int[] types = {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_BINARY
        };
        return Arrays.stream(sizes)
                .flatMap(size -> Arrays.stream(types).mapToObj(type -> Arguments.of(size[0], size[1], type)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void decodesToTheSamePixels(int width, int height, int type) throws IOException {
        BufferedImage image = noise(width, height, type);

        byte[] png = Png.encode(image);

        requireWhole(png);
        BufferedImage back = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(width, back.getWidth());
        assertEquals(height, back.getHeight());
        assertArrayEquals(
                image.getRGB(0, 0, width, height, null, 0, width), back.getRGB(0, 0, width, height, null, 0, width));
    }

    @Test
    void saysWhichImageCannotBeWritten() {
        ColorSpace cmyk = new CmykColorSpace();
        var model = new ComponentColorModel(cmyk, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        var image = new BufferedImage(
                model, Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 2, 4, null), false, null);

        var error = assertThrows(IllegalArgumentException.class, () -> Png.encode(image));

        assertTrue(error.getMessage().startsWith("image cannot be written as PNG, got "), error.getMessage());
    }

    /** Walks the chunks by the PNG specification: signature, whole chunks with right checksums, IEND at the very end. */
    static void requireWhole(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        assertEquals(0x89504E470D0A1A0AL, bytes.getLong());
        String last = "";
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            byte[] typeAndData = new byte[4 + length];
            bytes.get(typeAndData);
            CRC32 sum = new CRC32();
            sum.update(typeAndData);
            assertEquals((int) sum.getValue(), bytes.getInt());
            last = new String(typeAndData, 0, 4, java.nio.charset.StandardCharsets.US_ASCII);
            assertEquals(bytes.hasRemaining(), !last.equals("IEND"));
        }
        assertEquals("IEND", last);
    }

    private static BufferedImage noise(int width, int height, int type) {
        SplittableRandom random = new SplittableRandom(width * 1000L + height);
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    /** A colour space that PNG has no place for. */
    private static final class CmykColorSpace extends ColorSpace {
        CmykColorSpace() {
            super(ColorSpace.TYPE_CMYK, 4);
        }

        @Override
        public float[] toRGB(float[] inks) {
            return new float[] {1 - inks[0], 1 - inks[1], 1 - inks[2]};
        }

        @Override
        public float[] fromRGB(float[] rgb) {
            return new float[] {1 - rgb[0], 1 - rgb[1], 1 - rgb[2], 0};
        }

        @Override
        public float[] toCIEXYZ(float[] inks) {
            return ColorSpace.getInstance(CS_sRGB).toCIEXYZ(toRGB(inks));
        }

        @Override
        public float[] fromCIEXYZ(float[] xyz) {
            return fromRGB(ColorSpace.getInstance(CS_sRGB).fromCIEXYZ(xyz));
        }
    }
}
