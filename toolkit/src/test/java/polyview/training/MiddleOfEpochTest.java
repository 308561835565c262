package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.manifest.Manifest;
import polyview.datasets.SampleFolder;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.Optimizer;
import polyview.optimizers.SGD;

/**
 * A training that was saved after any step, before or after any validation, goes on as one that had never stopped, which is what it
 * is compared with: weights, what the optimizer keeps, and every value of the history.
 */
@Tag("training")
class MiddleOfEpochTest {

    private static final MemoryDataset DATA = Samples.pairs(22);
    private static final MemoryDataset VALID = Samples.pairs(9);

    @TempDir
    Path folder;

    /** Saves after each step, before and after each validation, and at the end of each epoch. */
    private record SavingAlways(Path folder, List<Path> files) implements Callback {

        private void save(Run run, String what) {
            Path file = folder.resolve(files.size() + " " + what + ".npz");
            run.engine().saveWeights(file);
            files.add(file);
        }

        @Override
        public void onBatchEnd(Run run) {
            save(run, "batch");
        }

        @Override
        public void onValidationBegin(Run run) {
            save(run, "validation");
        }

        @Override
        public void onValidationEnd(Run run, Map<String, Double> values) {
            save(run, "validated");
        }

        @Override
        public void onEpochEnd(Run run, History.EpochLog log) {
            save(run, "epoch");
        }
    }

    private static Model pairNet(Optimizer optimizer, Metric... metrics) {
        return Samples.pairNet(7).compile(optimizer, Loss.softmaxCrossEntropy(), metrics);
    }

    private static Fit fit(Callback... callbacks) {
        return Fit.untilEpoch(4)
                .batchSize(5)
                .validation(VALID)
                .verbose(false)
                .callbacks(LearningRateSchedule.at(2, 0.05).andAt(3, 0.4))
                .callbacks(EarlyStopping.on("val_loss").patience(2).restoreBestWeights(true))
                .callbacks(callbacks);
    }

