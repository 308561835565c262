package polyview.data.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Batch;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;

/** Pictures that EXIF data turns are the same picture upright, with both readers, resized or not. */
@Tag("data")
class OrientationTest {

    private static Manifest manifest(Path folder) throws IOException, URISyntaxException {
        Path files = Path.of(
                        OrientationTest.class.getResource("/images/formats.csv").toURI())
                .getParent();
        StringBuilder rows = new StringBuilder("image,id\n");
        for (int turn = 1; turn <= 8; turn++) {
            rows.append(files.resolve("turned" + turn + ".png"))
                    .append(",")
                    .append(turn)
                    .append("\n");
            rows.append(files.resolve("turned" + turn + ".jpg"))
                    .append(",")
                    .append(10 + turn)
                    .append("\n");
        }
        return Manifest.csv(Files.writeString(folder.resolve("turned.csv"), rows))
                .images("image")
                .targets("id")
                .open();
    }

    private static List<FloatArray> images(MultiInputGenerator data) {
        List<FloatArray> images = new ArrayList<>();
        try (Epoch epoch = data.epoch(16, Order.asStored())) {
            while (epoch.hasNext()) {
                Batch batch = epoch.next();
                for (int i = 0; i < batch.size(); i++) {
                    images.add(batch.inputs().get(0).row(i));
                }
            }
        }
        return images;
    }

    /** The pixel (y, x) of a file of 16 x 24, as the drawing in formats.py has it. */
    private static float red(int y, int x) {
        return x < 12 ? (y < 8 ? 40 : 200) : (y < 8 ? 90 : 0);
    }

    @Test
    void bothReadersTurn(@TempDir Path folder) throws IOException, URISyntaxException {
        Manifest manifest = manifest(folder);
        for (ImageForm form : List.of(
                ImageForm.rgb(24, 24).aspect(ImageForm.Aspect.FIT).zeroTo255(),
                ImageForm.gray(7, 5),
                ImageForm.rgb(9, 9).leaveOrientation(),
                ImageForm.rgb(8, 8).scaledJpeg())) {
            MultiInputGenerator java = new MultiInputGenerator(manifest, form);
            assertEquals(images(java), images(java.reader(ReadBy.TF_DATA)), form.toString());
            assertEquals(16, images(java).size());
        }
        List<FloatArray> read = images(new MultiInputGenerator(
                manifest, ImageForm.rgb(24, 24).aspect(ImageForm.Aspect.FIT).zeroTo255()));
        // Upright by Exif's table: where the file's first row and column are in the picture.
        for (int y = 0; y < 16; y += 5) {
            for (int x = 0; x < 24; x += 5) {
                assertEquals(red(y, x), read.get(0).get(4 + y, x, 0));
                assertEquals(red(y, x), read.get(2).get(4 + y, 23 - x, 0));
                assertEquals(red(y, x), read.get(4).get(19 - y, 23 - x, 0));
                assertEquals(red(y, x), read.get(6).get(19 - y, x, 0));
                assertEquals(red(y, x), read.get(8).get(x, 4 + y, 0));
                assertEquals(red(y, x), read.get(10).get(x, 19 - y, 0));
                assertEquals(red(y, x), read.get(12).get(23 - x, 19 - y, 0));
                assertEquals(red(y, x), read.get(14).get(23 - x, 4 + y, 0));
            }
        }
    }
}
