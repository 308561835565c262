package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.images.ImageHeaderTest.refused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of JPEGs put together by hand; no pixels are behind them. */
@Tag("data")
class JpegHeaderTest {

    private static byte[] bytes(int... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int value : values) {
            out.write(value);
        }
        return out.toByteArray();
    }

    /** Any parts and then a frame header of this kind, 600 x 300. */
    private static byte[] jpeg(byte[] parts, int kind, int bits, int channels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xFF, 0xD8));
        out.writeBytes(parts);
        out.writeBytes(bytes(0xFF, 0xC0 + kind, 0, 8 + 3 * channels, bits, 1, 44, 2, 88, channels));
        out.writeBytes(new byte[3 * channels]);
        return out.toByteArray();
    }

    private static byte[] jpeg(int... parts) {
        return jpeg(bytes(parts), 0, 8, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void channels(int channels) throws IOException {
        for (int kind : new int[] {0, 1, 2, 9, 10}) {
            assertEquals(
                    new ImageHeader("JPEG", 600, 300, channels, 8).solid(),
                    ImageHeader.read(jpeg(new byte[0], kind, 8, channels)));
        }
    }

    @Test
    void partsBeforeTheHeaderArePassedOver() throws IOException {
        ImageHeader expected = new ImageHeader("JPEG", 600, 300, 3, 8);
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        for (int k = 0; k < 4; k++) {
            large.writeBytes(bytes(0xFF, 0xE1, 0xFF, 0xFF));
            byte[] content = new byte[65533];
            // What looks like a header, within a thumbnail, is none.
            System.arraycopy(jpeg(), 0, content, 100, 20);
            large.writeBytes(content);
        }
        assertEquals(expected, ImageHeader.read(jpeg(large.toByteArray(), 0, 8, 3)));
        assertEquals(expected, ImageHeader.read(jpeg(0xFF, 0xFF, 0xFF)));
        assertEquals(expected, ImageHeader.read(jpeg(0xFF, 0xD0, 0xFF, 0x01, 0xFF, 0xD7)));
        assertEquals(expected, ImageHeader.read(jpeg(0xFF, 0xFE, 0, 2, 7, 8, 0xFF, 0, 9)));
        assertEquals(expected, ImageHeader.read(jpeg(0xFF, 0xC4, 0, 3, 1, 0xFF, 0xC8, 0, 2, 0xFF, 0xCC, 0, 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "3, lossless",
        "5, in several layers",
        "6, in several layers",
        "7, lossless in several layers",
        "11, lossless",
        "13, in several layers",
        "14, in several layers",
        "15, lossless in several layers"
    })
    void otherKindsAreRefused(int kind, String reason) {
        refused("a JPEG of kind SOF" + kind + " is not supported: " + reason, jpeg(new byte[0], kind, 8, 3));
    }

    @Test
    void everyReason() {
        refused("a JPEG with 12 bits a channel is not supported, it must have 8", jpeg(new byte[0], 1, 12, 3));
        refused("a JPEG with 2 channels is not supported, it must have 1, 3 or 4", jpeg(new byte[0], 0, 8, 2));
        refused("a JPEG with 0 channels is not supported, it must have 1, 3 or 4", jpeg(new byte[0], 0, 8, 0));
        byte[] flat = jpeg();
        flat[7] = 0;
        flat[8] = 0;
        refused("the JPEG declares 600 x 0 pixels", flat);
        flat[9] = 0;
        flat[10] = 0;
        refused("the JPEG declares 0 x 0 pixels", flat);
        byte[] length = jpeg();
        length[5]--;
        refused("the JPEG is damaged: its header has 16 bytes", length);
        length[5] = 7;
        refused("the JPEG is damaged: its header has 7 bytes", length);
        refused("the JPEG is damaged: it has a part of length 1", jpeg(0xFF, 0xE0, 0, 1));
        refused("the JPEG has no header before its marker da", jpeg(0xFF, 0xDA, 0, 2));
        refused("the JPEG has no header before its marker d9", jpeg(0xFF, 0xD9));
        refused("the JPEG has no header before its marker d8", jpeg(0xFF, 0xD8));
    }

    @Test
    void cutOffAnywhere() {
        byte[] file = jpeg(0xFF, 0xE0, 0, 4, 1, 2);
        for (int length = 3; length < file.length; length++) {
            refused("the JPEG header is cut off", Arrays.copyOf(file, length));
        }
    }
}
