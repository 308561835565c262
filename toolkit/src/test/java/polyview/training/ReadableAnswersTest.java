package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.Order;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.loader.ReadBy;
import polyview.data.loader.Sample;
import polyview.data.loader.SampleLoader;
import polyview.data.loader.SampleSource;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;
import polyview.data.summary.DatasetTable;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.metrics.NWayAccuracy;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Predictions;
import polyview.optimizers.SGD;
import polyview.plots.ImagePlots;

/**
 * Answers and the samples that they stand for come from one pass. Image i is a gray area of the light i, and the model gives the mean
 * of its pixels, so that every answer tells its row.
 */
@Tag("training")
class ReadableAnswersTest {

    @TempDir
    private Path folder;

    private MultiInputGenerator images(int count) throws IOException {
        StringBuilder rows = new StringBuilder("image,class\n");
        for (int i = 0; i < count; i++) {
            write(i);
            rows.append(i + ".png," + "ab".charAt(i % 2) + "\n");
        }
        Files.writeString(folder.resolve("all.csv"), rows);
        Manifest manifest = Manifest.csv(folder.resolve("all.csv"))
                .images("image")
                .label("class")
                .open();
        return new MultiInputGenerator(manifest, ImageForm.gray(4, 4).zeroTo255()).threads(2);
    }

