package outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;

/**
 * Callbacks of a user's own, in a package of their own.
 *
 * <p>All train one bias b, which starts at 0 and is to become 8: the loss is (b - 8)², its slope 2 (b - 8), so a step of gradient
 * descent with rate r leaves the part 1 - 2 r of the distance. With rate 0.25 the biases after the steps are 4, 6, 7, 7.5, ...,
 * and all these numbers are exact in 32 bits.
 */
class CallbackTest {

    private static final MemoryDataset EIGHT = new MemoryDataset(
            List.of(FloatArray.of(new float[2], 2, 1)), List.of(FloatArray.of(new float[] {8, 8}, 2)));
    private static final MemoryDataset FOUR =
            new MemoryDataset(List.of(FloatArray.of(new float[1], 1, 1)), List.of(FloatArray.of(new float[] {4}, 1)));

    private static Model bias() {
        var x = Input.of("x", 1);
        var out = new Dense(1)
                .name("dense")
                .kernelInitializer(Initializer.zeros())
                .apply(x);
        return new Model(x, out).seed(1).compile(new SGD(0.25), Loss.meanSquaredError());
    }

    /** One sample a step, in the order stored: an epoch has two steps. */
    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(1).shuffle(false).verbose(false).callbacks(callbacks);
    }

    private static float b(Model model) {
        return model.weights().get("dense/bias").get(0);
    }

    /** Puts the mean of the weights after each step into the model at the end of the training. */
    private static final class Averaging implements Callback {
        private final Map<String, float[]> sums = new HashMap<>();
        private int steps;

        @Override
        public void onTrainBegin(Run run) {
            sums.clear();
            steps = 0;
        }

        @Override
        public void onBatchEnd(Run run) {
            steps++;
            run.engine().weights().forEach((name, now) -> {
                float[] sum = sums.computeIfAbsent(name, n -> new float[now.values().length]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += now.values()[i];
                }
            });
        }

        @Override
        public void onTrainEnd(Run run, History history) {
            Map<String, FloatArray> means = new HashMap<>();
            run.engine().weights().forEach((name, last) -> {
                float[] mean = sums.get(name).clone();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] /= steps;
                }
                means.put(name, FloatArray.of(mean, last.shape().asArray()));
            });
            run.engine().setWeights(means);
        }
    }

    @Test
    void averagedWeightsAreTheMeanOfThoseAfterEachStep() {
        try (Model plain = bias();
                Model averaged = bias()) {
            plain.fit(EIGHT, fit(2));
            averaged.fit(EIGHT, fit(2, new Averaging()));
            assertEquals(7.5f, b(plain));
            assertEquals((4 + 6 + 7 + 7.5f) / 4, b(averaged));
            // What predictions and evaluation see: the bias itself, and its squared distance.
            assertEquals(6.125f, averaged.predict(EIGHT).get(0, 0));
            assertEquals(1.875 * 1.875, averaged.evaluate(EIGHT).loss(), 1e-6);
        }
    }

    /** Writes a row for each epoch. */
    private record CsvLogger(Path file) implements Callback {
        @Override
        public void onTrainBegin(Run run) {
            write("epoch," + run.values().keySet().stream().collect(Collectors.joining(",")), false);
        }

        @Override
        public void onEpochEnd(Run run, History.EpochLog log) {
            write(
                    run.epoch() + ","
                            + run.values().keySet().stream()
                                    .map(name -> String.valueOf(log.get(name)))
                                    .collect(Collectors.joining(","))
                            + "," + log.get("val_loss"),
                    true);
        }

        private void write(String line, boolean append) {
            try {
                String before = append ? Files.readString(file) : "";
                Files.writeString(file, before + line + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage() + ": the log cannot be written", e);
            }
        }
    }

    @Test
    void aLogHasTheLossesOfTheEpochsAndOfTheValidation(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("log.csv");
        try (Model model = bias()) {
            model.fit(EIGHT, fit(2, new CsvLogger(file)).validation(FOUR));
        }
        // Before the steps b is 0 and 4, then 6 and 7: means of 64, 16 and of 4, 1. After them 6 and 7.5, which are to
        // be 4.
        assertEquals(List.of("epoch,loss", "1,40.0,4.0", "2,2.5,12.25"), Files.readAllLines(file));
    }

    @Test
    void whatACallbackThrowsEndsTheTraining(@TempDir Path folder) {
        Path nowhere = folder.resolve("none").resolve("log.csv");
        try (Model model = bias()) {
            var e = assertThrows(UncheckedIOException.class, () -> model.fit(EIGHT, fit(2, new CsvLogger(nowhere))));
            assertEquals(nowhere + ": the log cannot be written", e.getMessage());
            assertEquals(0, b(model), "no step was done");
        }
    }

    /** Ends the training after a step, and notes what it was told. */
    private static final class StopAfter implements Callback {
        private final int last;
        private final List<String> told = new ArrayList<>();

        StopAfter(int last) {
            this.last = last;
        }

        @Override
        public void onTrainBegin(Run run) {
            told.add("begin " + run.epoch());
        }

        @Override
        public void onBatchEnd(Run run) {
            told.add("step " + run.engine().step() + ", " + run.samplesDone() + " of " + run.samples());
            if (run.engine().step() == last) {
                run.stop();
            }
        }

        @Override
        public void onEpochEnd(Run run, History.EpochLog log) {
            told.add("epoch " + log.epoch());
        }

        @Override
        public void onTrainEnd(Run run, History history) {
            told.add("end " + history.stop() + " after " + history.steps());
        }
    }

    @Test
    void aStopAfterAStepLeavesTheEpochUnfinished() {
        var stop = new StopAfter(3);
        try (Model model = bias()) {
            History history = model.fit(EIGHT, fit(9, stop));
            assertEquals(7, b(model), "three steps");
            assertArrayEquals(new double[] {40}, history.get("loss"), "the first epoch alone was finished");
            assertEquals(
                    List.of(
                            "begin 0",
                            "step 1, 1 of 2",
                            "step 2, 2 of 2",
                            "epoch 1",
                            "step 3, 1 of 2",
                            "end CALLBACK after 3"),
                    stop.told);
        }
    }

    /** Halves the learning rate after each epoch. */
    private static final class Halving implements Callback {
        @Override
        public void onEpochEnd(Run run, History.EpochLog log) {
            run.engine().learningRate(run.engine().learningRate() / 2);
        }
    }

    @Test
    void aLearningRateCountsFromTheNextStepOn() {
        try (Model model = bias()) {
            // Rate 0.25: distances 8, 4, 2. Rate 0.125 leaves three quarters: 1.5, 1.125. Squares of those before each
            // step.
            History history = model.fit(EIGHT, fit(2, new Halving()));
            assertArrayEquals(new double[] {(64 + 16) / 2.0, (4 + 2.25) / 2}, history.get("loss"));
            assertEquals(8 - 1.125f, b(model));
            assertEquals(0.0625, model.engine().learningRate());
        }
    }

    @Test
    void callbacksAreCalledInTheOrderGiven() {
        // The averaging puts 5 (of 4 and 6) at the end; whoever comes after it sees that, whoever before it does not.
        List<Float> seen = new ArrayList<>();
        Callback look = new Callback() {
            @Override
            public void onTrainEnd(Run run, History history) {
                seen.add(run.engine().weights().get("dense/bias").get(0));
            }
        };
        try (Model model = bias()) {
            model.fit(EIGHT, fit(1, look, new Averaging(), look));
        }
        assertEquals(List.of(6f, 5f), seen);
    }
}
