package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.images.Decoder.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.manifest.Manifest;

/**
 * Faults that people report in public about reading images for training, with other libraries, each as a test of what happens here. The
 * numbers are those of the projects' issues.
 */
@Tag("data")
class PublicFaultsTest {

    @TempDir
    private Path folder;

    private float[] read(Path file, ImageForm form) throws IOException {
        float[] image = new float[form.values()];
        try (ImageDecoder decoder = new ImageDecoder(List.of(form), 1 << 20)) {
            decoder.read(file, 0, image);
        }
        return image;
    }

    private float[] read(byte[] file, ImageForm form) throws IOException {
        return read(Files.write(folder.resolve("file"), file), form);
    }

    private static Path sample(String name) {
        return OtherReadersTest.folder().resolve(name);
    }

    private void refused(String message, byte[] file, ImageForm form) {
        assertEquals(
                message, assertThrows(IOException.class, () -> read(file, form)).getMessage());
    }

    private static ImageForm gray(int width) {
        return ImageForm.gray(1, width).asStored();
    }

    /** An array of one row. */
    private static byte[] npy(String type, boolean fortran, String shape, byte[] values) {
        String text = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': "
                + shape + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\u0093NUMPY\u0001\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[] {(byte) text.length(), 0});
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(values);
        return out.toByteArray();
    }

    /** A TIFF of one strip, one directory; tags are number, type (3 or 4), value. */
    private static byte[] tiff(ByteOrder order, byte[] pixels, int... tags) {
        int count = tags.length / 2;
        ByteBuffer out =
                ByteBuffer.allocate(8 + pixels.length + 2 + 12 * count + 4).order(order);
        out.put(order == ByteOrder.LITTLE_ENDIAN ? row('I', 'I') : row('M', 'M'))
                .putShort((short) 42);
        out.putInt(8 + pixels.length).put(pixels).putShort((short) count);
        for (int i = 0; i < tags.length; i += 2) {
            out.putShort((short) tags[i]).putShort((short) 4).putInt(1).putInt(tags[i + 1]);
        }
        return out.array();
    }

    /** 3 x 1 pixels of these bits and of this format and meaning. */
    private static byte[] tiff(ByteOrder order, byte[] pixels, int bits, int format, int photometric) {
        return tiff(
                order,
                pixels,
                256,
                3,
                257,
                1,
                258,
                bits,
                259,
                1,
                262,
                photometric,
                273,
                8,
                277,
                1,
                278,
                1,
                279,
                pixels.length,
                339,
                format);
    }

    /** tensorflow 8430, io 604: photographs of telephones lie on their side. And tf.data may not be given them. */
    @Test
    void photographsOfTelephones() throws IOException {
        ImageForm form = ImageForm.rgb(24, 16).asStored();
        float[] turned = read(sample("turned6.jpg"), form);
        // The left upper part of the file, bluish, is the right upper part of the picture.
        assertTrue(
                turned[3 * 14 + 2] > 140 && turned[3 * 14] < 60, Arrays.toString(Arrays.copyOfRange(turned, 42, 45)));
        try (ImageDecoder decoder = new ImageDecoder(List.of(form), 1 << 20)) {
            assertFalse(decoder.isForTensorFlow(sample("turned6.jpg"), 0));
            assertTrue(decoder.isForTensorFlow(sample("turned1.jpg"), 0));
        }
    }

    /** vision 2218, pytorch 20524, keras 13023, Pillow 2574: everything above 255 becomes white. */
    @Test
    void sixteenBitsBecomeWhite() throws IOException {
        byte[] file = new HandMadePng()
                .header(3, 1, 16, 0)
                .pixels(row(0, 200, 0x9C, 0x40, 0xFF, 0xFF))
                .end();
        assertArrayEquals(new float[] {200 / 65535f, 40000 / 65535f, 1}, read(file, ImageForm.gray(1, 3)), 1e-7f);
    }

    /** tensorflow 15681, keras 4486: the lower eight bits are lost. */
    @Test
    void sixteenBitsBecomeEight() throws IOException {
        byte[] file =
                new HandMadePng().header(2, 1, 16, 0).pixels(row(1, 0, 1, 1)).end();
        assertArrayEquals(new float[] {256, 257}, read(file, gray(2)));
    }

    /** tensorflow 2619: 1, 4096, 15000, 30000 were read as 256, 16, 38970, 12405. */
    @Test
    void bytesOfSixteenBitsAreSwapped() throws IOException {
        byte[] file = new HandMadePng()
                .header(4, 1, 16, 0)
                .pixels(row(0, 1, 16, 0, 0x3A, 0x98, 0x75, 0x30))
                .end();
        assertArrayEquals(new float[] {1, 4096, 15000, 30000}, read(file, gray(4)));
    }

    /** vision 561: indices of a palette, as PASCAL VOC has them, are read as colours. */
    @Test
    void aPaletteIsReadAsColours() throws IOException {
        byte[] file = new HandMadePng()
                .header(3, 1, 8, 3)
                .part("PLTE", row(0, 0, 0, 128, 0, 0, 0, 128, 0))
                .pixels(row(0, 1, 2))
                .end();
        assertArrayEquals(new float[] {0, 1, 2}, read(file, ImageForm.mask(1, 3)));
    }

    /** The border of PASCAL VOC's masks, 255, is one of the classes nowhere: it can be named or refused. */
    @Test
    void theBorderBetweenClasses() throws IOException {
        byte[] file =
                new HandMadePng().header(3, 1, 8, 0).pixels(row(0, 1, 255)).end();
        assertArrayEquals(new float[] {0, 1, 2}, read(file, ImageForm.mask(1, 3).grayValues(0, 1, 255)));
        refused(
                "pixel (0, 2), row and column, has the value 255, which is none of [0, 1]",
                file,
                ImageForm.mask(1, 3).grayValues(0, 1));
    }

    /** Masks that were resized between pixels have classes that are nowhere: 0 and 2 give 1. */
    @Test
    void aResizedMaskHasNewClasses() throws IOException {
        byte[] file = new HandMadePng().header(2, 1, 8, 0).pixels(row(0, 2)).end();
        for (float value : read(file, ImageForm.mask(5, 9))) {
            assertTrue(value == 0 || value == 2, "" + value);
        }
    }

    /** A mask of 0 and 1 looks black, and one of few bits is spread over 0..255. */
    @Test
    void aMaskOfFewBitsIsSpread() throws IOException {
        byte[] file = new HandMadePng().header(4, 1, 2, 0).pixels(row(0x1B)).end();
        assertArrayEquals(new float[] {0, 1, 2, 3}, read(file, ImageForm.mask(1, 4)));
    }

    /** tensorflow 63008: of a BMP with 8 bits the palette is passed over. */
    @Test
    void thePaletteOfABmp() throws IOException {
        int[] inverse =
                Arrays.stream(BmpHeaderTest.ramp()).map(c -> 0xFFFFFF - c).toArray();
        byte[] file = new HandMadeBmp(2, 1, 8)
                .palette(256, inverse)
                .pixels(row(7, 200, 0, 0))
                .bytes();
        assertArrayEquals(
                new float[] {248, 248, 248, 55, 55, 55},
                read(file, ImageForm.rgb(1, 2).asStored()));
    }

    /** Icons: what is clear has some colour in the file, mostly black, which shows where transparency is dropped. */
    @Test
    void clearPixelsAreBlack() throws IOException {
        byte[] file = new HandMadePng()
                .header(2, 1, 8, 6)
                .pixels(row(0, 0, 0, 0, 255, 0, 0, 255))
                .end();
        ImageForm form = ImageForm.rgb(1, 2);
        assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0}, read(file, form));
        assertArrayEquals(
                new float[] {1, 1, 1, 1, 0, 0}, read(file, form.transparency(Transparency.over("#ffffff"))), 1e-6f);
        ImageForm four = ImageForm.of(1, 2, 4).transparency(Transparency.keep());
        assertArrayEquals(new float[] {0, 0, 0, 0, 1, 0, 0, 1}, read(file, four));
    }

    /** Gray with transparency has two channels, which models of one or three refuse. */
    @Test
    void grayWithTransparency() throws IOException {
        byte[] file = new HandMadePng().header(1, 1, 8, 4).pixels(row(51, 0)).end();
        assertArrayEquals(new float[] {0.2f, 0.2f, 0.2f}, read(file, ImageForm.rgb(1, 1)), 1e-7f);
        assertArrayEquals(new float[] {0.2f}, read(file, ImageForm.gray(1, 1)), 1e-7f);
    }

    /** TwelveMonkeys 141 and 147: colours of a CMYK JPEG are inverted. White is white. */
    @Test
    void cmykIsInverted() throws IOException {
        float[] plain = read(sample("rgb.jpg"), ImageForm.rgb(16, 24));
        float[] cmyk = read(sample("cmyk.jpg"), ImageForm.rgb(16, 24));
        for (int i = 0; i < plain.length; i++) {
            assertEquals(plain[i], cmyk[i], 0.06, "value " + i);
        }
    }

    /** Colours that were multiplied by their share are darker than they were. */
    @Test
    void premultipliedColoursAreDark() throws IOException {
        byte[] file = tiff(
                ByteOrder.LITTLE_ENDIAN,
                row(10, 20, 30, 51),
                256,
                1,
                257,
                1,
                258,
                8,
                259,
                1,
                262,
                2,
                273,
                8,
                277,
                4,
                278,
                1,
                279,
                4,
                338,
                1);
        assertArrayEquals(
                new float[] {50, 100, 150}, read(file, ImageForm.rgb(1, 1).asStored()), 1e-4f);
    }

    @Test
    void whiteIsZeroIsInverted() throws IOException {
        byte[] file = tiff(ByteOrder.LITTLE_ENDIAN, row(0, 100, 255), 8, 1, 0);
        assertArrayEquals(new float[] {255, 155, 0}, read(file, gray(3)));
    }

    /** tensorflow's decode_image gives four axes for a GIF. */
    @Test
    void anAnimationHasOneAxisMore() throws IOException {
        byte[] file = new HandMadeGif(2, 1)
                .frame(0, 0, 2, 1, 1, 3)
                .frame(0, 0, 2, 1, 2, 2)
                .end();
        assertArrayEquals(
                new float[] {255, 0, 0, 255, 255, 255},
                read(file, ImageForm.rgb(1, 2).asStored()));
    }

    /** Pillow's LOAD_TRUNCATED_IMAGES, as many set it, makes the rest gray or black. */
    @Test
    void aFileThatIsCutOff() throws IOException {
        for (String name :
                List.of("rgb8.png", "rgb.jpg", "gray16.tif", "rgb24.bmp", "f4-little.npy", "int16.nii", "deep.pgm")) {
            byte[] file = Files.readAllBytes(sample(name));
            ImageForm form = name.equals("int16.nii") ? ImageForm.gray(4, 4).slices(2, 1) : ImageForm.gray(4, 4);
            assertThrows(IOException.class, () -> read(Arrays.copyOf(file, file.length * 2 / 3), form), name);
        }
    }

    /** A PNG that is named .jpg, and names in capital letters. */
    @Test
    void extensionsThatAreWrong() throws IOException {
        Path file = Files.copy(sample("rgb8.png"), folder.resolve("a.JPG"));
        assertArrayEquals(read(sample("rgb8.png"), ImageForm.rgb(6, 9)), read(file, ImageForm.rgb(6, 9)));
    }

    /** keras 7904: files of other extensions are left out without a word; files of systems are read as images. */
    @Test
    void foldersWithOtherFiles() throws IOException {
        for (String name :
                List.of("cat/1.PNG", "cat/2.tiff", "cat/._1.png", "cat/Thumbs.db", "dog/3.nii.gz", "dog/.DS_Store")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[1]);
        }
        assertEquals(3, Manifest.classFolders(folder).open().size());
    }

    /** A page of an error that was saved as an image. */
    @Test
    void aPageInPlaceOfAnImage() {
        refused(
                "not a JPEG, PNG, GIF, BMP, TIFF, WebP, PNM, NumPy or NIfTI file, it starts with 3c 68 74 6d",
                "<html>404</html>".getBytes(StandardCharsets.UTF_8),
                gray(1));
        refused("the file is empty", new byte[0], gray(1));
    }

    /** One number that is not finite makes all weights NaN within a step. */
    @Test
    void numbersThatAreNotFinite() throws IOException {
        ByteBuffer values = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        byte[] pixels = values.putFloat(1).putFloat(Float.NaN).putFloat(3).array();
        byte[] file = tiff(ByteOrder.LITTLE_ENDIAN, pixels, 32, 3, 1);
        refused(
                "pixel (0, 1), row and column, is NaN; notFiniteAs(0) puts 0 in place of such numbers",
                file,
                ImageForm.gray(1, 3));
        assertArrayEquals(
                new float[] {1, -1, 3}, read(file, ImageForm.gray(1, 3).notFiniteAs(-1)));
    }

    @Test
    void theOtherOrderOfBytes() throws IOException {
        byte[] file = tiff(ByteOrder.BIG_ENDIAN, row(1, 0, 0, 1, 0xFF, 0xFF), 16, 1, 1);
        assertArrayEquals(new float[] {256, 1, 65535}, read(file, gray(3)));
        byte[] array = npy(">u2", false, "(1, 3)", row(1, 0, 0, 1, 0xFF, 0xFF));
        assertArrayEquals(new float[] {256, 1, 65535}, read(array, gray(3)));
    }

    /** -1 is read as 65535. */
    @Test
    void signsAreLost() throws IOException {
        byte[] pixels = row(0xFF, 0xFF, 1, 0, 0, 0x80);
        byte[] file = tiff(ByteOrder.LITTLE_ENDIAN, pixels, 16, 2, 1);
        assertArrayEquals(new float[] {-1, 1, -32768}, read(file, gray(3)));
        assertArrayEquals(
                new float[] {0.5f, 0.51f, 0}, read(file, ImageForm.gray(1, 3).window(-101, 99)), 1e-6f);
    }

    /** An array in Fortran order is read transposed. */
    @Test
    void fortranOrder() throws IOException {
        byte[] file = npy("|u1", true, "(2, 3)", row(1, 4, 2, 5, 3, 6));
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6}, read(file, ImageForm.gray(2, 3).asStored()));
    }

    /** Stored numbers are taken for Hounsfield units. */
    @Test
    void theScaleOfNifti() throws IOException {
        float[] scaled = read(sample("scaled.nii.gz"), ImageForm.gray(6, 9).slices(2, 1));
        for (float value : scaled) {
            // 0.5 x - 1024, of whole numbers that lie around 0.
            assertTrue(value < -900 && 2 * value == Math.rint(2 * value), "" + value);
        }
    }

    /** keras 10867, and medical data in general: the slice is guessed. */
    @Test
    void whichSlice() throws IOException {
        refused(
                "it is a volume (6, 9, 3): choose slices by slices(axis, indices), such as slices(2, 0)",
                Files.readAllBytes(sample("int16.nii")),
                gray(9));
    }

    /** keras 3416 and 9187, Pillow 1888: only one or three channels, and bands are mixed up. */
    @Test
    void moreThanThreeChannels() throws IOException {
        byte[] five = npy("|u1", false, "(1, 1, 5)", row(1, 2, 3, 4, 5));
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5}, read(five, ImageForm.of(1, 1, 5).asStored()));
        refused("it has 5 channels, not 3", five, ImageForm.rgb(1, 1));
        refused("it has 5 channels, not 3", Files.readAllBytes(sample("bands5.tif")), ImageForm.rgb(1, 1));
        byte[] two = npy("|u1", false, "(1, 1, 2)", row(255, 51));
        assertArrayEquals(new float[] {1, 0.2f}, read(two, ImageForm.of(1, 1, 2)), 1e-7f);
    }

    /** Of a file with several pages all but the first are lost. */
    @Test
    void pagesBehindTheFirst() throws IOException {
        refused(
                "it has 3 pages: choose some by pages(0), or everyPage()",
                Files.readAllBytes(sample("pages3.tif")),
                gray(9));
    }

    /** numpy's whole numbers have 64 bits where nothing is said: divided by the largest of them, every image is black. */
    @Test
    void wholeNumbersOf64Bits() throws IOException {
        byte[] file = npy("<i8", false, "(1, 2)", row(7, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0));
        refused(
                "it has whole numbers of 64 bits, which no image fills: asStored(), window(low, high) or percentiles(low,"
                        + " high) says their range",
                file,
                ImageForm.gray(1, 2));
        assertArrayEquals(new float[] {7, 9}, read(file, gray(2)));
        assertArrayEquals(new float[] {7, 9}, read(file, ImageForm.mask(1, 2)));
    }

    /** Pillow's DecompressionBombError: a small file that fills the memory. */
    @Test
    void aBombIsRefusedByItsHeader() throws IOException {
        byte[] file = new HandMadePng()
                .header(60000, 60000, 16, 0)
                .part("IDAT", new byte[10])
                .end();
        refused("the PNG declares 60000 x 60000 pixels, more than the limit of 1048576", file, gray(1));
        refused(
                "the PNG file is cut off",
                new HandMadePng()
                        .header(1000, 1000, 16, 0)
                        .part("IDAT", new byte[10])
                        .end(),
                gray(1));
    }
}
