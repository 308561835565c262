package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.data.Epoch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.LoadReport;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.models.Trainer;
import polyview.optimizers.Adam;
import polyview.optimizers.Optimizer;
import polyview.optimizers.SGD;

/** A training that was saved and loaded goes on as one that had never stopped, which is what it is compared with here. */
@Tag("training")
class ResumeTest {

    private static final int EPOCHS = 6;
    private static final MemoryDataset DATA = Samples.pairs(22);
    private static final MemoryDataset VALID = Samples.pairs(9);

    @TempDir
    Path folder;

    /** Saves after each epoch, as whoever fears that the process is killed. */
    private record Saving(Path folder) implements Callback {
        @Override
        public void onEpochEnd(Run run, History.EpochLog log) {
            run.engine().saveWeights(folder.resolve(log.epoch() + ".npz"));
        }
    }

    /** With dropout and moving averages, and a schedule; five steps an epoch, the last of two samples. */
    private static Model pairNet(Optimizer optimizer) {
        return Samples.pairNet(7).compile(optimizer, Loss.softmaxCrossEntropy());
    }

    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs)
                .batchSize(5)
                .validation(VALID)
                .verbose(false)
                .callbacks(LearningRateSchedule.at(2, 0.05).andAt(4, 0.4).andAt(5, 0.02))
                .callbacks(callbacks);
    }

    private static EarlyStopping stopping() {
        return EarlyStopping.on("val_loss").patience(2).restoreBestWeights(true);
    }

    private static double[] tail(double[] values, int from) {
        return Arrays.copyOfRange(values, from, values.length);
    }

    /** Weights, losses of each epoch, rate and counts, bit by bit, from every end of an epoch. */
    private Stream<DynamicTest> fromEveryEpoch(Optimizer optimizer, boolean early) {
        Path files = folder.resolve(optimizer.name() + early);
        files.toFile().mkdirs();
        Callback[] callbacks = early ? new Callback[] {stopping()} : new Callback[0];
        // The one that saves stands first: what early stopping has seen in this epoch must be in the file all the same.
        Callback[] saving = Stream.concat(Stream.of(new Saving(files)), Stream.of(callbacks))
                .toArray(Callback[]::new);
        Map<String, FloatArray> weights;
        History whole;
        double rate;
        try (var straight = pairNet(optimizer)) {
            whole = straight.fit(DATA, fit(EPOCHS, saving));
            weights = straight.weights();
            rate = straight.engine().learningRate();
        }
        int last = whole.epochs().size();
        return IntStream.range(1, last)
                .mapToObj(epoch -> dynamicTest(optimizer + " after " + epoch, () -> {
                    try (var resumed = pairNet(optimizer)) {
                        LoadReport report = resumed.loadWeights(files.resolve(epoch + ".npz"));
                        assertEquals(epoch, report.epoch());
                        assertEquals(5L * epoch, report.step());
                        assertTrue(report.goesOn());
                        History rest = resumed.fit(DATA, fit(EPOCHS - epoch, callbacks));
                        assertEquals(weights, resumed.weights());
                        assertEquals(whole.stop(), rest.stop());
                        assertEquals(rate, resumed.engine().learningRate());
                        assertEquals(5L * last, resumed.engine().step());
                        assertEquals(epoch + 1, rest.epochs().get(0).epoch());
                        for (String column : List.of("loss", "val_loss")) {
                            assertArrayEquals(tail(whole.get(column), epoch), rest.get(column), column);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> fromTheEndOfEveryEpochItGoesOnToTheSameBits() {
        return Stream.of(new Adam(0.01), new SGD(0.1), new SGD(0.1, 0.9)).flatMap(o -> fromEveryEpoch(o, false));
    }

    @TestFactory
    Stream<DynamicTest> earlyStoppingRemembersItsBestAndWhatItWaited() {
        return fromEveryEpoch(new SGD(0.1, 0.9), true);
    }

    /** What the test above is worth: the training there is one that early stopping ends before its last epoch. */
    @Test
    void theTrainingAboveIsEndedEarly() {
        try (var model = pairNet(new SGD(0.1, 0.9))) {
            History history = model.fit(DATA, fit(EPOCHS, stopping()));
            assertEquals(History.Stop.CALLBACK, history.stop());
            assertTrue(history.epochs().size() > 3, history.toString());
        }
    }

    @Test
    void fitsOneAfterTheOtherAreAsOneInOneProcessToo() {
        try (var straight = pairNet(new Adam(0.01));
                var parts = pairNet(new Adam(0.01))) {
            History whole = straight.fit(DATA, fit(EPOCHS));
            List<History> histories =
                    List.of(parts.fit(DATA, fit(1)), parts.fit(DATA, fit(3)), parts.fit(DATA, fit(2)));
            assertEquals(straight.weights(), parts.weights());
            List<Integer> epochs = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            histories.forEach(h -> h.epochs().forEach(log -> {
                epochs.add(log.epoch());
                losses.add(log.get("loss"));
            }));
            assertEquals(List.of(1, 2, 3, 4, 5, 6), epochs);
            assertArrayEquals(
                    whole.get("loss"),
                    losses.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** One step from (0, 0) on (b - 8)^2 is better than all that a rate of 100 reaches afterwards. */
    @Test
    void theBestOfTheFirstFitComesBackAfterASecond() {
        var x = Input.of("x", 1);
        var data = Dataset.of(List.of(FloatArray.of(new float[] {0}, 1, 1)), FloatArray.of(new float[] {8}, 1));
        var stopping = EarlyStopping.on("val_loss").patience(3).restoreBestWeights(true);
        Fit fit = Fit.epochs(2).validation(data).verbose(false).callbacks(stopping);
        try (var model = new Model(x, new Dense(1).name("dense").apply(x))
                .seed(1)
                .compile(new SGD(0.25), Loss.meanSquaredError())) {
            model.fit(data, fit);
            // Halved twice from 8: the distance is 2.
            assertEquals(6, model.weights().get("dense/bias").get(0));
            model.engine().learningRate(2);
            model.fit(data, fit);
            assertEquals(6, model.weights().get("dense/bias").get(0));
            // Compiled anew, it is another training.
            model.compile(new SGD(2), Loss.meanSquaredError());
            model.fit(data, fit);
            // From a distance of 2, each step triples it: the first is the best of this training.
            assertEquals(8 + 3 * 2, model.weights().get("dense/bias").get(0));
        }
    }

    /** An object of options, used by two trainings whose epochs alternate, as a runner with several threads has it. */
    @Test
    void oneEarlyStoppingServesTwoTrainingsAtOnce() {
        var stopping = EarlyStopping.on("loss").patience(2);
        try (var one = pairNet(new SGD());
                var other = pairNet(new SGD())) {
            var falling = new FakeRun(one.engine(), Fit.epochs(4));
            var rising = new FakeRun(other.engine(), Fit.epochs(4));
            for (FakeRun run : List.of(falling, rising)) {
                run.values.put("loss", 0.0);
                stopping.onTrainBegin(run);
            }
            for (int epoch = 1; epoch <= 3; epoch++) {
                stopping.onEpochEnd(falling, new History.EpochLog(epoch, Map.of("loss", 10.0 - epoch), 1, 1));
                stopping.onEpochEnd(rising, new History.EpochLog(epoch, Map.of("loss", 1.0 + epoch), 1, 1));
            }
            assertFalse(falling.stopped);
            assertTrue(rising.stopped);
        }
    }

    /** A trainer that counts epochs, and does not tell which part of one is done. */
    private static Trainer<Long> silent(int steps) {
        return (engine, data) -> {
            engine.nextEpoch();
            try (Epoch pass = data.epoch(5, Order.asStored())) {
                for (int i = 0; i < steps; i++) {
                    engine.trainOnBatch(pass.next());
                }
            }
            return engine.step();
        };
    }

    @Test
    void theMiddleOfAnEpochIsRefusedWhereNothingTellsWhatWasDone() {
        Path file = folder.resolve("middle.npz");
        try (var broken = pairNet(new Adam());
                var resumed = pairNet(new Adam());
                var alone = Samples.pairNet(7)) {
            broken.fit(DATA, silent(3));
            assertEquals(3, broken.engine().stepsInEpoch());
            broken.saveWeights(file);
            Map<String, FloatArray> untouched = resumed.weights();
            refused(
                    file + " was saved in epoch 1, after 3 steps of it, and a training goes on only from the end of an"
                            + " epoch: save it there, as in onEpochEnd of a callback; to take the weights alone, load them"
                            + " before compile",
                    () -> resumed.loadWeights(file));
            assertEquals(untouched, resumed.weights());
            assertEquals(0, resumed.engine().step());
            assertEquals(
                    "weights alone, the training begins anew: the model is not compiled",
                    alone.loadWeights(file).toString());
            assertEquals(broken.weights(), alone.weights());
        }
    }

    @Test
    void anInterruptedTrainingGoesOnInTheMiddleOfTheEpochFromItsFileAndHereWithTheNextOne() throws IOException {
        Callback interrupting = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                if (run.engine().step() == 8) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Path file = folder.resolve("middle.npz");
        try (var broken = pairNet(new Adam());
                var resumed = pairNet(new Adam());
                var straight = pairNet(new Adam())) {
            History history =
                    broken.fit(DATA, Fit.epochs(4).batchSize(5).verbose(false).callbacks(interrupting));
            assertTrue(Thread.interrupted());
            assertEquals(History.Stop.INTERRUPTED, history.stop());
            assertEquals(3, broken.engine().stepsInEpoch());
            broken.saveWeights(file);
            assertEquals(
                    "the training goes on in epoch 2, after step 8, with learning rate 0.001 and seed 7",
                    resumed.loadWeights(file).toString());
            // Saved again before its next step, it is the same.
            Path again = folder.resolve("again.npz");
            resumed.saveWeights(again);
            assertEquals(-1, Files.mismatch(file, again));
            straight.fit(DATA, Fit.epochs(4).batchSize(5).verbose(false));
            resumed.fit(DATA, Fit.untilEpoch(4).batchSize(5).verbose(false));
            assertEquals(straight.weights(), resumed.weights());
            // In the same process it may go on: with the next epoch, to whose end it can be saved again.
            assertEquals(
                    3,
                    broken.fit(DATA, Fit.epochs(1).batchSize(5).verbose(false))
                            .epochs()
                            .get(0)
                            .epoch());
            broken.saveWeights(file);
            assertEquals(3, resumed.loadWeights(file).epoch());
        }
    }

    /** An interrupt before the first step of an epoch leaves the training at the end of the one before. */
    @Test
    void anEpochWithoutAStepDoesNotCount() {
        Callback interrupting = new Callback() {
            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                if (log.epoch() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (var broken = pairNet(new Adam());
                var straight = pairNet(new Adam())) {
            broken.fit(DATA, fit(4, interrupting));
            assertTrue(Thread.interrupted());
            assertEquals(2, broken.engine().epochs());
            broken.fit(DATA, fit(2));
            straight.fit(DATA, fit(4));
            assertEquals(straight.weights(), broken.weights());
        }
    }

    private static Model unseeded() {
        var x = Input.of("x", 3);
        return new Model(x, new Dense(2).name("dense").apply(x)).compile(new SGD(0.1), Loss.softmaxCrossEntropy());
    }

    @Test
    void theSeedThatNobodyGaveComesFromTheFile() {
        MemoryDataset rows = Samples.rows(40, 3, 2);
        Fit two = Fit.epochs(2).batchSize(4).verbose(false);
        Path file = folder.resolve("weights.npz");
        try (var first = unseeded();
                var second = unseeded()) {
            first.fit(rows, two);
            first.saveWeights(file);
            assertNotEquals(first.seed(), second.seed());
            LoadReport report = second.loadWeights(file);
            assertEquals(first.seed(), second.seed());
            assertEquals(
                    "the training goes on after epoch 2, step 20, with learning rate 0.1 and seed " + first.seed(),
                    report.toString());
            assertEquals(first.fit(rows, two).seed(), second.fit(rows, two).seed());
            assertEquals(first.weights(), second.weights());
            // It stays when the model is compiled anew.
            second.compile(new SGD(), Loss.softmaxCrossEntropy());
            assertEquals(first.seed(), second.seed());
        }
    }

    @Test
    void anotherSeedThatWasGivenIsRefused() {
        Path file = folder.resolve("weights.npz");
        try (var first = pairNet(new Adam());
                var second = Samples.pairNet(8).compile(new Adam(), Loss.softmaxCrossEntropy());
                var momentum = Samples.pairNet(8).compile(new SGD(0.1, 0.9), Loss.softmaxCrossEntropy())) {
            first.saveWeights(file);
            refused(
                    file
                            + " was saved in a training of seed 7, this model has seed 8: give it seed(7) to go on; to take"
                            + " the weights alone, load them before compile",
                    () -> second.loadWeights(file));
            // Another optimizer takes the weights alone, and says so.
            LoadReport report = momentum.loadWeights(file);
            assertFalse(report.goesOn());
            assertTrue(report.toString().startsWith("weights alone, the training begins anew: the optimizer keeps ["));
            assertEquals(8, momentum.seed());
        }
    }
}
