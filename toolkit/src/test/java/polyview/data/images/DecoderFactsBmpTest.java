package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.images.Decoder.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TensorFlow's decoder makes of BMPs: why their headers are looked at so closely. */
@Tag("data")
class DecoderFactsBmpTest {

    @TempDir
    private Path folder;

    private static Decoder decoder;

    @BeforeAll
    static void open() {
        decoder = new Decoder();
    }

    @AfterAll
    static void close() {
        decoder.close();
    }

    @Test
    void ofABmpThePaletteIsNotLookedAt() throws IOException {
        int[] inverse = IntStream.range(0, 256).map(c -> (255 - c) * 0x010101).toArray();
        HandMadeBmp bmp = new HandMadeBmp(2, 1, 8).pixels(row(7, 200, 0, 0));
        int[] indices = {7, 7, 7, 200, 200, 200};
        assertArrayEquals(indices, decoder.decoded(3, bmp.palette(256, inverse).bytes()));
        ImageHeaderTest.refused(
                "a BMP with a palette is not supported, other than gray from 0 to 255",
                bmp.palette(256, inverse).bytes());
        byte[] ramp = bmp.palette(256, BmpHeaderTest.ramp()).bytes();
        assertArrayEquals(indices, decoder.decoded(3, ramp));
        assertEquals(1, ImageHeader.read(ramp).channels());
    }

    @Test
    void norAreItsMasksAndItsCompression() {
        HandMadeBmp bmp = new HandMadeBmp(2, 1, 32).pixels(row(1, 2, 3, 9, 4, 5, 6, 9));
        int[] usual = {3, 2, 1, 6, 5, 4};
        assertArrayEquals(usual, decoder.decoded(3, bmp.bytes()));
        assertArrayEquals(
                usual, decoder.decoded(3, bmp.masks(0xFF0000, 0xFF00, 0xFF).bytes()));
        assertArrayEquals(
                usual, decoder.decoded(3, bmp.masks(0xFF, 0xFF00, 0xFF0000).bytes()));
        HandMadeBmp packed =
                new HandMadeBmp(2, 1, 8).palette(256, BmpHeaderTest.ramp()).compression(1);
        assertArrayEquals(
                new int[] {2, 2, 2, 200, 200, 200},
                decoder.decoded(3, packed.pixels(row(2, 200, 0, 1)).bytes()));
    }

    @Test
    void rowsOfABmpMayStandInBothOrders() {
        byte[] rows = row(1, 2, 3, 0, 4, 5, 6, 0);
        assertArrayEquals(
                new int[] {6, 5, 4, 3, 2, 1},
                decoder.decoded(3, new HandMadeBmp(1, 2, 24).pixels(rows).bytes()));
        assertArrayEquals(
                new int[] {3, 2, 1, 6, 5, 4},
                decoder.decoded(3, new HandMadeBmp(1, -2, 24).pixels(rows).bytes()));
    }

    @Test
    void aBmpMustEndWithItsPixels() {
        byte[] file = new HandMadeBmp(1, 1, 24).pixels(new byte[4]).bytes();
        decoder.refused("they differ by 2", 3, Arrays.copyOf(file, file.length + 2));
    }

    /** So files are cut to what TensorFlow takes; every other program passes over what stands behind the pixels. */
    @Test
    void bytesBehindThePixelsArePassedOver() throws IOException {
        byte[] rows = row(1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0);
        float[] expected = {9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4};
        byte[] file = new HandMadeBmp(2, 2, 24).pixels(rows).bytes();
        for (int behind : new int[] {0, 1, 2, 3, 4, 1000}) {
            byte[] longer = Arrays.copyOf(file, file.length + behind);
            Arrays.fill(longer, file.length, longer.length, (byte) 99);
            assertEquals(new ImageHeader("BMP", 2, 2, 3, 8), ImageHeader.read(longer));
            assertArrayEquals(expected, ImageFormats.of(longer).decode(longer).values());
            Path path = Files.write(folder.resolve(behind + ".bmp"), longer);
            float[] read = new float[12];
            try (ImageDecoder images =
                    new ImageDecoder(List.of(ImageForm.rgb(2, 2).zeroTo255()), 4)) {
                images.read(path, 0, read);
            }
            assertArrayEquals(expected, read, 1e-4f);
        }
    }
}
