package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.data.summary.ChannelStatistics;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Normalization;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;

/** Statistics of 16-bit files of the training part, kept with the model in its file. */
@Tag("training")
class TrainingStatisticsTest {

    private static final int[] GRAYS = {100, 300, 500, 60_000};

    @TempDir
    private Path folder;

    /** Files of one gray value each, written by ImageIO; the last one is the test part. */
    private Manifest images() throws IOException {
        StringBuilder list = new StringBuilder("image\n");
        for (int gray : GRAYS) {
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
            image.getRaster().setPixels(0, 0, 2, 2, new int[] {gray, gray, gray, gray});
            ImageIO.write(image, "png", folder.resolve(gray + ".png").toFile());
            list.append(gray).append(".png\n");
        }
        return Manifest.csv(Files.writeString(folder.resolve("list.csv"), list))
                .images("image")
                .open();
    }

    @Test
    void areThoseOfTheTrainingPartAndStayWithTheModel() throws IOException {
        Manifest all = images();
        ImageForm form = ImageForm.gray(2, 2).asStored();
        ChannelStatistics statistics = ChannelStatistics.of(new MultiInputGenerator(all.subset(0, 1, 2), form), 0);
        double deviation = Math.sqrt((200 * 200 + 0 + 200 * 200) / 3.0);
        assertArrayEquals(new double[] {300}, statistics.mean(), 1e-9);
        assertArrayEquals(new double[] {deviation}, statistics.standardDeviation(), 1e-9);
        assertEquals(12, statistics.count());

        var x = Input.image("image", 2, 2, 1);
        Path file = folder.resolve("model.zip");
        try (Model model = new Model(
                x,
                new GlobalAveragePooling2D()
                        .apply(new Normalization().name("scale").apply(x)))) {
            model.layer("scale").setWeights(statistics.weights());
            model.save(file);
        }
        float[] expected = new float[GRAYS.length];
        IntStream.range(0, GRAYS.length).forEach(i -> expected[i] = (float) ((GRAYS[i] - 300) / deviation));
        try (Engine loaded = Engine.load(file)) {
            List<FloatArray> predicted = loaded.predict(new MultiInputGenerator(all, form), 3);
            assertArrayEquals(expected, predicted.get(0).values(), 1e-3f);
        }
    }

    /** Percentile q of the ramp 0, 1, ..., 200 is 2 q: 5 and 95 become 0 and 1, and what lies outside is cut. */
    @Test
    void percentilesOfARamp() throws IOException {
        BufferedImage ramp = new BufferedImage(201, 1, BufferedImage.TYPE_USHORT_GRAY);
        ramp.getRaster().setPixels(0, 0, 201, 1, IntStream.rangeClosed(0, 200).toArray());
        ImageIO.write(ramp, "png", folder.resolve("ramp.png").toFile());
        Manifest manifest = Manifest.csv(Files.writeString(folder.resolve("ramp.csv"), "image\nramp.png\n"))
                .images("image")
                .open();
        var generator = new MultiInputGenerator(
                manifest, ImageForm.gray(1, 201).nearest().percentiles(5, 95));
        try (var epoch = generator.epoch(1, Order.asStored())) {
            float[] values = epoch.next().inputs().get(0).values();
            float[] expected = new float[201];
            IntStream.rangeClosed(0, 200)
                    .forEach(i -> expected[i] = (float) Math.min(1, Math.max(0, (i - 10) / 180.0)));
            assertArrayEquals(expected, values, 1e-6f);
        }
    }
}
