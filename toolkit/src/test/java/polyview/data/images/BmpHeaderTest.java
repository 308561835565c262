package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.images.ImageHeaderTest.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of BMPs put together by hand. */
@Tag("data")
class BmpHeaderTest {

    private static final String PALETTE = "a BMP with a palette is not supported, other than gray from 0 to 255";

    /** The grays from 0 to 255. */
    static int[] ramp() {
        return IntStream.range(0, 256).map(c -> c * 0x010101).toArray();
    }

    private static HandMadeBmp colour(int height) {
        return new HandMadeBmp(3, height, 24).pixels(new byte[2 * 12]);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 52, 56, 64, 108, 124})
    void everySizeOfHeader(int size) throws IOException {
        assertEquals(
                new ImageHeader("BMP", 3, 2, 3, 8),
                ImageHeader.read(colour(2).size(size).bytes()));
        assertEquals(
                new ImageHeader("BMP", 3, 2, 4, 8),
                ImageHeader.read(new HandMadeBmp(3, 2, 32)
                        .size(size)
                        .pixels(new byte[24])
                        .bytes()));
    }

    @Test
    void theFirstRowMayBeTheUpperOne() throws IOException {
        assertEquals(
                new ImageHeader("BMP", 3, 2, 3, 8), ImageHeader.read(colour(-2).bytes()));
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
    void otherPalettesAreRefused() throws IOException {
        HandMadeBmp bmp = new HandMadeBmp(3, 2, 8).pixels(new byte[8]);
        for (int shift : new int[] {0, 8, 16}) {
            int[] colours = ramp();
            colours[200] ^= 1 << shift;
            refused(PALETTE, bmp.palette(256, colours).bytes());
        }
        refused(PALETTE, bmp.palette(255, ramp()).bytes());
        refused("the BMP header is cut off", bmp.palette(0).bytes());
        refused(PALETTE, ImageHeaderTest.written("bmp", 3, 2, BufferedImage.TYPE_BYTE_INDEXED));
    }

    @Test
    void masksMustBeTheUsualOnes() throws IOException {
        for (int size : new int[] {40, 52, 108}) {
            HandMadeBmp bmp = new HandMadeBmp(3, 2, 32).size(size).pixels(new byte[24]);
            assertEquals(
                    new ImageHeader("BMP", 3, 2, 4, 8),
                    ImageHeader.read(bmp.masks(0xFF0000, 0xFF00, 0xFF).bytes()));
            refused(
                    "a BMP with the colour masks 000000ff 0000ff00 00ff0000 is not supported",
                    bmp.masks(0xFF, 0xFF00, 0xFF0000).bytes());
        }
        byte[] small = new HandMadeBmp(3, 2, 32).masks(0xFF0000, 0xFF00, 0xFF).bytes();
        refused("the BMP header is cut off", Arrays.copyOf(small, 65));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 10, 16, 26, 31, 48, 65535})
    void otherBitsAreRefused(int bits) {
        refused(
                "a BMP with " + bits + " bits a pixel is not supported, it must have 8, 24 or 32",
                new HandMadeBmp(3, 2, bits).pixels(new byte[24]).bytes());
    }

    @Test
    void compressionIsRefused() {
        for (int kind : new int[] {1, 2, 3, 4, 5}) {
            refused(
                    "a BMP with compression " + kind + " is not supported",
                    colour(2).compression(kind).bytes());
        }
        refused(
                "a BMP with compression 4294967295 is not supported",
                colour(2).compression(-1).bytes());
        refused(
                "a BMP with compression 6 is not supported",
                new HandMadeBmp(3, 2, 32).compression(6).pixels(new byte[24]).bytes());
        refused(
                "a BMP with compression 3 is not supported",
                new HandMadeBmp(3, 2, 32)
                        .size(64)
                        .compression(3)
                        .pixels(new byte[24])
                        .bytes());
    }

    @Test
    void everyOtherReason() {
        for (int size : new int[] {0, 12, 16, 41, 128}) {
            refused(
                    "a BMP with a header of " + size + " bytes is not supported",
                    colour(2).size(size).bytes());
        }
        refused("a BMP with a header of 4294967295 bytes is not supported", minus());
        refused("the BMP declares 0 x 2 pixels", new HandMadeBmp(0, 2, 24).bytes());
        refused("the BMP declares -3 x 2 pixels", new HandMadeBmp(-3, 2, 24).bytes());
        refused("the BMP declares 3 x 0 pixels", new HandMadeBmp(3, 0, 24).bytes());
        refused("the BMP declares 3 x 2147483648 pixels", new HandMadeBmp(3, 1 << 31, 24).bytes());
        refused(
                "the pixels of the BMP begin at byte 53, in its header",
                colour(2).moved(-1).bytes());
        refused("the BMP file is cut off", colour(2).moved(1).bytes());
        refused("the BMP file is cut off", colour(2).moved(-60).bytes());
        refused("the BMP file is cut off", colour(3).bytes());
        refused("the BMP file is cut off", new HandMadeBmp(60000, 60000, 24).bytes());
        refused("the BMP file is cut off", new HandMadeBmp(Integer.MAX_VALUE, -Integer.MAX_VALUE, 32).bytes());
    }

    private static byte[] minus() {
        byte[] file = colour(2).bytes();
        Arrays.fill(file, 14, 18, (byte) 0xFF);
        return file;
    }

    @Test
    void pixelsBeginBehindMasksAndPalette() {
        HandMadeBmp masks =
                new HandMadeBmp(3, 2, 32).masks(0xFF0000, 0xFF00, 0xFF).pixels(new byte[24]);
        refused(
                "the pixels of the BMP begin at byte 65, in its header",
                masks.moved(-1).bytes());
        HandMadeBmp gray = new HandMadeBmp(3, 2, 8).palette(0, ramp()).pixels(new byte[8]);
        refused(
                "the pixels of the BMP begin at byte 1077, in its header",
                gray.moved(-1).bytes());
    }

    @Test
    void cutOffAnywhere() {
        byte[] file = colour(2).bytes();
        for (int length = 2; length < file.length; length++) {
            refused("the BMP " + (length < 54 ? "header" : "file") + " is cut off", Arrays.copyOf(file, length));
        }
    }
}
