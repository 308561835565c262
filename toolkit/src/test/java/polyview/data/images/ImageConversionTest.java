package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.images.Decoder.row;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.images.ImageForm.Conversion;
import polyview.data.manifest.PairFolder;

/** A file whose numbers would silently become others is a bad file, unless it is said that this is meant. */
@Tag("data")
class ImageConversionTest {

    private static final int[] CLASSES = {0, 1, 2, 15};

    @TempDir
    private Path folder;

    private float[] read(byte[] file, ImageForm form) throws IOException {
        Path path = Files.write(folder.resolve("image"), file);
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

    private static ImageForm gray(int width) {
        return ImageForm.gray(1, width).zeroTo255();
    }

    /** Four pixels with the numbers of the classes, of 4 bits or 8; colour i of the palette is (10 i, 3 i, 7 i) or (i, i, i). */
    private static byte[] palette(int bits, boolean ramp) throws IOException {
        byte[] colours = new byte[48];
        for (int i = 0; i < 16; i++) {
            colours[3 * i] = (byte) (ramp ? i : 10 * i);
            colours[3 * i + 1] = (byte) (ramp ? i : 3 * i);
            colours[3 * i + 2] = (byte) (ramp ? i : 7 * i);
        }
        return new HandMadePng()
                .header(4, 1, bits, 3)
                .part("PLTE", colours)
                .pixels(bits == 8 ? row(CLASSES) : row(0x01, 0x2F))
                .end();
    }

    @Test
    void aPaletteMaskIsNoGray() throws IOException {
        for (int bits : new int[] {4, 8}) {
            byte[] mask = palette(bits, false);
            String refusal =
                    "its pixels are numbers of a palette, not gray: ImageForm.mask(height, width) takes the numbers;"
                            + " conversion(ImageForm.Conversion.ANY) takes the light of the colours";
            refused(refusal, mask, gray(4));
            refused(refusal, mask, gray(4).nearest());
            float[] light = new float[4];
            float[] colours = new float[12];
            for (int i = 0; i < 4; i++) {
                light[i] = CLASSES[i] * (0.299f * 10 + 0.587f * 3 + 0.114f * 7);
                colours[3 * i] = CLASSES[i] * 10;
                colours[3 * i + 1] = CLASSES[i] * 3;
                colours[3 * i + 2] = CLASSES[i] * 7;
            }
            assertArrayEquals(light, read(mask, gray(4).conversion(Conversion.ANY)), 1e-3f);
            // A picture in colours is what its palette says.
            assertArrayEquals(colours, read(mask, ImageForm.rgb(1, 4).zeroTo255()), 1e-3f);
        }
    }

    @Test
    void aPaletteOfGrayIsGray() throws IOException {
        for (int bits : new int[] {4, 8}) {
            assertFalse(ImageHeader.read(palette(bits, true)).palette());
            assertArrayEquals(new float[] {0, 1, 2, 15}, read(palette(bits, true), gray(4).nearest()), 1e-4f);
        }
    }

    /** Read whole: 300 of 65535 is no multiple of 1 / 255. */
    @Test
    void sixteenBitsAreKept() throws IOException {
        byte[] deep = new HandMadePng()
                .header(1, 1, 16, 0)
                .pixels(row(300 >> 8, 300 & 255))
                .end();
        assertArrayEquals(new float[] {300f / 65535}, read(deep, ImageForm.gray(1, 1)), 1e-9f);
        assertArrayEquals(new float[] {300}, read(deep, ImageForm.gray(1, 1).asStored()));
        float equal = 300 * 255f / 65535;
        assertArrayEquals(
                new float[] {equal, equal, equal},
                read(deep, ImageForm.rgb(1, 1).zeroTo255()),
                1e-6f);
        assertArrayEquals(new float[] {equal}, read(deep, gray(1).conversion(Conversion.ANY)), 1e-6f);
        byte[] colour = new HandMadePng()
                .header(1, 1, 16, 2)
                .pixels(row(1, 44, 2, 0, 3, 0))
                .end();
        assertArrayEquals(
                new float[] {300, 512, 768}, read(colour, ImageForm.rgb(1, 1).asStored()));
        assertArrayEquals(
                new float[] {300, 512, 768},
                read(colour, ImageForm.rgb(1, 1).asStored().exactChannels()));
    }

    /** By the specification of PNG, gray of few bits is spread over all of its range: right as light, wrong as a class. */
    @Test
    void maskOfFewBits() throws IOException {
        byte[] four =
                new HandMadePng().header(4, 1, 4, 0).pixels(row(0x01, 0x2F)).end();
        byte[] two = new HandMadePng().header(4, 1, 2, 0).pixels(row(0x1B)).end();
        byte[] one = new HandMadePng().header(4, 1, 1, 0).pixels(row(0x50)).end();
        assertArrayEquals(new float[] {0, 17, 34, 255}, read(four, gray(4)), 1e-3f);
        assertArrayEquals(new float[] {0, 85, 170, 255}, read(two, gray(4)), 1e-3f);
        assertArrayEquals(new float[] {0, 255, 0, 255}, read(one, gray(4).nearest()), 1e-3f);
        String refusal =
                ": ImageForm.mask(height, width) takes 1 as 1; conversion(ImageForm.Conversion.ANY) takes it so";
        refused("it has 4 bits a channel, spread over 0..255, so that 1 becomes 17" + refusal, four, gray(4).nearest());
        refused("it has 2 bits a channel, spread over 0..255, so that 1 becomes 85" + refusal, two, gray(4).nearest());
        assertArrayEquals(
                new float[] {0, 17, 34, 255}, read(four, gray(4).nearest().conversion(Conversion.ANY)), 1e-3f);
    }

    @Test
    void theColoursOfAGifAreAPaletteToo() throws IOException {
        byte[] file = new HandMadeGif(2, 1).frame(0, 0, 2, 1, 1, 3).end();
        assertTrue(ImageHeader.read(file).palette());
        refused(
                "its pixels are numbers of a palette, not gray: ImageForm.mask(height, width) takes the numbers;"
                        + " conversion(ImageForm.Conversion.ANY) takes the light of the colours",
                file,
                gray(2));
        assertArrayEquals(
                new float[] {255, 0, 0, 255, 255, 255},
                read(file, ImageForm.rgb(1, 2).zeroTo255()),
                1e-3f);
        assertArrayEquals(new float[] {255 * 0.299f, 255}, read(file, gray(2).conversion(Conversion.ANY)), 1e-2f);
        BufferedImage all = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        float[] lights = new float[256];
        for (int i = 0; i < 256; i++) {
            all.getRaster().setSample(i, 0, 0, i);
            lights[i] = i;
        }
        byte[] ramp = PairFolder.encoded("gif", all);
        assertFalse(ImageHeader.read(ramp).palette());
        assertArrayEquals(lights, read(ramp, gray(256)), 1e-3f);
    }
}
