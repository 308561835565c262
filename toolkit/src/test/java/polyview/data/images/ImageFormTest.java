package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.data.Refusal;
import polyview.data.images.ImageForm.Aspect;
import polyview.data.manifest.PairFolder;

/** What files become: sizes, proportions, channels, ranges, against plain Java; and what is refused. */
@Tag("data")
class ImageFormTest {

    @TempDir
    private Path folder;

    private FloatArray read(byte[] file, ImageForm form) throws IOException {
        return read(List.of(file), form).get(0);
    }

    private List<FloatArray> read(List<byte[]> files, ImageForm form) throws IOException {
        List<FloatArray> images = new ArrayList<>();
        try (ImageDecoder decoder = new ImageDecoder(List.of(form), 1 << 20)) {
            for (byte[] file : files) {
                Path path = Files.write(folder.resolve("image"), file);
                FloatArray image = FloatArray.zeros(form.shape());
                decoder.read(path, 0, image.values());
                images.add(image);
            }
        }
        return images;
    }

    private static void assertClose(FloatArray expected, FloatArray found, double tolerance) {
        assertEquals(expected.shape(), found.shape());
        assertArrayEquals(expected.values(), found.values(), (float) tolerance);
    }

    static Stream<ImageForm> forms() {
        return Stream.of(new int[] {1, 1}, new int[] {7, 5}, new int[] {16, 16}, new int[] {9, 40}, new int[] {31, 2})
                .flatMap(size -> Stream.of(1, 3).map(channels -> ImageForm.of(size[0], size[1], channels)))
                .flatMap(form -> Stream.of(Aspect.values()).map(form::aspect))
                .flatMap(form -> Stream.of(form, form.nearest()))
                .flatMap(form -> Stream.of(form, form.standardized(0.4, 0.2)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void valuesAreThoseOfPlainJava(ImageForm form) throws IOException {
        double range = 1 / (255 * form.standardDeviation().get(0));
        List<byte[]> files = new ArrayList<>();
        List<FloatArray> expected = new ArrayList<>();
        for (int[] size : new int[][] {{1, 1}, {13, 9}, {4, 30}, {16, 16}, {33, 3}}) {
            BufferedImage image = PairFolder.image(size[0], size[1], new SplittableRandom(files.size()));
            for (String format : List.of("png", "bmp")) {
                files.add(PairFolder.encoded(format, image));
                expected.add(PlainResize.formed(image, form));
            }
        }
        List<FloatArray> read = read(files, form);
        for (int i = 0; i < read.size(); i++) {
            // Positions are single-precision numbers in TensorFlow: some 1e-6 of a pixel, times 255.
            assertClose(expected.get(i), read.get(i), 1e-3 * range);
        }
    }

    @Test
    void aGifHasTheColoursOfItsPalette() throws IOException {
        BufferedImage drawn = PairFolder.image(9, 6, new SplittableRandom(1));
        byte[] file = PairFolder.encoded("gif", drawn);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        ImageForm form = ImageForm.rgb(6, 9).zeroTo255();
        assertClose(PlainResize.formed(image, form), read(file, form), 1e-3);
    }

    @Test
    void aJpegHasThePixelsThatOtherDecodersGive() throws IOException {
        BufferedImage drawn = PairFolder.image(40, 30, new SplittableRandom(1));
        byte[] file = PairFolder.encoded("jpg", drawn);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        ImageForm form = ImageForm.rgb(30, 40).zeroTo255();
        assertClose(PlainResize.formed(image, form), read(file, form), 1.001);
    }

    /** 0.299 + 0.587 + 0.114 is 1, but not for every gray in floats: none of the 256 may move. */
    @Test
    void grayStaysAsItIs() throws IOException {
        BufferedImage gray = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            gray.getRaster().setSample(i % 16, i / 16, 0, i);
        }
        FloatArray read =
                read(PairFolder.encoded("png", gray), ImageForm.gray(16, 16).zeroTo255());
        FloatArray unit = read(PairFolder.encoded("png", gray), ImageForm.gray(16, 16));
        for (int i = 0; i < 256; i++) {
            assertEquals(i, read.values()[i]);
            assertEquals(i / 255f, unit.values()[i], 1e-7f);
        }
        assertEquals(0, unit.values()[0]);
        assertEquals(1, unit.values()[255]);
    }

    @Test
    void eachChannelHasItsMeanAndDeviation() throws IOException {
        BufferedImage image = PairFolder.image(5, 4, new SplittableRandom(2));
        ImageForm form = ImageForm.rgb(4, 5)
                .standardized(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
        assertClose(PlainResize.formed(image, form), read(PairFolder.encoded("png", image), form), 1e-5);
    }

    @Test
    void theDefaultsAndTheShape() {
        ImageForm form = ImageForm.rgb(64, 48);
        assertEquals(Shape.of(64, 48, 3), form.shape());
        assertEquals(ImageForm.of(64, 48, 3).zeroToOne(), form);
        assertEquals(form.standardized(0.5, 0.5), form.minusOneToOne());
        assertEquals("(64, 48, 3) bilinear, stretch", form.toString());
        assertEquals(
                "(64, 48, 1) nearest, crop, exact channels",
                ImageForm.gray(64, 48)
                        .nearest()
                        .aspect(Aspect.CROP)
                        .exactChannels()
                        .toString());
    }

    @Test
    void refusals() {
        ImageForm form = ImageForm.rgb(4, 4);
        Refusal.refused("height must be positive, got 0", () -> ImageForm.rgb(0, 4));
        Refusal.refused("width must be positive, got -1", () -> ImageForm.gray(4, -1));
        Refusal.refused("channels must be positive, got 0", () -> ImageForm.of(4, 4, 0));
        Refusal.refused(
                "an image may have at most 536870911 values, got 20000 x 20000 x 3", () -> ImageForm.rgb(20000, 20000));
        Refusal.refused("mean must be finite, got NaN", () -> form.standardized(Double.NaN, 1));
        Refusal.refused("standardDeviation must be positive and finite, got 0.0", () -> form.standardized(0, 0));
        Refusal.refused(
                "standardDeviation must be positive and finite, got Infinity",
                () -> form.standardized(0, Double.POSITIVE_INFINITY));
        Refusal.refused(
                "mean must have 1 number or 3, got [0.1, 0.2]",
                () -> form.standardized(new double[] {0.1, 0.2}, new double[] {1}));
        Refusal.refused("standardDeviation must have 1 number, got [1.0, 1.0, 1.0]", () -> ImageForm.gray(4, 4)
                .standardized(new double[] {0}, new double[] {1, 1, 1}));
    }
}