    private Stream<DynamicTest> fromEveryMoment(String what, Supplier<Model> model, Dataset data) throws IOException {
        Path files = Files.createDirectory(folder.resolve(what));
        var saving = new SavingAlways(files, new ArrayList<>());
        Map<String, FloatArray> weights;
        History whole;
        try (var straight = model.get()) {
            whole = straight.fit(data, fit(saving));
            weights = straight.weights();
        }
        assertTrue(saving.files.size() > 20);
        return saving.files.stream()
                .map(file -> dynamicTest(what + " " + file.getFileName(), () -> {
                    try (var resumed = model.get()) {
                        assertTrue(resumed.resume(file).goesOn());
                        History rest = resumed.fit(data, fit());
                        assertEquals(weights, resumed.weights());
                        for (History.EpochLog log : rest.epochs()) {
                            assertEquals(whole.epochs().get(log.epoch() - 1).values(), log.values());
                        }
                        assertEquals(whole.stop(), rest.stop());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> fromMemory() throws IOException {
        return fromEveryMoment("SGD", () -> pairNet(new SGD(0.1, 0.9), Metric.accuracy()), DATA);
    }

    @TestFactory
    Stream<DynamicTest> withGradientsOfSeveralBatchesAndMovingAverages() throws IOException {
        return fromEveryMoment(
                "Adam",
                () -> pairNet(new Adam(0.01).accumulate(3).useEma().globalClipNorm(1), Metric.accuracy()),
                DATA);
    }

    @TestFactory
    Stream<DynamicTest> fromFilesThatAreAugmentedWithEitherReader() throws IOException {
        Path images = folder.resolve("images");
        SampleFolder.of(DATA.rescaled(0.5f, 0.5f)).write(Files.createDirectory(images));
        Manifest manifest = Manifest.csv(images.resolve(SampleFolder.MANIFEST))
                .images("image1", "image2")
                .label("target")
                .open();
        // One that cannot be read: the batches after it hold other samples than its place would tell.
        Files.write(images.resolve(manifest.path(3, 0)), new byte[] {1, 2, 3});
        var files = new MultiInputGenerator(manifest, ImageForm.gray(6, 6))
                .threads(2)
                .augmentation(Augmentation.none().rotation(20).horizontalFlip());
        Supplier<Model> model = () -> pairNet(new Adam(0.01), Metric.accuracy());
        return Stream.concat(
                fromEveryMoment("java", model, files.named("left", "right")),
                fromEveryMoment("tf data", model, files.reader(ReadBy.TF_DATA).named("left", "right")));
    }

    /** Counts, and cannot tell what. */
    private record Counting() implements Metric {
        @Override
        public String name() {
            return "batches";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Tally tally(Task task) {
            return new Tally() {
                private int batches;

                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    batches++;
                }

                @Override
                public double value() {
                    return batches;
                }
            };
        }
    }

    @Test
    void aMetricWhoseTallyHasNoStateHasNoValueInTheEpochThatGoesOn() {
        Path file = folder.resolve("5.npz");
        var saving = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                if (run.step() == 7) {
                    run.engine().saveWeights(file);
                }
            }
        };
        try (var straight = pairNet(new Adam(), new Counting());
                var resumed = pairNet(new Adam(), new Counting())) {
            Fit fit = Fit.untilEpoch(3).batchSize(5).verbose(false);
            assertArrayEquals(
                    new double[] {5, 5, 5},
                    straight.fit(DATA, fit.callbacks(saving)).get("batches"));
            resumed.resume(file);
            assertArrayEquals(
                    new double[] {Double.NaN, 5}, resumed.fit(DATA, fit).get("batches"));
            assertEquals(straight.weights(), resumed.weights());
        }
    }

    @Test
    void anotherWayOverTheDataIsRefusedAndTheRightOneStillGoesOn() {
        Path file = folder.resolve("7.npz");
        try (var stopped = pairNet(new Adam());
                var straight = pairNet(new Adam());
                var resumed = pairNet(new Adam())) {
            Fit fit = Fit.untilEpoch(2).batchSize(5).verbose(false);
            stopped.fit(DATA, fit.callbacks(new Callback() {
                @Override
                public void onBatchEnd(Run run) {
                    if (run.step() == 7) {
                        run.stop();
                    }
                }
            }));
            stopped.saveWeights(file);
            resumed.resume(file);
            Map<String, FloatArray> before = resumed.weights();
            String middle = "the training stopped in the middle of an epoch ";
            refused(
                    middle + "with batches of 5: go on with batchSize(5), got 4",
                    () -> resumed.fit(DATA, fit.batchSize(4)));
            refused(
                    middle + "with shuffle(true): go on with it, got shuffle(false)",
                    () -> resumed.fit(DATA, fit.shuffle(false)));
            refused(
                    middle + "over 22 samples: go on with the same data, got 21 samples",
                    () -> resumed.fit(DATA.take(21), fit));
            assertEquals(before, resumed.weights());
            straight.fit(DATA, fit);
            History rest = resumed.fit(DATA, fit);
            assertEquals(straight.weights(), resumed.weights());
            assertEquals(3, rest.steps());
            // What is done is not done again.
            History nothing = resumed.fit(DATA, fit);
            assertEquals(List.of(), nothing.epochs());
            assertEquals(History.Stop.DONE, nothing.stop());
            assertEquals(straight.weights(), resumed.weights());
        }
    }

    @Test
    void theSpeedOfAnEpochCountsWhatWasTrainedHereAlone() {
        Path file = folder.resolve("4.npz");
        List<Double> speeds = new ArrayList<>();
        try (var stopped = pairNet(new Adam());
                var resumed = pairNet(new Adam())) {
            Fit fit = Fit.untilEpoch(1).batchSize(5).verbose(false);
            stopped.fit(DATA, fit.callbacks(new Callback() {
                @Override
                public void onBatchEnd(Run run) {
                    if (run.step() == 4) {
                        run.engine().saveWeights(file);
                        run.stop();
                    }
                }
            }));
            resumed.resume(file);
            resumed.fit(DATA, fit.callbacks(new Callback() {
                @Override
                public void onBatchEnd(Run run) {
                    // Two pairs are left of 22: 4 images. The clock goes on between two looks at it.
                    double before = run.seconds();
                    double speed = run.imagesPerSecond();
                    double after = run.seconds();
                    assertTrue(speed * before <= 4 + 1e-9 && speed * after >= 4 - 1e-9, speed + " images/s");
                    speeds.add(speed);
                    assertEquals(22, run.samplesDone());
                }
            }));
        }
        assertEquals(1, speeds.size());
    }
}
