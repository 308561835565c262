package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Order;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;

/** JPEG files that are decoded at a part of their size, against ImageIO's pixels. */
class ScaledJpegTest {

    private static final ImageForm FORM = ImageForm.gray(16, 16).scaledJpeg();

    @TempDir
    private Path folder;

    /** A smooth picture, so that what the compression loses is little. */
    private Path jpeg(String name, int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = (int) (128 + 60 * Math.sin(x * 9.0 / width) + 60 * Math.cos(y * 7.0 / height));
                image.getRaster().setSample(x, y, 0, value);
            }
        }
        Path file = folder.resolve(name);
        assertTrue(ImageIO.write(image, "jpg", file.toFile()));
        return file;
    }

    /** The means of squares of so many pixels of what ImageIO decodes, in 0..1. */
    private static double[] means(Path file, int ratio) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        int width = image.getWidth() / ratio;
        int height = image.getHeight() / ratio;
        double[] means = new double[width * height];
        for (int i = 0; i < means.length; i++) {
            for (int k = 0; k < ratio * ratio; k++) {
                int x = i % width * ratio + k % ratio;
                int y = i / width * ratio + k / ratio;
                means[i] += image.getRaster().getSample(x, y, 0) / (255.0 * ratio * ratio);
            }
        }
        return means;
    }

    private static float[] read(Path file, ImageForm form) throws IOException {
        float[] image = new float[form.values()];
        try (var decoder = new ImageDecoder(List.of(form), 1 << 26)) {
            decoder.read(file, 0, image);
        }
        return image;
    }

    @Test
    void eachPixelIsTheMeanOfThoseThatFallTogether() throws IOException {
        for (int ratio : new int[] {2, 4, 8}) {
            Path file = jpeg(ratio + ".jpg", 16 * ratio, 16 * ratio);
            double[] expected = means(file, ratio);
            float[] read = read(file, FORM);
            for (int i = 0; i < read.length; i++) {
                assertEquals(expected[i], read[i], 2.5 / 255, "1/" + ratio + ", pixel " + i);
            }
        }
    }

    /** Just under twice the size nothing changes, to the bit; a PNG never changes. */
    @Test
    void smallFilesAndOtherFormatsAreReadAsWithoutIt() throws IOException {
        Path small = jpeg("small.jpg", 31, 200);
        assertArrayEquals(read(small, ImageForm.gray(16, 16)), read(small, FORM));
        Path png = folder.resolve("large.png");
        assertTrue(ImageIO.write(ImageIO.read(jpeg("large.jpg", 128, 128).toFile()), "png", png.toFile()));
        assertArrayEquals(read(png, ImageForm.gray(16, 16)), read(png, FORM));
        Path large = folder.resolve("large.jpg");
        assertFalse(Arrays.equals(read(large, ImageForm.gray(16, 16)), read(large, FORM)));
    }

    @Test
    void theRatioIsTheLargestThatLeavesThePixelsOfTheForm() {
        assertEquals(1, FORM.jpegRatio(31, 1000));
        assertEquals(2, FORM.jpegRatio(32, 1000));
        assertEquals(4, FORM.jpegRatio(64, 127));
        assertEquals(8, FORM.jpegRatio(128, 128));
        assertEquals(8, FORM.jpegRatio(5000, 4000));
        assertEquals(1, ImageForm.gray(16, 16).jpegRatio(5000, 4000));
    }

    @Test
    void bothReadersGiveTheSameBits() throws IOException {
        jpeg("a.jpg", 100, 90);
        jpeg("b.jpg", 20, 20);
        jpeg("c.jpg", 333, 257);
        Path csv = Files.writeString(folder.resolve("files.csv"), "image,class\na.jpg,x\nb.jpg,y\nc.jpg,x\n");
        var manifest = Manifest.csv(csv).images("image").label("class").open();
        for (ImageForm.Aspect aspect : ImageForm.Aspect.values()) {
            var java = new MultiInputGenerator(manifest, FORM.aspect(aspect));
            try (var one = java.epoch(3, Order.asStored());
                    var two = java.reader(ReadBy.TF_DATA).epoch(3, Order.asStored())) {
                assertEquals(one.next(), two.next());
            }
        }
    }

    @Test
    void withNearestPixelsItIsRefused() {
        refused(
                "scaledJpeg takes means of pixels, and nearest takes no means: choose one of them",
                () -> ImageForm.gray(16, 16).nearest().scaledJpeg());
        refused("scaledJpeg takes means of pixels, and nearest takes no means: choose one of them", FORM::nearest);
        assertEquals("(16, 16, 1) bilinear, stretch, scaled JPEG", FORM.toString());
        assertEquals(FORM, ImageForm.gray(16, 16).scaledJpeg().zeroToOne());
    }
}
