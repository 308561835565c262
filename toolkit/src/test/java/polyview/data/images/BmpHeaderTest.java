package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.images.Decoder.row;
import static polyview.data.images.ImageHeaderTest.refused;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BMPs put together by hand. */
@Tag("data")
class BmpHeaderTest {

    /** The grays from 0 to 255. */
    static int[] ramp() {
        return IntStream.range(0, 256).map(c -> c * 0x010101).toArray();
    }

    private static HandMadeBmp colour(int height) {
        return new HandMadeBmp(3, height, 24).pixels(new byte[2 * 12]);
    }

    private static float[] decoded(HandMadeBmp bmp) throws IOException {
        return new BmpFormat().decode(bmp.bytes()).values();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 52, 56, 64, 108, 124})
    void everySizeOfHeader(int size) throws IOException {
        ImageHeader three = new ImageHeader("BMP", 3, 2, 3, 8);
        assertEquals(three, ImageHeader.read(colour(2).size(size).bytes()));
        // The fourth byte is unused: it is no transparency, and often 0.
        HandMadeBmp deep = new HandMadeBmp(3, 2, 32).size(size).pixels(new byte[24]);
        assertEquals(three, ImageHeader.read(deep.bytes()));
    }

    @Test
    void theFirstRowMayBeTheUpperOne() throws IOException {
        byte[] rows = row(1, 2, 3, 0, 4, 5, 6, 0);
        assertArrayEquals(new float[] {6, 5, 4, 3, 2, 1}, decoded(new HandMadeBmp(1, 2, 24).pixels(rows)));
        assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4}, decoded(new HandMadeBmp(1, -2, 24).pixels(rows)));
    }

    @Test
    void aRampOfGrayIsGray() throws IOException {
        ImageHeader gray = new ImageHeader("BMP", 3, 2, 1, 8);
        HandMadeBmp bmp = new HandMadeBmp(3, 2, 8).pixels(new byte[8]);
        assertEquals(gray, ImageHeader.read(bmp.palette(0, ramp()).bytes()));
        assertEquals(gray, ImageHeader.read(bmp.palette(256, ramp()).bytes()));
        int[] opaque = IntStream.of(ramp()).map(c -> c | 0xFF000000).toArray();
        assertEquals(gray, ImageHeader.read(bmp.palette(256, opaque).size(124).bytes()));
    }

    @Test
    void palettesAreColours() throws IOException {
        int[] colours = ramp();
        colours[200] = 0xFF8040;
        HandMadeBmp bmp = new HandMadeBmp(2, 1, 8).palette(256, colours).pixels(row(200, 7, 0, 0));
        assertTrue(ImageHeader.read(bmp.bytes()).palette());
        assertArrayEquals(new float[] {255, 128, 64, 7, 7, 7}, decoded(bmp));
        HandMadeBmp four = new HandMadeBmp(2, 1, 4).palette(3, 0, 0xFF, 0xFF00).pixels(row(0x21, 0, 0, 0));
        assertArrayEquals(new float[] {0, 255, 0, 0, 0, 255}, decoded(four));
        HandMadeBmp one =
                new HandMadeBmp(2, 1, 1).palette(2, 0x102030, 0xFF0000).pixels(row(0x40, 0, 0, 0));
        assertArrayEquals(new float[] {16, 32, 48, 255, 0, 0}, decoded(one));
        refused(
                "the BMP has no palette",
                new HandMadeBmp(2, 1, 8).pixels(row(0, 0, 0, 0)).bytes());
    }

    /** 5, 6 and 5 bits: the highest level is 255, the others lie evenly between. */
    @Test
    void masksMayLieAnywhere() throws IOException {
        HandMadeBmp swapped =
                new HandMadeBmp(2, 1, 32).masks(0xFF, 0xFF00, 0xFF0000).pixels(row(1, 2, 3, 9, 4, 5, 6, 9));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, decoded(swapped));
        HandMadeBmp packed =
                new HandMadeBmp(2, 1, 16).masks(0xF800, 0x7E0, 0x1F).pixels(row(0xFF, 0xFF, 0x20, 0x80));
        assertArrayEquals(new float[] {255, 255, 255, 16 * 255f / 31, 255f / 63, 0}, decoded(packed));
        HandMadeBmp usual = new HandMadeBmp(2, 1, 16).pixels(row(0x00, 0x7C, 0x1F, 0x80));
        assertArrayEquals(new float[] {255, 0, 0, 0, 0, 255}, decoded(usual));
        refused(
                "a BMP with the colour masks 000000ff 000000ff 00ff0000 00000000 is not supported",
                swapped.masks(0xFF, 0xFF, 0xFF0000).bytes());
        byte[] small = new HandMadeBmp(3, 2, 32).masks(0xFF0000, 0xFF00, 0xFF).bytes();
        refused("the BMP header is cut off", Arrays.copyOf(small, 65));
    }

    /** Two pixels of colour 3, two copied, the end of the row; above it one of colour 1, moved on by one, one of colour 2. */
    @Test
    void runLengths() throws IOException {
        int[] palette = {0, 1, 2, 3};
        HandMadeBmp eight = new HandMadeBmp(5, 2, 8)
                .palette(4, palette)
                .compression(1)
                .pixels(row(2, 3, 0, 3, 1, 2, 1, 0, 0, 0, 1, 1, 0, 2, 1, 0, 1, 2, 0, 1));
        assertArrayEquals(new float[] {1, 0, 2, 0, 0, 3, 3, 1, 2, 1}, blue(decoded(eight)));
        HandMadeBmp four =
                new HandMadeBmp(5, 1, 4).palette(4, palette).compression(2).pixels(row(3, 0x12, 0, 1));
        assertArrayEquals(new float[] {1, 2, 1, 0, 0}, blue(decoded(four)));
    }

    private static float[] blue(float[] colours) {
        float[] blue = new float[colours.length / 3];
        for (int i = 0; i < blue.length; i++) {
            blue[i] = colours[3 * i + 2];
        }
        return blue;
    }

    @Test
    void bytesBehindThePixelsArePassedOver() throws IOException {
        byte[] rows = row(1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0);
        byte[] file = new HandMadeBmp(2, 2, 24).pixels(rows).bytes();
        for (int behind : new int[] {0, 1, 3, 1000}) {
            byte[] longer = Arrays.copyOf(file, file.length + behind);
            Arrays.fill(longer, file.length, longer.length, (byte) 99);
            assertArrayEquals(
                    new float[] {9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4},
                    new BmpFormat().decode(longer).values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 26, 31, 48, 65535})
    void otherBitsAreRefused(int bits) {
        refused(
                "a BMP with " + bits + " bits a pixel is not supported",
                new HandMadeBmp(3, 2, bits).pixels(new byte[24]).bytes());
    }

    @Test
    void otherCompressionsAreRefused() {
        for (int kind : new int[] {1, 2, 3, 4, 5, -1}) {
            refused(
                    "a BMP of 24 bits a pixel with compression " + Integer.toUnsignedLong(kind) + " is not supported",
                    colour(2).compression(kind).bytes());
        }
        // Masks have no place in OS/2's header, where 3 is another compression.
        refused(
                "a BMP of 32 bits a pixel with compression 3 is not supported",
                new HandMadeBmp(3, 2, 32)
                        .size(64)
                        .compression(3)
                        .pixels(new byte[24])
                        .bytes());
    }

    @Test
    void everyOtherReason() {
        for (int size : new int[] {0, 41, 128}) {
            refused(
                    "a BMP with a header of " + size + " bytes is not supported",
                    colour(2).size(size).bytes());
        }
        byte[] minus = colour(2).bytes();
        Arrays.fill(minus, 14, 18, (byte) 0xFF);
        refused("a BMP with a header of 4294967295 bytes is not supported", minus);
        refused("the BMP declares 0 x 2 pixels", new HandMadeBmp(0, 2, 24).bytes());
        refused("the BMP declares -3 x 2 pixels", new HandMadeBmp(-3, 2, 24).bytes());
        refused("the BMP declares 3 x 0 pixels", new HandMadeBmp(3, 0, 24).bytes());
        refused("the BMP declares 3 x 2147483648 pixels", new HandMadeBmp(3, 1 << 31, 24).bytes());
        refused(
                "the pixels of the BMP begin at byte 53, in its header",
                colour(2).moved(-1).bytes());
        refused("the BMP file is cut off", colour(2).moved(1).bytes());
        refused("the BMP file is cut off", colour(3).bytes());
        refused("the BMP file is cut off", new HandMadeBmp(60000, 60000, 24).bytes());
        refused("the BMP file is cut off", new HandMadeBmp(Integer.MAX_VALUE, -Integer.MAX_VALUE, 32).bytes());
    }

    @Test
    void cutOffAnywhere() {
        byte[] file = colour(2).bytes();
        for (int length = 2; length < file.length; length++) {
            refused("the BMP " + (length < 54 ? "header" : "file") + " is cut off", Arrays.copyOf(file, length));
        }
    }
}
