package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.datasets.MadePairs;
import polyview.datasets.SampleFolder;
import polyview.layers.Activation;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.Subtract;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;

/** A model learns from files as it does from memory. */
@Tag("training")
class GeneratorTrainingTest {

    private static final int COUNT = 200;

    @TempDir
    private Path folder;

    private MultiInputGenerator files;

    /** Two gray pairs; the second image is lighter in class 1. */
    @BeforeEach
    void write() {
        MemoryDataset pairs = MadePairs.of(COUNT, 7).size(8, 8).noise(0).dataset();
        FloatArray left = pairs.all().inputs().get(0);
        FloatArray right = FloatArray.zeros(left.shape());
        FloatArray classes = pairs.all().targets().get(0);
        int pixels = left.values().length / COUNT;
        for (int i = 0; i < right.values().length; i++) {
            float light = classes.get(i / pixels) == 1 ? 0.2f : 0;
            right.values()[i] = 0.8f * left.values()[i] + light;
        }
        SampleFolder.empty()
                .images("left", left)
                .images("right", right)
                .classes("class", classes, "same", "lighter")
                .write(folder);
        Manifest manifest = Manifest.csv(folder.resolve(SampleFolder.MANIFEST))
                .images("left", "right")
                .label("class")
                .open();
        files = new MultiInputGenerator(manifest, ImageForm.gray(8, 8)).threads(2);
    }

    private static Model model() {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        var x = new Subtract().apply(left, right);
        x = new Conv2D(4, 3).activation(Activation.RELU).apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(new Flatten().apply(x)))
                .seed(3)
                .compile(new Adam(0.01), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static History fit(Model model, Dataset data, Fit fit) {
        return model.fit(data, fit.verbose(false));
    }

    /** Files hold 8 bits of each pixel, and classes are sorted by name there: so the same pixels are put into memory first. */
    private MemoryDataset inMemory() {
        try (var epoch = files.epoch(COUNT, Order.asStored())) {
            var all = epoch.next();
            return new MemoryDataset(all.inputs(), all.targets());
        }
    }

    @Test
    void filesAndMemoryTrainToTheSameBits() {
        for (ReadBy reader : ReadBy.values()) {
            try (Model fromFiles = model();
                    Model fromMemory = model()) {
                History ofFiles = fit(fromFiles, files.reader(reader), Fit.epochs(3));
                History ofMemory = fit(fromMemory, inMemory(), Fit.epochs(3));
                assertEquals(ofMemory.epochs().size(), ofFiles.epochs().size());
                assertEquals(fromMemory.engine().weights(), fromFiles.engine().weights());
            }
        }
    }

    @Test
    void aModelLearnsFromFilesThatAreChangedAndOfWhichSomeAreBad() throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.delete(folder.resolve(String.format("right/%04d.png", 20 * i)));
        }
        var changed = files.augmentation(
                Augmentation.none().horizontalFlip().verticalFlip().sameForAllImages());
        try (Model model = model()) {
            History history = fit(model, changed, Fit.epochs(12).validation(files));
            double accuracy = history.epochs().get(11).values().get("val_accuracy");
            assertTrue(accuracy > 0.95, () -> "accuracy " + accuracy);
            // 190 of 200, and which these are.
            assertEquals(190, model.predictReadable(files).output().size(0));
            assertEquals(190, model.predictReadable(files).samples().length);
        }
        assertEquals(10, changed.report().rowCount());
    }

    /** Without shuffling too, an epoch of training is one, and images are drawn anew in it. */
    @Test
    void changesAreDrawnAnewInEveryEpochWithoutShuffling() {
        var changed = files.augmentation(Augmentation.none().noise(0.5));
        try (Model plain = model();
                Model noisy = model()) {
            fit(plain, files, Fit.epochs(1).shuffle(false));
            fit(noisy, changed, Fit.epochs(1).shuffle(false));
            assertTrue(!plain.engine().weights().equals(noisy.engine().weights()));
        }
    }

    /** As the stop button of a notebook does it. */
    @Test
    void anInterruptEndsTheTrainingAndTheReading() {
        Callback interrupting = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                Thread.currentThread().interrupt();
            }
        };
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Model model = model()) {
            History history = fit(model, files, Fit.epochs(3).callbacks(interrupting));
            assertTrue(Thread.interrupted());
            assertEquals(History.Stop.INTERRUPTED, history.stop());
            assertEquals(1, history.steps());
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .noneMatch(thread -> thread.getName().startsWith("polyview-")));
            assertEquals(COUNT, model.predict(files).size(0));
        }
    }
}
