package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.images.ImageForm;
import polyview.data.loader.BadFile;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.Fusion;
import polyview.layers.Multiply;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Callback;
import tech.tablesaw.api.Table;

/** A run that fails is told with its reason, and an interrupt leaves what is done. */
@Tag("experiments")
class ExperimentFailuresTest {

    @TempDir
    Path folder;

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    private static String reason(Results results, String variant) {
        List<String> reasons = results.failures().stream()
                .filter(run -> run.variant().equals(variant))
                .map(RunResult::reason)
                .distinct()
                .toList();
        assertEquals(1, reasons.size(), () -> "reasons of " + variant + ": " + reasons);
        return reasons.get(0);
    }

    @Test
    void otherVariantsGoOn() {
        Results results = MadeExperiment.experiment()
                .variant("spoiled", () -> MadeExperiment.pairs(Fusion.concat(), 1e30))
                .variant("unbuildable", () -> {
                    throw new IllegalStateException("no weights\nat all", new IOException("a.npz is gone"));
                })
                .variant("not compiled", () -> MadeExperiment.network(Fusion.concat()))
                .run();
        assertTrue(results.complete());
        assertEquals(15, results.done().size());
        assertEquals(9, results.failures().size());
        assertEquals(
                MadeExperiment.scores(MadeExperiment.experiment().run()).get("multiply 3"),
                results.done().get(11).scores());
        assertTrue(reason(results, "spoiled").startsWith("DivergedException: loss is NaN in epoch 1"));
        assertEquals(
                "no model: IllegalStateException: no weights (caused by IOException: a.npz is gone)",
                reason(results, "unbuildable"));
        assertEquals(
                "no model: IllegalStateException: the model is not compiled: call compile before training or evaluating it",
                reason(results, "not compiled"));

        Table table = results.table();
        assertEquals(List.of(3, 3, 0, 0, 0), table.intColumn("runs").asList());
        assertEquals(74, table.longColumn("parameters").get(2), "it could be built");
        assertTrue(table.longColumn("parameters").isMissing(3));
        for (String column : table.columnNames().subList(3, table.columnCount())) {
            assertTrue(table.column(column).isMissing(2), column);
        }
        Table runs = results.runs();
        assertEquals("failed", runs.stringColumn("status").get(2));
        assertTrue(runs.intColumn("epochs").isMissing(2));
        assertTrue(runs.doubleColumn("accuracy").isMissing(2));
        assertFalse(table.printAll().contains("NaN"), table.printAll());
        assertTrue(results.toString().contains("\nunbuildable seed 2: failed: no model: "), results.toString());
        assertTrue(results.title().contains("9 failed"), results.title());
    }

    @Test
    void aLossOfTheTestDataThatIsNoNumberFails() {
        MemoryDataset test = MadeExperiment.made(16, 3);
        // Finite, as inputs must be; their product is not.
        List<FloatArray> images = test.all().inputs().stream()
                .map(image -> {
                    float[] values = image.values().clone();
                    values[5] = 1e30f;
                    return FloatArray.of(values, image.shape());
                })
                .toList();
        var bad = new MemoryDataset(images, test.all().targets());
        Results results = MadeExperiment.experiment()
                .variant("product", ExperimentFailuresTest::product)
                .data(MadeExperiment.made(48, 1), bad)
                .run();
        assertEquals("ArithmeticException: loss is NaN on the test data", reason(results, "product"));
    }

