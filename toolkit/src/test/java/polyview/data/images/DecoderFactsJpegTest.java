package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What TensorFlow's decoder makes of JPEGs: which kinds it reads, and what becomes of four channels. */
@Tag("data")
class DecoderFactsJpegTest {

    private static Decoder decoder;

    @BeforeAll
    static void open() {
        decoder = new Decoder();
    }

    @AfterAll
    static void close() {
        decoder.close();
    }

    /** The same tables and codes under the name of another kind: with arithmetic codes it is decoded, to something else. */
    @Test
    void kindsOfJpeg() throws IOException {
        byte[] file = jpeg();
        int kind = 0;
        while (file[kind] != -1 || file[kind + 1] != (byte) 0xC0) {
            kind++;
        }
        for (int code : new int[] {0, 1, 9}) {
            file[kind + 1] = (byte) (0xC0 + code);
            assertEquals(3 * 16 * 16, decoder.decoded(3, file).length);
            assertEquals(3, ImageHeader.read(file).channels());
        }
        for (int code : new int[] {3, 5, 6, 7, 11, 13, 14, 15}) {
            file[kind + 1] = (byte) (0xC0 + code);
            decoder.refused("jpeg::Uncompress failed", 3, file);
        }
        file[kind + 1] = (byte) 0xC1;
        file[kind + 4] = 12;
        decoder.refused("jpeg::Uncompress failed", 3, file);
    }

    @Test
    void aJpegWithoutItsEndIsRefused() throws IOException {
        byte[] file = jpeg();
        decoder.refused("jpeg::Uncompress failed", 3, Arrays.copyOf(file, file.length - 2));
    }

    /** Without Adobe's mark the four channels are ink; with it they are what ink leaves of the light. */
    @Test
    void fourChannelsOfAJpegBecomeThree() throws IOException {
        byte[] ink = fourChannels(0, 55, 155, 0);
        decoder.refused("jpeg::Uncompress failed", 1, ink);
        assertEquals(4, ImageHeader.read(ink).channels());
        near(new int[] {255, 200, 100}, decoder.decoded(3, ink));
        byte[] light = fourChannels(255, 200, 100, 255);
        near(new int[] {0, 0, 0}, decoder.decoded(3, light));
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(light, 0, 2);
        marked.writeBytes(HexFormat.of().parseHex("ffee000e41646f626500640000000000"));
        marked.write(light, 2, light.length - 2);
        near(new int[] {255, 200, 100}, decoder.decoded(3, marked.toByteArray()));
    }

    private static void near(int[] expected, int[] pixels) {
        for (int k = 0; k < pixels.length; k++) {
            assertEquals(expected[k % 3], pixels[k], 3, "value " + k);
        }
    }

    /** A JPEG of four channels without a mark that tells what they are. */
    private static byte[] fourChannels(int... values) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int p = 0; p < 256; p++) {
            raster.setPixel(p % 16, p / 16, values);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        writer.dispose();
        return out.toByteArray();
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        for (int p = 0; p < 256; p++) {
            image.setRGB(p % 16, p / 16, p * 0x010201);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "jpg", out));
        return out.toByteArray();
    }
}
