package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;

/** The formats that are there, and those that a jar names. */
@Tag("data")
class ImageFormatsTest {

    /** A format as a jar would bring it: one gray pixel, the byte behind a 1. */
    public static class OnePixel implements ImageFormat {
        @Override
        public String name() {
            return "ONE";
        }

        @Override
        public List<String> extensions() {
            return List.of("one");
        }

        @Override
        public boolean recognizes(byte[] file) {
            return file.length == 2 && file[0] == 1;
        }

        @Override
        public ImageHeader header(byte[] file) {
            return new ImageHeader("ONE", 1, 1, 1, 8);
        }

        @Override
        public FloatArray decode(byte[] file) {
            return FloatArray.of(new float[] {file[1]}, 1, 1, 1);
        }
    }

    /** A second one of a name that is taken. */
    public static final class OtherPng extends OnePixel {
        @Override
        public String name() {
            return "png";
        }
    }

    @Test
    void theFormatsThatAreThere() {
        assertEquals(
                List.of("JPEG", "PNG", "GIF", "BMP", "TIFF", "WebP", "PNM", "NumPy", "NIfTI", "ImageIO"),
                ImageFormats.all().stream().map(ImageFormat::name).toList());
        assertEquals(
                "jpg jpeg png gif bmp tif tiff webp pbm pgm ppm pnm pfm npy npz nii nii.gz",
                String.join(" ", ImageFormats.extensions()));
    }

    @Test
    void aJarBringsAFormatByAServiceFile(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
        Files.writeString(
                services.resolve(ImageFormat.class.getName()),
                OtherPng.class.getName() + "\n" + OnePixel.class.getName() + "\n");
        URL[] jar = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(jar, ImageFormats.class.getClassLoader())) {
            assertEquals(
                    List.of("ONE"),
                    ImageFormats.provided(loader).stream()
                            .map(ImageFormat::name)
                            .toList());
        }
    }
}