    /** Lets infinities through, which a ReLU may not. */
    private static Model product() {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        var x = new Flatten().apply(new Multiply().apply(left, right));
        return new Model(List.of(left, right), new Dense(2).apply(x))
                .compile(new Adam(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    @Test
    void dataThatCannotBeMadeFailTheirSeedAlone() {
        Results results = MadeExperiment.experiment()
                .data(seed -> {
                    if (seed == 2) {
                        throw new UncheckedIOException("cannot read a.png", new IOException("truncated"));
                    }
                    return Split.of(MadeExperiment.made(48, 1), MadeExperiment.made(16, 3));
                })
                .run();
        assertEquals(
                List.of(2L, 2L),
                results.failures().stream().map(RunResult::seed).toList());
        assertEquals(
                "no data: UncheckedIOException: cannot read a.png (caused by IOException: truncated)",
                reason(results, "multiply"));
        assertEquals(List.of(2, 2), results.table().intColumn("runs").asList());
        assertFalse(results.table().doubleColumn("p_value").isMissing(1), "two pairs are left");
    }

    @Test
    void aBadFileFailsTheRunsThatReadIt() throws IOException {
        StringBuilder rows = new StringBuilder("left,right,class\n");
        for (int i = 0; i < 4; i++) {
            var image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
            image.setRGB(i, i, 0xFFFFFF);
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            rows.append(i + ".png," + i + ".png," + "ab".charAt(i % 2) + "\n");
        }
        Path csv = Files.writeString(folder.resolve("pairs.csv"), rows);
        Files.writeString(folder.resolve("2.png"), "no image");
        var data = new MultiInputGenerator(
                        Manifest.csv(csv).images("left", "right").label("class").open(), ImageForm.gray(8, 8))
                .onBadFile(BadFile.STOP);
        Results results = MadeExperiment.experiment()
                .data(seed -> seed == 1
                        ? Split.of(data, data)
                        : Split.of(MadeExperiment.made(8, seed), MadeExperiment.made(8, 9)))
                .allowSharedSamples()
                .directory(folder.resolve("runs of it"))
                .run();
        assertEquals(2, results.failures().size());
        String reason = reason(results, "concat");
        assertTrue(reason.startsWith("BadFileException: cannot read 2.png"), reason);
        assertEquals(reason, reason(results, "multiply"));
    }

    @Test
    void ofOneRunNothingIsSaidAboutSpread() {
        Results results = MadeExperiment.experiment().seed(4).run();
        Table table = results.table();
        assertFalse(table.doubleColumn("accuracy").isMissing(1));
        assertFalse(table.doubleColumn("difference").isMissing(1));
        for (String column : List.of("accuracy_std", "accuracy_low", "accuracy_high", "p_value")) {
            assertTrue(table.doubleColumn(column).isMissing(1), column);
        }
        assertFalse(results.toString().contains("NaN"), results.toString());
    }

    /** Interrupts the thread in a step of the run of a number. */
    private static ExperimentListener interruptIn(int number) {
        return new ExperimentListener() {
            @Override
            public void onStep(RunLabel label, Callback.Run training) {
                if (label.number() == number && training.epoch() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Test
    void anInterruptLeavesWhatIsDone() throws IOException {
        Results stopped = MadeExperiment.experiment()
                .directory(folder)
                .listeners(interruptIn(4))
                .run();
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertFalse(stopped.complete());
        assertEquals(3, stopped.done().size());
        assertTrue(stopped.title().contains("3 of 6 runs done"), stopped.title());
        assertEquals(List.of(), stopped.failures());
        try (var files = Files.list(folder.resolve("runs"))) {
            assertEquals(3, files.count());
        }
        Results whole = MadeExperiment.experiment().directory(folder).run();
        assertEquals(stopped.done(), whole.done().subList(0, 3), "times too: they were not run again");
        assertEquals(
                MadeExperiment.timeless(MadeExperiment.experiment().run().table()),
                MadeExperiment.timeless(whole.table()));
    }

    @Test
    void anInterruptBeforeTheFirstRunDoesNothing() {
        Thread.currentThread().interrupt();
        Results results = MadeExperiment.experiment()
                .variant("other", () -> MadeExperiment.pairs(Fusion.average()))
                .directory(folder)
                .run();
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), results.done());
        assertEquals(3, results.table().rowCount());
        assertTrue(results.best().isEmpty());
    }
}
