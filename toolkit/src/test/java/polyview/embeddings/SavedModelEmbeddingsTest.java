package polyview.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.models.Engine;
import polyview.models.Input;
import polyview.models.Model;

/** Embeddings of a model that was saved, without the model: image i is gray all over, 6 i of 255, and its embedding is (6 i, -3 i). */
@Tag("models")
class SavedModelEmbeddingsTest {

    private static final int COUNT = 40;

    @TempDir
    private Path folder;

    private Path saved() {
        var image = Input.image("image", 4, 4, 1);
        var x = new Dense(2).name("out").apply(new GlobalAveragePooling2D().apply(image));
        Path file = folder.resolve("model.zip");
        try (Model model = new Model(image, x)) {
            model.setWeights(Map.of("out/kernel", FloatArray.of(new float[] {255, -127.5f}, 1, 2)));
            model.save(file);
        }
        return file;
    }

    /** Names of the classes, and a file that is not there, with more samples than are computed at once. */
    @Test
    void ofFilesWithTheNamesOfTheirClasses() throws IOException {
        StringBuilder text = new StringBuilder("image,kind\n");
        for (int i = 0; i < COUNT; i++) {
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
            int[] pixels = new int[16];
            Arrays.fill(pixels, 6 * i);
            image.getRaster().setPixels(0, 0, 4, 4, pixels);
            Files.write(folder.resolve(i + ".png"), PairFolder.encoded("png", image));
            text.append(i).append(".png,").append(i < 20 ? "dark" : "light").append("\n");
        }
        Files.delete(folder.resolve("2.png"));
        Path list = Files.writeString(folder.resolve("scans.csv"), text);
        var reader = new MultiInputGenerator(
                Manifest.csv(list).images("image").label("kind").open(), ImageForm.gray(4, 4));
        try (Engine engine = Engine.load(saved())) {
            Embeddings all = Embeddings.of(engine, reader);
            assertEquals(List.of("dark", "light"), all.classNames());
            assertEquals(COUNT - 1, all.size());
            for (int row = 0; row < all.size(); row++) {
                int sample = row < 2 ? row : row + 1;
                assertEquals(sample, all.samples()[row]);
                assertEquals(sample < 20 ? 0 : 1, all.labels()[row]);
                assertEquals(6 * sample, all.vectors().get(row, 0), 1e-3);
                assertEquals(-3 * sample, all.vectors().get(row, 1), 1e-3);
            }
            Gallery gallery = Gallery.of(engine, reader, Distance.EUCLIDEAN);
            assertEquals(all.vectors(), gallery.entries().vectors());
            FloatArray asked = engine.predictOnBatch(List.of(gray(13 * 6 + 1, 31 * 6 + 1, 3 * 6)))
                    .get(0);
            Answers answers = gallery.classify(asked);
            assertArrayEquals(new int[] {0, 1, 0}, answers.labels());
            // From (6, -3) i to what is brighter by 1 it is (1, -0.5).
            assertArrayEquals(new double[] {Math.sqrt(1.25), Math.sqrt(1.25), 0}, answers.distances(), 1e-3);
        }
    }

    private static FloatArray gray(int... tones) {
        float[] pixels = new float[16 * tones.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = tones[i / 16] / 255f;
        }
        return FloatArray.of(pixels, tones.length, 4, 4, 1);
    }

    @Test
    void dataWithoutClassesIsRefusedAsForAModel() {
        try (Engine engine = Engine.load(saved())) {
            Dataset numbers = Dataset.of(List.of(gray(1, 2)), FloatArray.of(new float[] {0.5f, 1.5f}, 2));
            refused(
                    "this data does not tell the classes of its samples: take Embeddings.of(vectors, labels)",
                    () -> Embeddings.of(engine, numbers));
        }
    }
}
