package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** What a model, a training and its callbacks remember is what they tell. */
@Tag("training")
class StateTest {

    private static final MemoryDataset ROWS =
            new MemoryDataset(List.of(Samples.uniform(1, 8, 3)), List.of(Samples.uniform(2, 8, 2)));

    private static Fit epochs(int count, Callback... callbacks) {
        return Fit.epochs(count).batchSize(4).callbacks(callbacks).verbose(false);
    }

    private static Model squares(double rate) {
        return Samples.denseNet(3, 2).compile(new SGD(rate), Loss.meanSquaredError());
    }

    @Test
    void aLayerFixedAfterCompileIsRefusedAndToldAsItWasCompiled() {
        var x = Input.of("x", 3);
        var layer = new Dense(2).name("dense");
        try (var model = new Model(x, layer.apply(x)).seed(1)) {
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            layer.trainable(false);
            assertEquals(8, model.summary().trainable());
            assertEquals(
                    "trainable of dense was set to false after compile: compile again, so that it takes effect, or set it back",
                    assertThrows(IllegalStateException.class, () -> model.fit(ROWS, epochs(1)))
                            .getMessage());
            model.compile(new SGD(0.1), Loss.meanSquaredError());
            assertEquals(0, model.summary().trainable());
            var before = model.weights();
            model.fit(ROWS, epochs(1));
            assertEquals(before, model.weights());
        }
    }

    @Test
    void aScheduleGoesOnInASecondFitAndAfterLoading(@TempDir Path folder) {
        var schedule = LearningRateSchedule.at(2, 0.05).andAt(4, 0.01);
        Path file = folder.resolve("weights.npz");
        try (var whole = squares(0.1);
                var parts = squares(0.1);
                var loaded = squares(0.1)) {
            whole.fit(ROWS, epochs(5, schedule));
            parts.fit(ROWS, epochs(3, schedule));
            parts.saveWeights(file);
            parts.fit(ROWS, epochs(2, schedule));
            loaded.loadWeights(file);
            loaded.fit(ROWS, epochs(2, schedule));
            assertEquals(0.01, parts.engine().learningRate());
            assertEquals(whole.weights(), parts.weights());
            assertEquals(whole.weights(), loaded.weights());
        }
    }

    @Test
    void earlyStoppingKeepsItsBestInASecondFit() {
        try (var model = squares(0.01)) {
            var stopping = EarlyStopping.on("loss").patience(2).restoreBestWeights(true);
            model.fit(ROWS, epochs(3, stopping));
            var best = model.weights();
            // All that follows is worse than what the first fit has reached, so its weights are the best.
            model.setWeights(Map.of("dense/bias", FloatArray.of(new float[] {50, 50}, 2)));
            var history = model.fit(ROWS, epochs(9, stopping));
            assertEquals(2, history.epochs().size());
            assertEquals(best, model.weights(), () -> "after " + history);
        }
    }

    @Test
    void neitherCompileNorFitRunsInsideFit() {
        try (var model = squares(0.1)) {
            List<String> refused = new ArrayList<>();
            Callback inside = new Callback() {
                @Override
                public void onEpochEnd(Run run, History.EpochLog log) {
                    refused.add(assertThrows(
                                    IllegalStateException.class,
                                    () -> model.compile(new SGD(), Loss.meanSquaredError()))
                            .getMessage());
                    refused.add(assertThrows(IllegalStateException.class, () -> model.fit(ROWS, epochs(1)))
                            .getMessage());
                }
            };
            model.fit(ROWS, epochs(1, inside));
            assertEquals(
                    List.of(
                            "the model is being trained: compile it when that is over, not in a callback of it",
                            "the model is being trained: train it again when that is over, not in a callback of it"),
                    refused);
            // Afterwards both are free again.
            model.compile(new SGD(0.1), Loss.meanSquaredError()).fit(ROWS, epochs(1));
        }
    }
}
