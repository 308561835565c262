package polyview.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * What TensorFlow's decoder makes of each format, where the readers of images lean on it: one op with three channels
 * reads all four, and these are its limits.
 */
@Tag("data")
class DecoderFactsTest {

    private static Graph graph;
    private static Session session;

    @BeforeAll
    static void open() {
        graph = new Graph();
        Ops tf = Ops.create(graph);
        Placeholder<TString> file = tf.withName("file").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        for (long channels : new long[] {1, 3}) {
            DecodeImage.Options[] options = {DecodeImage.channels(channels), DecodeImage.expandAnimations(false)};
            tf.withName("channels" + channels).image.decodeImage(file, TUint8.class, options);
        }
        session = new Session(graph);
    }

    @AfterAll
    static void close() {
        session.close();
        graph.close();
    }

    /** The pixels one after the other; the last size is the number of channels. */
    private static int[] decoded(int channels, byte[] file) {
        try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(file));
                Result result = session.runner()
                        .feed("file", fed)
                        .fetch("channels" + channels)
                        .run()) {
            TUint8 image = (TUint8) result.get(0);
            assertEquals(3, image.rank());
            assertEquals(channels, image.shape().get(2));
            return image.streamOfObjects().mapToInt(b -> b & 0xFF).toArray();
        }
    }

    private static void refused(String part, int channels, byte[] file) {
        String message = assertThrows(TFInvalidArgumentException.class, () -> decoded(channels, file))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    private static byte[] row(int... values) {
        byte[] bytes = new byte[values.length];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) values[k];
        }
        return bytes;
    }

    private static byte[] png(int bits, int kind, int... samples) throws IOException {
        return new HandMadePng().header(2, 1, bits, kind).pixels(row(samples)).end();
    }

    @Test
    void oneOpReadsAllFormatsWithThreeChannels() throws IOException {
        int[] black = new int[3 * 7 * 5];
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            byte[] file = ImageHeaderTest.written(format, 7, 5, BufferedImage.TYPE_3BYTE_BGR);
            assertArrayEquals(black, decoded(3, file));
        }
    }

    @Test
    void oneChannelIsRefusedForGifAndBmp() throws IOException {
        int type = BufferedImage.TYPE_BYTE_GRAY;
        refused("channels must be 0 or 3 for GIF, got 1", 1, ImageHeaderTest.written("gif", 7, 5, type));
        refused("`channels` must be 0, 3 or 4 for BMP, but got 1", 1, ImageHeaderTest.written("bmp", 7, 5, type));
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
        assertArrayEquals(new int[] {213, 200}, decoded(1, plain));
        assertArrayEquals(new int[] {225, 209}, decoded(1, curved));
        assertArrayEquals(colours, decoded(3, plain));
        assertArrayEquals(colours, decoded(3, curved));
    }

    @Test
    void grayIsRepeatedInThreeChannels() throws IOException {
        assertArrayEquals(new int[] {7, 7, 7, 200, 200, 200}, decoded(3, png(8, 0, 7, 200)));
        assertArrayEquals(new int[] {0, 0, 0, 255, 255, 255}, decoded(3, png(1, 0, 0x40)));
        assertArrayEquals(new int[] {85, 85, 85, 170, 170, 170}, decoded(3, png(2, 0, 0x60)));
        assertArrayEquals(new int[] {17, 17, 17, 238, 238, 238}, decoded(3, png(4, 0, 0x1E)));
    }

    @Test
    void ofSixteenBitsTheLowerEightAreCutOff() throws IOException {
        assertArrayEquals(new int[] {18, 255}, decoded(1, png(16, 0, 18, 255, 255, 0)));
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, decoded(3, png(16, 2, 1, 255, 2, 255, 3, 0, 4, 1, 5, 2, 6, 3)));
    }

    @Test
    void transparencyOfAPngIsDropped() throws IOException {
        assertArrayEquals(new int[] {7, 200}, decoded(1, png(8, 4, 7, 0, 200, 128)));
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, decoded(3, png(8, 6, 1, 2, 3, 0, 4, 5, 6, 128)));
        byte[] palette = new HandMadePng()
                .header(2, 1, 8, 3)
                .part("PLTE", row(1, 2, 3, 4, 5, 6))
                .part("tRNS", row(0, 128))
                .pixels(row(1, 0))
                .end();
        assertArrayEquals(new int[] {4, 5, 6, 1, 2, 3}, decoded(3, palette));
    }

    @Test
    void aGifGivesItsFirstFrameAndBlackForTransparent() {
        HandMadeGif two = new HandMadeGif(2, 1).frame(0, 0, 2, 1, 1, 3).frame(0, 0, 2, 1, 2, 2);
        int[] first = {255, 0, 0, 255, 255, 255};
        assertArrayEquals(first, decoded(3, two.end()));
        HandMadeGif clear = new HandMadeGif(2, 1).transparent(3).frame(0, 0, 2, 1, 1, 3);
        assertArrayEquals(new int[] {255, 0, 0, 0, 0, 0}, decoded(3, clear.end()));
    }

    /** Why the header walks over all blocks. */
    @Test
    void aGifCutOffBehindItsFirstFrameIsReadWithoutAWord() {
        byte[] cut = new HandMadeGif(2, 1)
                .frame(0, 0, 2, 1, 1, 3)
                .frame(0, 0, 2, 1, 2, 2)
                .bytes();
        assertArrayEquals(new int[] {255, 0, 0, 255, 255, 255}, decoded(3, Arrays.copyOf(cut, cut.length - 3)));
        ImageHeaderTest.refused("the GIF file is cut off", Arrays.copyOf(cut, cut.length - 3));
        byte[] one = new HandMadeGif(2, 1).frame(0, 0, 2, 1, 1, 3).bytes();
        refused("failed to slurp gif file", 3, Arrays.copyOf(one, one.length - 3));
    }

    /** A screen of 3 x 1 whose last two pixels are drawn: read as 2 x 1, the first black, the last lost. */
    @Test
    void aFirstFrameThatIsSmallerIsReadWrongly() {
        byte[] file = new HandMadeGif(3, 1).frame(1, 0, 2, 1, 1, 3).end();
        assertArrayEquals(new int[] {0, 0, 0, 255, 0, 0}, decoded(3, file));
        ImageHeaderTest.refused(
                "the first frame of a GIF must fill its screen of 3 x 1 pixels, it has 2 x 1 at 1, 0", file);
    }

    @Test
    void ofABmpThePaletteIsNotLookedAt() throws IOException {
        int[] inverse = IntStream.range(0, 256).map(c -> (255 - c) * 0x010101).toArray();
        HandMadeBmp bmp = new HandMadeBmp(2, 1, 8).pixels(row(7, 200, 0, 0));
        int[] indices = {7, 7, 7, 200, 200, 200};
        assertArrayEquals(indices, decoded(3, bmp.palette(256, inverse).bytes()));
        ImageHeaderTest.refused(
                "a BMP with a palette is not supported, but for gray from 0 to 255",
                bmp.palette(256, inverse).bytes());
        byte[] ramp = bmp.palette(256, BmpHeaderTest.ramp()).bytes();
        assertArrayEquals(indices, decoded(3, ramp));
        assertEquals(1, ImageHeader.read(ramp).channels());
    }

    @Test
    void norAreItsMasksAndItsCompression() {
        HandMadeBmp bmp = new HandMadeBmp(2, 1, 32).pixels(row(1, 2, 3, 9, 4, 5, 6, 9));
        int[] usual = {3, 2, 1, 6, 5, 4};
        assertArrayEquals(usual, decoded(3, bmp.bytes()));
        assertArrayEquals(usual, decoded(3, bmp.masks(0xFF0000, 0xFF00, 0xFF).bytes()));
        assertArrayEquals(usual, decoded(3, bmp.masks(0xFF, 0xFF00, 0xFF0000).bytes()));
        HandMadeBmp packed =
                new HandMadeBmp(2, 1, 8).palette(256, BmpHeaderTest.ramp()).compression(1);
        assertArrayEquals(
                new int[] {2, 2, 2, 200, 200, 200},
                decoded(3, packed.pixels(row(2, 200, 0, 1)).bytes()));
    }

    @Test
    void rowsOfABmpMayStandInBothOrders() {
        byte[] rows = row(1, 2, 3, 0, 4, 5, 6, 0);
        assertArrayEquals(
                new int[] {6, 5, 4, 3, 2, 1},
                decoded(3, new HandMadeBmp(1, 2, 24).pixels(rows).bytes()));
        assertArrayEquals(
                new int[] {3, 2, 1, 6, 5, 4},
                decoded(3, new HandMadeBmp(1, -2, 24).pixels(rows).bytes()));
    }

    @Test
    void aBmpMustEndWithItsPixels() {
        byte[] file = new HandMadeBmp(1, 1, 24).pixels(new byte[4]).bytes();
        refused("they differ by 2", 3, Arrays.copyOf(file, file.length + 2));
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
            assertEquals(3 * 16 * 16, decoded(3, file).length);
            assertEquals(3, ImageHeader.read(file).channels());
        }
        for (int code : new int[] {3, 5, 6, 7, 11, 13, 14, 15}) {
            file[kind + 1] = (byte) (0xC0 + code);
            refused("jpeg::Uncompress failed", 3, file);
        }
        file[kind + 1] = (byte) 0xC1;
        file[kind + 4] = 12;
        refused("jpeg::Uncompress failed", 3, file);
    }

    @Test
    void aJpegWithoutItsEndIsRefused() throws IOException {
        byte[] file = jpeg();
        refused("jpeg::Uncompress failed", 3, Arrays.copyOf(file, file.length - 2));
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
