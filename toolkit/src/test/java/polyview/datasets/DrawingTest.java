package polyview.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

@Tag("data")
class DrawingTest {

    private final SplittableRandom random = new SplittableRandom(7);

    private static Drawing ink(int height, int width, int... pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        return new Drawing(height, width, bytes);
    }

    /** Halves of whole pixels, and thirds that cut pixels, worked out by hand. */
    @Test
    void eachPixelIsTheMeanOverItsArea() {
        Drawing four = ink(4, 4, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 51, 0, 0, 0, 0, 0);
        assertArrayEquals(new float[] {0.75f, 0, 0, 0.05f}, four.resized(2).values(), 1e-6f);
        // Row by row the same; columns of width 2/3: (1, 0) becomes 1, half, 0.
        Drawing two = ink(2, 2, 255, 0, 255, 0);
        assertArrayEquals(
                new float[] {1, 0.5f, 0, 1, 0.5f, 0, 1, 0.5f, 0}, two.resized(3).values(), 1e-6f);
        // Width 1.5: a whole pixel and half the next.
        Drawing three = ink(1, 3, 255, 0, 255);
        assertArrayEquals(
                new float[] {2 / 3f, 2 / 3f, 2 / 3f, 2 / 3f}, three.resized(2).values(), 1e-6f);
        assertEquals(Shape.of(2, 2, 1), three.resized(2).shape());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 28, 32, 105, 131})
    void resizingKeepsTheMean(int size) {
        byte[] pixels = new byte[105 * 105];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        double before = 0;
        for (byte pixel : pixels) {
            before += (pixel & 0xFF) / 255.0 / pixels.length;
        }
        double after = 0;
        for (float value : new Drawing(105, 105, pixels).resized(size).values()) {
            after += value / (size * size);
        }
        assertEquals(before, after, 1e-5);
    }

    @Test
    void blackIsInkAndGrayInBetween() throws IOException {
        BufferedImage gray = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(0, 0, 0, 0);
        gray.getRaster().setSample(1, 0, 0, 100);
        gray.getRaster().setSample(2, 0, 0, 255);
        assertArrayEquals(
                ink(1, 3, 255, 155, 0).pixels(),
                Drawing.read(SmallZip.png(gray)).pixels());
        BufferedImage binary = SmallZip.paper();
        binary.setRGB(5, 2, 0);
        Drawing read = Drawing.read(SmallZip.png(binary));
        for (int i = 0; i < SmallZip.SIDE * SmallZip.SIDE; i++) {
            assertEquals(i == 2 * SmallZip.SIDE + 5 ? 255 : 0, read.pixels()[i] & 0xFF);
        }
    }

    @Test
    void anyDamageIsRefused() throws IOException {
        byte[] png = SmallZip.png(SmallZip.bar(0, 1, 3));
        for (int length = 0; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);
            String message =
                    assertThrows(IOException.class, () -> Drawing.read(cut)).getMessage();
            assertEquals(cut.length < 8 ? "not a PNG file" : "the PNG file is cut off", message);
        }
        for (int at = 0; at < png.length; at++) {
            byte[] damaged = png.clone();
            damaged[at] ^= 0x10;
            assertThrows(IOException.class, () -> Drawing.read(damaged), "byte " + at);
        }
        BufferedImage colour = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        assertEquals(
                "not a gray image",
                assertThrows(IOException.class, () -> Drawing.read(SmallZip.png(colour)))
                        .getMessage());
    }

    @Test
    void aMoveByWholePixelsIsExact() {
        Drawing three = ink(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertArrayEquals(
                ink(3, 3, 0, 0, 0, 0, 1, 2, 0, 4, 5).pixels(),
                Jitter.moved(three, 0, 1, 1, 1).pixels());
        assertArrayEquals(three.pixels(), Jitter.moved(three, 0, 1, 0, 0).pixels());
        assertArrayEquals(
                ink(1, 3, 0, 100, 100).pixels(),
                Jitter.moved(ink(1, 3, 0, 200, 0), 0, 1, 0.5, 0).pixels());
    }

    @Test
    void aQuarterTurnIsClockwise() {
        Drawing three = ink(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertArrayEquals(
                ink(3, 3, 7, 4, 1, 8, 5, 2, 9, 6, 3).pixels(),
                Jitter.moved(three, Math.PI / 2, 1, 0, 0).pixels());
    }

    @Test
    void aZoomGrowsAboutTheMiddle() {
        Drawing bar = ink(1, 5, 0, 0, 240, 0, 0);
        // Twice as wide: a tent of width 2 becomes one of width 4; the image has one row, which keeps its middle.
        assertArrayEquals(
                ink(1, 5, 0, 120, 240, 120, 0).pixels(),
                Jitter.moved(bar, 0, 2, 0, 0).pixels());
    }

    @Test
    void jitterStaysWithinItsLimits() {
        Drawing dot = new Drawing(41, 41, new byte[41 * 41]);
        dot.pixels()[20 * 41 + 20] = (byte) 255;
        assertSame(dot, Jitter.none().apply(dot, 41, random));
        double farthest = 0;
        for (int i = 0; i < 200; i++) {
            // Three pixels of an image of 20 are 6.15 of one of 41, and interpolation spreads into the next.
            FloatArray moved = Jitter.none().shift(3).apply(dot, 20, random).resized(41);
            for (int p = 0; p < 41 * 41; p++) {
                if (moved.values()[p] > 0) {
                    farthest = Math.max(farthest, Math.max(Math.abs(p / 41 - 20), Math.abs(p % 41 - 20)));
                }
            }
        }
        assertTrue(farthest >= 6 && farthest <= 7, "farthest: " + farthest);
    }

    @Test
    void optionsOfJitterAreChecked() {
        assertEquals(new Jitter(10, 2, 0.1), Jitter.none().rotation(10).shift(2).zoom(0.1));
        refused("rotation must lie in [0, 180] degrees, got -5.0", () -> Jitter.none()
                .rotation(-5));
        refused("rotation must lie in [0, 180] degrees, got NaN", () -> Jitter.none()
                .rotation(Double.NaN));
        refused("shift must not be negative, got -1.0", () -> Jitter.none().shift(-1));
        refused("zoom must lie in [0, 1), got 1.0", () -> Jitter.none().zoom(1));
    }
}
