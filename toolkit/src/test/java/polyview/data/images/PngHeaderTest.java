package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.images.ImageHeaderTest.refused;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of PNGs put together by hand. */
@Tag("data")
class PngHeaderTest {

    private static byte[] good() throws IOException {
        return new HandMadePng().header(2, 1, 8, 0).pixels(new byte[2]).end();
    }

    /** The table of allowed combinations in the specification. */
    @Test
    void everyKindOfColourHasItsBits() throws IOException {
        Map<Integer, String> allowed = Map.of(0, "1 2 4 8 16", 2, "8 16", 3, "1 2 4 8", 4, "8 16", 6, "8 16");
        int[] channels = {1, 0, 3, 3, 2, 0, 4};
        for (int kind = 0; kind < 8; kind++) {
            for (int bits : new int[] {0, 1, 2, 3, 4, 8, 15, 16, 32, 255}) {
                byte[] file = new HandMadePng()
                        .header(7, 9, bits, kind)
                        .part("IDAT", new byte[1])
                        .end();
                if (Arrays.asList(allowed.getOrDefault(kind, "").split(" ")).contains("" + bits)) {
                    assertEquals(
                            new ImageHeader("PNG", 7, 9, channels[kind], kind == 3 ? 8 : bits, 1, 63, kind == 3),
                            ImageHeader.read(file));
                } else {
                    refused("the PNG declares " + bits + " bits with colour type " + kind, file);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 2", "2, 3, 4", "3, 3, 4"})
    void transparencyIsAChannel(int kind, int without, int with) throws IOException {
        HandMadePng plain = new HandMadePng().header(2, 1, 8, kind).part("PLTE", new byte[6]);
        assertEquals(
                without, ImageHeader.read(plain.part("IDAT", new byte[3]).end()).channels());
        HandMadePng clear = new HandMadePng().header(2, 1, 8, kind).part("tRNS", new byte[2]);
        assertEquals(
                with, ImageHeader.read(clear.part("IDAT", new byte[3]).end()).channels());
    }

    @Test
    void interlacedAnimatedAndLargePngs() throws IOException {
        byte[] file = new HandMadePng()
                .header(Integer.MAX_VALUE, 3, 8, 2, 0, 0, 1)
                .part("acTL", new byte[8])
                .part("IDAT", new byte[1])
                .part("fdAT", new byte[9])
                .end();
        ImageHeader header = ImageHeader.read(Arrays.copyOf(file, file.length + 5));
        assertEquals(new ImageHeader("PNG", Integer.MAX_VALUE, 3, 3, 8, 1, 3L * Integer.MAX_VALUE), header);
    }

    @Test
    void cutOffAnywhere() throws IOException {
        byte[] file = good();
        for (int length = 8; length < file.length; length++) {
            refused("the PNG " + (length < 33 ? "header" : "file") + " is cut off", Arrays.copyOf(file, length));
        }
        byte[] longer = good();
        longer[33] = -1;
        refused("the PNG file is cut off", longer);
    }

    @Test
    void everyReason() throws IOException {
        byte[] damaged = good();
        damaged[20] ^= 1;
        refused("the PNG header is damaged: its checksum is wrong", damaged);
        refused(
                "the PNG does not begin with its header",
                new HandMadePng().part("tEXt", new byte[13]).end());
        refused(
                "the PNG does not begin with its header",
                new HandMadePng().part("IHDR", new byte[14]).end());
        refused(
                "the PNG declares 0 x 5 pixels",
                new HandMadePng().header(0, 5, 8, 0).end());
        refused(
                "the PNG declares 5 x 0 pixels",
                new HandMadePng().header(5, 0, 8, 0).end());
        refused(
                "the PNG declares 2147483648 x 4294967295 pixels",
                new HandMadePng().header(1 << 31, -1, 8, 0).end());
        refused(
                "the PNG declares compression method 255",
                new HandMadePng().header(5, 5, 8, 0, 255, 0, 0).end());
        refused(
                "the PNG declares filter method 1",
                new HandMadePng().header(5, 5, 8, 0, 0, 1, 0).end());
        refused(
                "the PNG declares interlace method 2",
                new HandMadePng().header(5, 5, 8, 0, 0, 0, 2).end());
        refused("the PNG has no pixels", new HandMadePng().header(5, 5, 8, 0).end());
    }
}
