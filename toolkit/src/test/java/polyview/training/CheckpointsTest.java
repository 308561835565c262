package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** Checkpoints are there when they must be, stay as long as they must, and are gone on from. */
@Tag("training")
class CheckpointsTest {

    private static final MemoryDataset DATA = Samples.rows(20, 3, 2);
    private static final MemoryDataset VALID = Samples.rows(9, 3, 2);

    @TempDir
    Path folder;

    private static Model model() {
        return Samples.denseNet(3, 2).compile(new Adam(0.01), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** Five steps an epoch. */
    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.untilEpoch(epochs)
                .batchSize(4)
                .validation(VALID)
                .verbose(false)
                .callbacks(callbacks);
    }

    private static List<String> names(Checkpoints checkpoints) {
        return checkpoints.files().stream()
                .map(file -> file.getFileName().toString().replaceAll("checkpoint-0*|\\.npz", ""))
                .toList();
    }

    /** Which steps were saved, seen by whoever is called after it. */
    private static List<String> saved(Checkpoints checkpoints, int epochs) {
        try (Model model = model()) {
            model.fit(DATA, fit(epochs, checkpoints.keep(1000)));
        }
        return names(checkpoints);
    }

    @Test
    void oneIsSavedAtTheEndOfEachEpoch() {
        assertEquals(List.of("5", "10", "15"), saved(Checkpoints.in(folder), 3));
    }

    @Test
    void orOfEverySecondEpochAndOfTheLast() {
        assertEquals(List.of("10", "20", "25"), saved(Checkpoints.in(folder).everyEpochs(2), 5));
    }

    @Test
    void andAfterEverySoManySteps() {
        assertEquals(
                List.of("3", "5", "6", "9", "10"), saved(Checkpoints.in(folder).everySteps(3), 2));
    }

    @Test
    void andAfterEverySoManySeconds() {
        assertEquals(
                List.of("1", "2", "3", "4", "5"), saved(Checkpoints.in(folder).everySeconds(1e-9), 1));
        Path another = folder.resolve("another");
        assertEquals(List.of("5"), saved(Checkpoints.in(another).everySeconds(3600), 1));
    }

    @Test
    void theNewestStay() {
        var checkpoints = Checkpoints.in(folder).everySteps(1).keep(2);
        try (Model model = model()) {
            model.fit(DATA, fit(3, checkpoints));
        }
        assertEquals(List.of("14", "15"), names(checkpoints));
    }

    @Test
    void aTrainingThatIsStoppedInTheMiddleIsSavedThere() {
        var checkpoints = Checkpoints.in(folder);
        var stopping = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                if (run.step() == 7) {
                    run.stop();
                }
            }
        };
        Map<String, FloatArray> straight;
        try (Model model = model()) {
            // Given after it, and called before it.
            model.fit(DATA, fit(3, checkpoints, stopping));
        }
        assertEquals(List.of("5", "7"), names(checkpoints));
        try (Model model = model()) {
            model.fit(DATA, fit(3));
            straight = model.weights();
        }
        try (Model model = model()) {
            assertEquals(
                    "the training goes on in epoch 2, after step 7, with learning rate 0.01 and seed 11",
                    checkpoints.resume(model).orElseThrow().toString());
            History rest = model.fit(DATA, fit(3, checkpoints));
            assertEquals(straight, model.weights());
            assertEquals(8, rest.steps());
        }
    }

    @Test
    void aTrainingThatEarlyStoppingHasEndedStaysEnded() {
        var checkpoints = Checkpoints.in(folder);
        var stopping = EarlyStopping.on("val_accuracy").patience(2).restoreBestWeights(true);
        Map<String, FloatArray> weights;
        int epochs;
        try (Model model = model()) {
            epochs = model.fit(DATA, fit(50, checkpoints, stopping)).epochs().size();
            weights = model.weights();
        }
        assertTrue(epochs < 50);
        try (Model model = model()) {
            checkpoints.resume(model);
            History nothing = model.fit(DATA, fit(50, checkpoints, stopping));
            assertEquals(0, nothing.steps());
            assertEquals(History.Stop.CALLBACK, nothing.stop());
            assertEquals(weights, model.weights());
        }
    }

    @Test
    void theBestEpochIsKeptAcrossARestart() {
        var checkpoints = Checkpoints.in(folder).best("val_accuracy");
        double best = 0;
        Map<String, FloatArray> weights = Map.of();
        try (Model model = model()) {
            for (int epoch = 1; epoch <= 6; epoch++) {
                History one = model.fit(DATA, fit(epoch, checkpoints));
                if (one.get("val_accuracy")[0] > best) {
                    best = one.get("val_accuracy")[0];
                    weights = model.weights();
                }
            }
        }
        try (Model model = model()) {
            checkpoints.resume(model);
            // The rest is worse than nothing: the best file must stay.
            model.engine().learningRate(1e-9);
            double later = model.fit(DATA, fit(7, checkpoints)).get("val_accuracy")[0];
            assertTrue(later <= best);
            model.loadWeights(checkpoints.bestFile());
            assertEquals(weights, model.weights());
        }
    }

    @Test
    void aFolderWithoutFilesHasNothingToGoOnFrom() {
        try (Model model = model()) {
            assertEquals(
                    Optional.empty(), Checkpoints.in(folder.resolve("none")).resume(model));
            assertEquals(Optional.empty(), Checkpoints.in(folder).resume(model));
        }
    }

    @Test
    void aDamagedFileIsPassedOverAndOnlyDamagedOnesAreRefused() throws IOException {
        var checkpoints = Checkpoints.in(folder);
        saved(checkpoints, 2);
        damage(checkpoints.files().get(1));
        try (Model model = model()) {
            assertEquals(5, checkpoints.resume(model).orElseThrow().step());
        }
        damage(checkpoints.files().get(0));
        try (Model model = model()) {
            Map<String, FloatArray> before = model.weights();
            String message = assertThrows(UncheckedIOException.class, () -> checkpoints.resume(model))
                    .getMessage();
            assertTrue(message.startsWith("cannot read " + checkpoints.files().get(0) + ": it is damaged"), message);
            assertEquals(before, model.weights());
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void theFilesOfAnotherTrainingAreRefusedWithTheModelUntouched() {
        var checkpoints = Checkpoints.in(folder);
        saved(checkpoints, 1);
        Path file = checkpoints.files().get(0);
        try (Model other = Samples.denseNet(4, 2).compile(new Adam(), Loss.softmaxCrossEntropy());
                Model optimizer = Samples.denseNet(3, 2).compile(new SGD(0.1, 0.9), Loss.softmaxCrossEntropy());
                Model plain = Samples.denseNet(3, 2)) {
            Map<String, FloatArray> before = optimizer.weights();
            refused(
                    "weight dense/kernel has shape [4, 2], " + file + " has it with shape [3, 2]",
                    () -> checkpoints.resume(other));
            refused(
                    file
                            + " cannot be gone on with: the optimizer keeps [dense/kernel/velocity, dense/bias/velocity], the"
                            + " file has [dense/kernel/m, dense/kernel/v, dense/bias/m, dense/bias/v]",
                    () -> checkpoints.resume(optimizer));
            refused(file + " cannot be gone on with: the model is not compiled", () -> checkpoints.resume(plain));
            assertEquals(before, optimizer.weights());
        }
    }

    @Test
    void whatAProcessHasLeftThatWasEndedIsClearedAway() throws IOException {
        // No process has this number: the largest of Linux is 2^22.
        Path left = Files.write(folder.resolve("checkpoint-0000000005.npz.99999999.123.part"), new byte[] {1});
        Path running =
                Files.write(folder.resolve("best.npz." + ProcessHandle.current().pid() + ".123.part"), new byte[] {1});
        Path others = Files.write(folder.resolve("mine.npz.99999999.123.part"), new byte[] {1});
        saved(Checkpoints.in(folder), 1);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(running));
        assertTrue(Files.exists(others));
    }

    @Test
    void badOptionsAreRefused() {
        var checkpoints = Checkpoints.in(folder);
        refused("epochs must be positive, got 0", () -> checkpoints.everyEpochs(0));
        refused("steps must be positive, got 0", () -> checkpoints.everySteps(0));
        refused("seconds must be positive, got 0.0", () -> checkpoints.everySeconds(0));
        refused("keep must be positive, got 0", () -> checkpoints.keep(0));
        try (Model model = model()) {
            refused(
                    "no value named val_f1; there are [loss, accuracy, val_loss, val_accuracy]",
                    () -> model.fit(DATA, fit(1, Checkpoints.in(folder).best("val_f1"))));
            assertEquals(0, model.engine().step());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeTheFirstStep() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[0]);
        try (Model model = model()) {
            String message = assertThrows(
                            UncheckedIOException.class, () -> model.fit(DATA, fit(1, Checkpoints.in(file))))
                    .getMessage();
            assertTrue(message.startsWith("cannot make the folder " + file + ": "), message);
            assertEquals(0, model.engine().step());
        }
    }
}
