package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** A model in one file that trains on, without the code that built it, to the same bits. */
@Tag("training")
class SavedTrainingTest {

    private static final MemoryDataset DATA = Samples.pairs(22);
    private static final Fit FIT = Fit.untilEpoch(3).batchSize(5).verbose(false);

    @TempDir
    Path folder;

    private static Model model() {
        return Samples.pairNet(7).compile(new Adam(0.01).useEma(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    @Test
    void itTrainsOnAsTheModelWould() {
        Path file = folder.resolve("training.zip");
        var saving = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                if (run.step() == 7) {
                    run.engine().saveForTraining(file);
                }
            }
        };
        try (Model straight = model()) {
            History whole = straight.fit(DATA, FIT.callbacks(saving));
            try (Engine loaded = Engine.load(file)) {
                assertEquals(7, loaded.step());
                assertEquals(7, loaded.seed());
                History rest = loaded.fit(DATA, FIT);
                assertEquals(straight.weights(), loaded.weights());
                assertEquals(straight.engine().averages(), loaded.averages());
                assertEquals(8, rest.steps());
                for (History.EpochLog log : rest.epochs()) {
                    assertEquals(whole.epochs().get(log.epoch() - 1).values(), log.values());
                }
                assertEquals(straight.evaluate(DATA), loaded.evaluate(DATA, 32));
            }
        }
    }

    @Test
    void beforeItsFirstStepItIsTheSameModel() {
        Path file = folder.resolve("first.zip");
        Map<String, FloatArray> weights;
        try (Model straight = model()) {
            straight.saveForTraining(file);
            straight.fit(DATA, FIT);
            weights = straight.weights();
        }
        try (Engine loaded = Engine.load(file)) {
            loaded.fit(DATA, FIT);
            assertEquals(weights, loaded.weights());
        }
    }

    @Test
    void aModelThatIsNotCompiledIsRefused() {
        try (Model model = Samples.pairNet(7)) {
            assertEquals(
                    "the model is not compiled: call compile before training or evaluating it",
                    assertThrows(IllegalStateException.class, () -> model.saveForTraining(folder.resolve("none.zip")))
                            .getMessage());
        }
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void loadWeightsRefusesItAndDamageIsSeen() throws IOException {
        Path file = folder.resolve("training.zip");
        try (Model model = model()) {
            model.saveForTraining(file);
            refused(
                    file + " holds a whole model: read it with Engine.load; loadWeights reads what saveWeights wrote",
                    () -> model.loadWeights(file));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at : List.of(10, whole.length / 3, whole.length / 2, whole.length - 500, whole.length - 1)) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 4;
            Files.write(file, bytes);
            String message = assertThrows(UncheckedIOException.class, () -> Engine.load(file))
                    .getMessage();
            assertTrue(message.startsWith("cannot read " + file), message);
        }
    }
}
