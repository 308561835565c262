package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static polyview.data.images.Decoder.row;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What TensorFlow's decoder makes of each format, where the readers of images lean on it: one op with three channels
 * reads all four, and these are its limits.
 */
@Tag("data")
class DecoderFactsTest {

    private static Decoder decoder;

    @BeforeAll
    static void open() {
        decoder = new Decoder();
    }

    @AfterAll
    static void close() {
        decoder.close();
    }

    private static byte[] png(int bits, int kind, int... samples) throws IOException {
        return new HandMadePng().header(2, 1, bits, kind).pixels(row(samples)).end();
    }

    @Test
    void oneOpReadsAllFormatsWithThreeChannels() throws IOException {
        int[] black = new int[3 * 7 * 5];
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] file = ImageHeaderTest.written(format, 7, 5, BufferedImage.TYPE_3BYTE_BGR);
            assertArrayEquals(black, decoder.decoded(3, file));
        }
    }

    @Test
    void oneChannelIsRefusedForGifAndBmp() throws IOException {
        int type = BufferedImage.TYPE_BYTE_GRAY;
        decoder.refused("channels must be 0 or 3 for GIF, got 1", 1, ImageHeaderTest.written("gif", 7, 5, type));
        decoder.refused(
                "`channels` must be 0, 3 or 4 for BMP, but got 1", 1, ImageHeaderTest.written("bmp", 7, 5, type));
    }

    /** With a mark that the colours follow a curve, libpng adds light; without it, it weighs the numbers and cuts off. */
    @Test
    void oneChannelOfAColouredPngDependsOnItsGamma() throws IOException {
        int[] colours = {255, 228, 34, 121, 243, 189};
        byte[] plain = png(8, 2, colours);
        byte[] curved = new HandMadePng()
                .header(2, 1, 8, 2)
                .part("sRGB", new byte[1])
                .pixels(row(colours))
                .end();
        assertArrayEquals(new int[] {213, 200}, decoder.decoded(1, plain));
        assertArrayEquals(new int[] {225, 209}, decoder.decoded(1, curved));
        assertArrayEquals(colours, decoder.decoded(3, plain));
        assertArrayEquals(colours, decoder.decoded(3, curved));
    }

    @Test
    void grayIsRepeatedInThreeChannels() throws IOException {
        assertArrayEquals(new int[] {7, 7, 7, 200, 200, 200}, decoder.decoded(3, png(8, 0, 7, 200)));
        assertArrayEquals(new int[] {0, 0, 0, 255, 255, 255}, decoder.decoded(3, png(1, 0, 0x40)));
        assertArrayEquals(new int[] {85, 85, 85, 170, 170, 170}, decoder.decoded(3, png(2, 0, 0x60)));
        assertArrayEquals(new int[] {17, 17, 17, 238, 238, 238}, decoder.decoded(3, png(4, 0, 0x1E)));
    }

    @Test
    void ofSixteenBitsTheLowerEightAreCutOff() throws IOException {
        assertArrayEquals(new int[] {18, 255}, decoder.decoded(1, png(16, 0, 18, 255, 255, 0)));
        assertArrayEquals(
                new int[] {1, 2, 3, 4, 5, 6}, decoder.decoded(3, png(16, 2, 1, 255, 2, 255, 3, 0, 4, 1, 5, 2, 6, 3)));
    }

    @Test
    void transparencyOfAPngIsDropped() throws IOException {
        assertArrayEquals(new int[] {7, 200}, decoder.decoded(1, png(8, 4, 7, 0, 200, 128)));
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, decoder.decoded(3, png(8, 6, 1, 2, 3, 0, 4, 5, 6, 128)));
        byte[] palette = new HandMadePng()
                .header(2, 1, 8, 3)
                .part("PLTE", row(1, 2, 3, 4, 5, 6))
                .part("tRNS", row(0, 128))
                .pixels(row(1, 0))
                .end();
        assertArrayEquals(new int[] {4, 5, 6, 1, 2, 3}, decoder.decoded(3, palette));
    }

    @Test
    void aGifGivesItsFirstFrameAndBlackForTransparent() {
        HandMadeGif two = new HandMadeGif(2, 1).frame(0, 0, 2, 1, 1, 3).frame(0, 0, 2, 1, 2, 2);
        int[] first = {255, 0, 0, 255, 255, 255};
        assertArrayEquals(first, decoder.decoded(3, two.end()));
        HandMadeGif clear = new HandMadeGif(2, 1).transparent(3).frame(0, 0, 2, 1, 1, 3);
        assertArrayEquals(new int[] {255, 0, 0, 0, 0, 0}, decoder.decoded(3, clear.end()));
    }

    /** Why the header walks over all blocks. */
    @Test
    void aGifCutOffBehindItsFirstFrameIsReadWithoutAWord() {
        byte[] cut = new HandMadeGif(2, 1)
                .frame(0, 0, 2, 1, 1, 3)
                .frame(0, 0, 2, 1, 2, 2)
                .bytes();
        assertArrayEquals(new int[] {255, 0, 0, 255, 255, 255}, decoder.decoded(3, Arrays.copyOf(cut, cut.length - 3)));
        ImageHeaderTest.refused("the GIF file is cut off", Arrays.copyOf(cut, cut.length - 3));
        byte[] one = new HandMadeGif(2, 1).frame(0, 0, 2, 1, 1, 3).bytes();
        decoder.refused("failed to slurp gif file", 3, Arrays.copyOf(one, one.length - 3));
    }

    /** A screen of 3 x 1 whose last two pixels are drawn: read as 2 x 1, the first black, the last lost. */
    @Test
    void aFirstFrameThatIsSmallerIsReadWrongly() {
        byte[] file = new HandMadeGif(3, 1).frame(1, 0, 2, 1, 1, 3).end();
        assertArrayEquals(new int[] {0, 0, 0, 255, 0, 0}, decoder.decoded(3, file));
        ImageHeaderTest.refused(
                "the first frame of a GIF must fill its screen of 3 x 1 pixels, it has 2 x 1 at 1, 0", file);
    }
}
