package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.images.Decoder.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Refusal;
import polyview.data.manifest.PairFolder;

/** Class indices from palettes, gray values and colours. */
@Tag("data")
class MaskFormTest {

    @TempDir
    private Path folder;

    private float[] read(byte[] file, ImageForm form) throws IOException {
        Path path = Files.write(folder.resolve("mask"), file);
        float[] image = new float[form.values()];
        try (ImageDecoder decoder = new ImageDecoder(List.of(form), 1 << 20)) {
            decoder.read(path, 0, image);
        }
        return image;
    }

    private void refused(String message, byte[] file, ImageForm form) {
        assertEquals(
                message, assertThrows(IOException.class, () -> read(file, form)).getMessage());
    }

    /** Four pixels of a palette with the colours black, red, green, white. */
    private static byte[] palette(int bits, byte... rows) throws IOException {
        return new HandMadePng()
                .header(4, 1, bits, 3)
                .part("PLTE", row(0, 0, 0, 255, 0, 0, 0, 255, 0, 255, 255, 255))
                .pixels(rows)
                .end();
    }

    private static byte[] gray(int bits, byte... rows) throws IOException {
        return new HandMadePng().header(4, 1, bits, 0).pixels(rows).end();
    }

    @Test
    void thePixelsOfAPaletteAreClasses() throws IOException {
        float[] classes = {0, 1, 2, 3};
        ImageForm form = ImageForm.mask(1, 4);
        assertArrayEquals(classes, read(palette(2, row(0x1B)), form));
        assertArrayEquals(classes, read(palette(4, row(0x01, 0x23)), form));
        assertArrayEquals(classes, read(palette(8, row(0, 1, 2, 3)), form));
        assertArrayEquals(new float[] {0, 1, 0, 1}, read(palette(1, row(0x50)), form));
    }

    @Test
    void grayIsAClassAsItIsStored() throws IOException {
        ImageForm form = ImageForm.mask(1, 4);
        assertArrayEquals(new float[] {0, 1, 0, 1}, read(gray(1, row(0x50)), form));
        assertArrayEquals(new float[] {0, 1, 2, 3}, read(gray(2, row(0x1B)), form));
        assertArrayEquals(new float[] {0, 1, 2, 15}, read(gray(4, row(0x01, 0x2F)), form));
        assertArrayEquals(new float[] {0, 1, 2, 255}, read(gray(8, row(0, 1, 2, 255)), form));
        assertArrayEquals(new float[] {0, 1, 300, 65535}, read(gray(16, row(0, 0, 0, 1, 1, 44, 255, 255)), form));
    }

    @Test
    void classesComeByATable() throws IOException {
        byte[] file = gray(8, row(0, 127, 255, 127));
        assertArrayEquals(
                new float[] {0, 1, 2, 1}, read(file, ImageForm.mask(1, 4).grayValues(0, 127, 255)));
        assertArrayEquals(
                new float[] {5, 1, 1, 1}, read(file, ImageForm.mask(1, 4).grayValues(Map.of(0, 5, 127, 1, 255, 1))));
        refused(
                "pixel (0, 1), row and column, has the value 127, which is none of [\"0\", \"255\"]".replace("\"", ""),
                file,
                ImageForm.mask(1, 4).grayValues(0, 255));
        byte[] colours = palette(8, row(3, 1, 0, 1));
        assertArrayEquals(
                new float[] {2, 1, 0, 1}, read(colours, ImageForm.mask(1, 4).colours("#000000", "#ff0000", "#FFFFFF")));
        assertArrayEquals(
                new float[] {0, 2, 1, 2}, read(colours, ImageForm.mask(1, 4).colours(List.of(0xFFFFFF, 0, 0xFF0000))));
        refused(
                "pixel (0, 0), row and column, has the colour #ffffff, which is none of [#000000, #ff0000]",
                colours,
                ImageForm.mask(1, 4).colours("#000000", "#ff0000"));
    }

    @Test
    void aMaskInColourNeedsATableUnlessItIsGray() throws IOException {
        byte[] equal = new HandMadePng()
                .header(2, 1, 8, 2)
                .pixels(row(7, 7, 7, 1, 1, 1))
                .end();
        assertArrayEquals(new float[] {7, 1}, read(equal, ImageForm.mask(1, 2)));
        byte[] red = new HandMadePng()
                .header(2, 1, 8, 2)
                .pixels(row(7, 7, 7, 255, 0, 0))
                .end();
        refused(
                "pixel (0, 1), row and column, has several numbers, and a mask has one: colours(...) takes classes from"
                        + " colours",
                red,
                ImageForm.mask(1, 2));
    }

    @Test
    void aJpegIsNoMask() {
        byte[] file = PairFolder.encoded("jpg", PairFolder.image(4, 4, new java.util.SplittableRandom(1)));
        refused(
                "a JPEG does not keep the numbers of a mask: save it as PNG; conversion(ImageForm.Conversion.ANY) takes it"
                        + " so",
                file,
                ImageForm.mask(4, 4));
    }

    /** Three pixels become seven by the one that contains their centres; nothing lies between two classes. */
    @Test
    void onlyNearestPixels() throws IOException {
        byte[] file = new HandMadePng().header(3, 1, 8, 0).pixels(row(0, 9, 4)).end();
        assertArrayEquals(new float[] {0, 0, 9, 9, 9, 4, 4}, read(file, ImageForm.mask(1, 7)));
        assertArrayEquals(
                new float[] {0, 0, 0, 0, 9, 4, 0, 0, 0},
                read(file, ImageForm.mask(3, 3).aspect(ImageForm.Aspect.FIT)));
    }

    @Test
    void refusals() {
        ImageForm mask = ImageForm.mask(4, 4);
        assertTrue(mask.isMask());
        assertEquals("(4, 4, 1) nearest, stretch, class indices", mask.toString());
        Refusal.refused("grayValues are for masks: begin with ImageForm.mask(height, width)", () -> ImageForm.gray(4, 4)
                .grayValues(0, 1));
        Refusal.refused("grayValues must be different, got 3 twice", () -> mask.grayValues(3, 3));
        Refusal.refused("grayValues must not be empty", mask::grayValues);
        Refusal.refused("colours must be a colour such as #ff8000, got red", () -> mask.colours("red"));
        Refusal.refused("colours must be different, got #0000ff twice", () -> mask.colours("#0000ff", "0000FF"));
        Refusal.refused("class of 3 must not be negative, got -1", () -> mask.grayValues(Map.of(3, -1)));
        Refusal.refused(
                "a mask holds class indices, which have no range: got mean [0.5] and standardDeviation [0.5]",
                mask::minusOneToOne);
        Refusal.refused(
                "a mask holds class indices, which have no range: got window 0.0 to 9.0", () -> mask.window(0, 9));
    }
}