    private void write(int i) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 16; p++) {
            image.getRaster().setSample(p % 4, p / 4, 0, i);
        }
        Files.write(folder.resolve(i + ".png"), PairFolder.encoded("png", image));
    }

    private void lose(int... numbers) throws IOException {
        for (int i : numbers) {
            Files.delete(folder.resolve(i + ".png"));
        }
    }

    private static Model mean() {
        var image = Input.image("image", 4, 4, 1);
        return new Model(image, new GlobalAveragePooling2D().apply(image)).seed(1);
    }

    private static Model compiled() {
        var image = Input.image("image", 4, 4, 1);
        return new Model(image, new Dense(2).apply(new GlobalAveragePooling2D().apply(image)))
                .seed(1)
                .compile(new SGD(1e-6), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static void answers(Predictions answers, int... samples) {
        assertArrayEquals(samples, answers.samples());
        float[] lights = new float[samples.length];
        for (int i = 0; i < lights.length; i++) {
            lights[i] = samples[i];
        }
        assertArrayEquals(lights, answers.output().values(), 1e-4f);
    }

    @ParameterizedTest
    @EnumSource(ReadBy.class)
    void rowsAreThoseOfTheVeryPass(ReadBy reader) throws IOException {
        MultiInputGenerator data = images(3).reader(reader);
        try (Model model = mean()) {
            lose(0);
            answers(model.predictReadable(data), 1, 2);
            write(0);
            lose(2);
            Predictions second = model.predictReadable(data, 1);
            answers(second, 0, 1);
            assertEquals("1.png", data.manifest().subset(second.samples()).text(1, 0));
            write(2);
            answers(model.predictReadable(data), 0, 1, 2);
        }
    }

    @Test
    void predictRefusesToLeaveOutAnAnswer() throws IOException {
        MultiInputGenerator data = images(10);
        try (Model model = mean()) {
            assertEquals(Shape.of(10, 1), model.predict(data).shape());
            lose(3);
            assertEquals(
                    "predict gives an answer for each of 10 samples, but 9 could be read: predictReadable gives the answers"
                            + " of these, with the numbers of their samples",
                    assertThrows(IllegalStateException.class, () -> model.predict(data))
                            .getMessage());
            answers(model.predictReadable(data, 4), 0, 1, 2, 4, 5, 6, 7, 8, 9);
        }
    }

    /** A fault that a training met leaves no trace in answers that come after it. */
    @Test
    void faultsOfATrainingAreNotThoseOfAPrediction() throws IOException {
        MultiInputGenerator data = images(39);
        lose(1, 5, 6, 7, 8, 9, 10);
        try (Model model = compiled();
                Model mean = mean()) {
            model.fit(data, Fit.epochs(1).verbose(false));
            for (int i : new int[] {1, 5, 6, 7, 8, 9, 10}) {
                write(i);
            }
            answers(mean.predictReadable(data), IntStream.range(0, 39).toArray());
        }
        assertEquals(7, data.report().rowCount());
    }

    @Test
    void dropRemainderNeverShortensEvaluateAndPredict() throws IOException {
        MultiInputGenerator data = images(10);
        MultiInputGenerator whole = data.dropRemainder();
        try (Model model = compiled();
                Model mean = mean()) {
            assertEquals(model.evaluate(data, 8), model.evaluate(whole, 8));
            assertEquals(model.evaluate(data, 32), model.evaluate(whole, 32));
            answers(mean.predictReadable(whole, 4), IntStream.range(0, 10).toArray());
        }
    }

    @Test
    void anEvaluationCountsTheSamplesThatCouldBeRead() throws IOException {
        MultiInputGenerator data = images(10);
        try (Model model = compiled()) {
            assertEquals(10, model.evaluate(data, 4).samples());
            lose(0, 4, 5);
            assertEquals(7, model.evaluate(data, 4).samples());
        }
    }

    @Test
    void dropRemainderThatLeavesNothingIsRefused() throws IOException {
        MultiInputGenerator data = images(10).dropRemainder();
        lose(0, 4, 5, 9);
        try (Model model = compiled()) {
            var before = model.weights();
            Fit fit = Fit.epochs(3).batchSize(8).verbose(false);
            assertEquals(
                    "dropRemainder leaves no batch of 8: of 10 samples 6 could be read",
                    assertThrows(IllegalStateException.class, () -> model.fit(data, fit))
                            .getMessage());
            assertEquals(before, model.weights());
            History six = model.fit(data, fit.batchSize(6));
            assertEquals(3, six.steps());
        }
    }

    /** Scores of one pass beside the images of another, of which another one is missing. */
    @Test
    void misclassifiedRefusesScoresOfAnotherPass() throws IOException {
        MultiInputGenerator data = images(4);
        lose(0);
        FloatArray scores;
        try (Model model = compiled()) {
            scores = model.predictReadable(data).output();
        }
        write(0);
        lose(3);
        assertEquals(
                "scores must have a row for each sample of data, got 3 rows for 4 samples",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ImagePlots.misclassified(data, scores, 2, List.of("a", "b")))
                        .getMessage());
    }

    @Test
    void aLookAtTheDataNumbersSamplesAsTheyAreStored() throws IOException {
        MultiInputGenerator data = images(4);
        lose(1);
        var samples = DatasetTable.of(data).samples(4);
        assertEquals(List.of(0, 2, 3), samples.intColumn("sample").asList());
        assertEquals(List.of("a", "a", "b"), samples.stringColumn("class").asList());
    }

    @Test
    void picksAmongSamplesInARowNeedAllOfThem() throws IOException {
        MultiInputGenerator data = images(12);
        var image = Input.image("image", 4, 4, 1);
        try (Model model = new Model(image, new Dense(2).apply(new GlobalAveragePooling2D().apply(image)))
                .seed(1)
                .compile(new SGD(1e-6), Loss.softmaxCrossEntropy(), NWayAccuracy.among(4))) {
            model.evaluate(data);
            // Eight are left, a multiple of four too.
            lose(0, 3, 8, 9);
            assertEquals(
                    "nWayAccuracy needs all samples in their order, the data set gave 8 of 12",
                    assertThrows(IllegalStateException.class, () -> model.evaluate(data))
                            .getMessage());
        }
    }

    /** Numbers, every third of which cannot be read. */
    private record EveryThirdBad() implements SampleSource {
        @Override
        public int size() {
            return 7;
        }

        @Override
        public List<Shape> inputShapes() {
            return List.of(Shape.of(1, 1, 1));
        }

        @Override
        public List<Shape> targetShapes() {
            return List.of();
        }

        @Override
        public void read(int index, Sample into) throws IOException {
            if (index % 3 == 2) {
                throw new IOException("every third");
            }
            into.input(0)[0] = index;
        }
    }

    @Test
    void samplesOfASourceAndOfItsPartsAreTold() {
        Dataset all = new SampleLoader(new EveryThirdBad());
        Dataset part = new SampleLoader(new EveryThirdBad()).subset(6, 5, 4);
        var image = Input.image("image", 1, 1, 1);
        try (Model model = new Model(image, new GlobalAveragePooling2D().apply(image))) {
            answers(model.predictReadable(all, 2), 0, 1, 3, 4, 6);
            Predictions of = model.predictReadable(part);
            assertArrayEquals(new int[] {0, 2}, of.samples());
            assertArrayEquals(new float[] {6, 4}, of.output().values());
        }
    }

    @Test
    void aBatchTellsItsSamplesInAnyOrder() throws IOException {
        MultiInputGenerator data = images(9);
        lose(4);
        Order order = Order.shuffled(3, 1);
        int[] visit = IntStream.of(order.permutation(9)).filter(i -> i != 4).toArray();
        int done = 0;
        try (var epoch = data.epoch(4, order)) {
            while (epoch.hasNext()) {
                FloatArray images = epoch.next().inputs().get(0);
                int[] samples = epoch.samples().orElseThrow();
                for (int i = 0; i < samples.length; i++) {
                    assertEquals(visit[done + i], samples[i]);
                    assertEquals(samples[i], images.get(i, 0, 0, 0), 1e-4f);
                }
                done += samples.length;
            }
        }
        assertEquals(8, done);
    }
}
