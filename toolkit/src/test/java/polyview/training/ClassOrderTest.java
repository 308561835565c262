package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;

/** A class has one index in training, validation and evaluation: its light tells it, so that right indices give an accuracy of 1. */
@Tag("training")
class ClassOrderTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    /** Twenty images of each of these classes. */
    private MultiInputGenerator of(List<String> order, String... classes) throws IOException {
        StringBuilder rows = new StringBuilder("image,class\n");
        for (int i = 0; i < 20 * classes.length; i++) {
            String name = classes[i % classes.length];
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 16; p++) {
                image.setRGB(p % 4, p / 4, 0xFF << 8 * NAMES.indexOf(name));
            }
            Files.write(folder.resolve(name + ".png"), PairFolder.encoded("png", image));
            rows.append(name + ".png," + name + "\n");
        }
        Path csv = Files.writeString(folder.resolve("m" + String.join("", classes) + ".csv"), rows);
        var columns = Manifest.csv(csv).images("image").label("class");
        return new MultiInputGenerator(
                (order.isEmpty() ? columns : columns.classes(order)).open(), ImageForm.rgb(4, 4));
    }

    private static Model model() {
        var image = Input.image("image", 4, 4, 3);
        return new Model(image, new Dense(3).apply(new GlobalAveragePooling2D().apply(image)))
                .seed(1)
                .compile(new Adam(0.1), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    @Test
    void otherClassesAreRefused() throws IOException {
        String refusal =
                "classes must be those of the training, in its order: [a, b, c], got [a, c]; a manifest takes them by"
                        + " classes(train.classNames())";
        var train = of(List.of(), "a", "b", "c");
        var two = of(List.of(), "a", "c");
        var turned = of(List.of("c", "b", "a"), "a", "b", "c");
        var right = of(train.classNames(), "a", "c");
        Fit fit = Fit.epochs(10).batchSize(10).verbose(false);
        try (Model model = model()) {
            var before = model.weights();
            refused(refusal, () -> model.fit(train, fit.validation(two)));
            refused(refusal.replace("[a, c]", "[c, b, a]"), () -> model.fit(train, fit.validation(turned)));
            assertEquals(before, model.weights());
            History history = model.fit(train, fit.validation(right));
            assertEquals(1.0, history.epochs().get(9).values().get("val_accuracy"));
            refused(refusal, () -> model.evaluate(two));
            refused(refusal.replace("[a, c]", "[c, b, a]"), () -> model.evaluate(turned));
            assertEquals(1.0, model.evaluate(right).get("accuracy"));
            // Of other classes from here on.
            model.fit(turned, fit);
            assertEquals(1.0, model.evaluate(turned).get("accuracy"));
            refused(
                    "classes must be those of the training, in its order: [c, b, a], got [a, b, c]; a manifest takes them by"
                            + " classes(train.classNames())",
                    () -> model.evaluate(right));
        }
    }
}
