package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.layers.Lambda;
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
                    "trainable of weight dense/kernel was changed after compile: compile the model again",
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

    /** The root of |x - x|: its value is 0, its slope is not a number. */
    private static Model rootAtZero() {
        var x = Input.of("x", 3);
        var y = new Dense(2).name("dense").apply(x);
        var root = new Lambda((tf, v) -> tf.math.add(v, tf.math.sqrt(tf.math.sub(v, tf.stopGradient(v))))).apply(y);
        return new Model(x, root).seed(1).compile(new SGD(0.01), Loss.meanSquaredError());
    }

    @Test
    void aGradientThatIsNotFiniteIsFoundInTheLastStepToo() {
        try (var model = rootAtZero()) {
            var one = Fit.epochs(1).batchSize(8).verbose(false);
            var failed = assertThrows(DivergedException.class, () -> model.fit(ROWS, one));
            assertTrue(
                    failed.getMessage()
                            .matches(
                                    "weight dense/(kernel|bias) holds (NaN|-?Infinity) after the step in epoch 1, step 1, though"
                                            + " its loss was finite: look for .*, or try a learning rate of 0.001; the weights are"
                                            + " spoiled, so build or load the model anew"),
                    failed.getMessage());
            assertEquals(0, failed.history().epochs().size());
            assertEquals(History.Stop.DIVERGED, failed.history().stop());
        }
    }

    @Test
    void whatWasReachedBeforeIsKeptWhenATrainingDiverges() {
        List<Map<String, FloatArray>> atEnds = new ArrayList<>();
        Callback tooFast = new Callback() {
            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                atEnds.add(run.engine().weights());
                if (log.epoch() == 3) {
                    run.engine().learningRate(1e38);
                }
            }
        };
        var stopping = EarlyStopping.on("loss").patience(5).restoreBestWeights(true);
        try (var model = squares(0.01)) {
            var failed = assertThrows(DivergedException.class, () -> model.fit(ROWS, epochs(9, stopping, tooFast)));
            assertEquals(3, failed.history().epochs().size());
            double[] losses = failed.history().get("loss");
            assertTrue(losses[2] < losses[1] && losses[1] < losses[0]);
            assertEquals(atEnds.get(2), model.weights());
            assertTrue(
                    failed.getMessage()
                            .endsWith(
                                    "; the weights of an earlier epoch are back, and to train on the model must be compiled"
                                            + " anew"),
                    failed.getMessage());
            assertTrue(failed.getMessage().contains("try a learning rate of 1.0E37"), failed.getMessage());
        }
    }

    @Test
    void eightFirstPredictionsAtOnceGiveWhatOneGives() throws Exception {
        FloatArray input = Samples.uniform(3, 5, 3);
        float[] expected;
        try (var alone = Samples.denseNet(3, 2)) {
            expected = alone.predict(input).values();
        }
        for (int round = 0; round < 5; round++) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            var together = new CyclicBarrier(8);
            try (var model = Samples.denseNet(3, 2)) {
                List<Future<float[]>> results = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    results.add(threads.submit(() -> {
                        together.await();
                        return model.predict(input).values();
                    }));
                }
                for (Future<float[]> result : results) {
                    assertArrayEquals(expected, result.get());
                }
            } finally {
                threads.shutdown();
            }
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
                            "the model is trained just now: compile it before fit or after it",
                            "the model is trained already: a callback cannot call fit"),
                    refused);
            // Afterwards both are free again.
            model.compile(new SGD(0.1), Loss.meanSquaredError()).fit(ROWS, epochs(1));
        }
    }
}
