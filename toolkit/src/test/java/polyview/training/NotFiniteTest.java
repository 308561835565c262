package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.data.Order;
import polyview.layers.BatchNormalization;
import polyview.layers.Dense;
import polyview.layers.Lambda;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.NotFiniteException;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** No weight takes a number that is not finite, no training that spoiled one says "done", and what was reached is kept. */
@Tag("training")
class NotFiniteTest {

    private static final String KEPT = "every weight is finite: as before this step, or as a callback has put it back";

    private static MemoryDataset numbers(float... x) {
        return Dataset.of(List.of(FloatArray.of(x, x.length, 1)), FloatArray.of(new float[x.length], x.length));
    }

    /** The same with targets of 1. */
    private static MemoryDataset toOne(float... x) {
        float[] ones = new float[x.length];
        Arrays.fill(ones, 1);
        return Dataset.of(List.of(FloatArray.of(x, x.length, 1)), FloatArray.of(ones, x.length));
    }

    /** {@code |w x|} as a root of a square: the gradient at x = 0 is 0 times 1/0, and the loss is finite. */
    private static Model rootNet(double rate) {
        var x = Input.of("x", 1);
        var wx = new Dense(1).useBias(false).name("dense").apply(x);
        var root = new Lambda((tf, v) -> tf.math.sqrt(tf.math.square(v))).apply(wx);
        return new Model(x, root).seed(3).compile(new SGD(rate), Loss.meanSquaredError());
    }

    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(1).shuffle(false).verbose(false).callbacks(callbacks);
    }

    private static DivergedException failure(Model model, MemoryDataset data, Fit fit) {
        return assertThrows(DivergedException.class, () -> model.fit(data, fit));
    }

    @Test
    void aGradientThatIsNaNInTheLastStepIsToldAndNotTaken() {
        MemoryDataset data = toOne(2, 0);
        try (var model = rootNet(0.1);
                var oneStep = rootNet(0.1)) {
            var e = failure(model, data, fit(1));
            assertEquals(
                    "gradient of dense/kernel is NaN in epoch 1, step 2: the loss is still finite, so look in layers and"
                            + " loss for the root or the norm of 0, or a division by 0 or an overflow that is masked"
                            + " afterwards; or try a learning rate of 0.01, a tenth of the 0.1 that was used; " + KEPT
                            + "\nthe batch held sample 1",
                    e.getMessage());
            assertEquals(List.of(1), e.samples());
            assertEquals(List.of(), e.history().epochs());
            assertEquals(History.Stop.FAILED, e.history().stop());
            assertEquals(1, e.history().steps());
            oneStep.engine().trainOnBatch(data.epoch(1, Order.asStored()).next());
            assertEquals(oneStep.weights(), model.weights());
            assertEquals(1, model.engine().step());
        }
    }

    @Test
    void theAdviceIsATenthOfTheRateOfThatStep() {
        try (var model = rootNet(0.5)) {
            String message = failure(model, toOne(2, 0), fit(1, LearningRateSchedule.at(1, 0.004)))
                    .getMessage();
            assertTrue(message.contains("try a learning rate of 4.0E-4, a tenth of the 0.004 that was used"), message);
        }
    }

    /** In the order of the seed, batches of ten: the one that holds the bad sample is told, and it is in it. */
    @Test
    void theSamplesOfTheBatchAreTold() {
        float[] values = new float[30];
        Arrays.fill(values, 2);
        // The root of the square of 0 has no gradient.
        values[17] = 0;
        try (var model = rootNet(0.001)) {
            var e = failure(model, toOne(values), fit(1).batchSize(10).shuffle(true));
            int[] visit = Order.shuffled(model.seed(), 0).permutation(30);
            List<Integer> batch = e.samples();
            assertEquals(10, batch.size());
            assertTrue(batch.contains(17), batch::toString);
            int begin = (int) model.engine().step() * 10;
            assertEquals(Arrays.stream(visit, begin, begin + 10).boxed().toList(), batch);
            assertTrue(e.getMessage().endsWith(", ... (10)"), e.getMessage());
        }
    }

    /** A data set of one's own need not tell which samples a batch holds. */
    @Test
    void theyAreToldOfADataSetThatDoesNotTellThemToo() {
        try (var model = rootNet(0.1)) {
            var e = assertThrows(
                    DivergedException.class, () -> model.fit(new ProbingDataset(toOne(2, 2, 0, 2)), fit(1)));
            assertEquals(List.of(2), e.samples());
        }
    }

    /** Inputs of 1e25 have a variance of 1e50, which no 32-bit float holds; what is normalised is 0, and so is the gradient. */
    @Test
    void aMovingVarianceThatOverflowsIsToldAndNotTaken() {
        var x = Input.of("x", 1);
        var y = new Dense(1)
                .apply(new BatchNormalization().center(false).name("norm").apply(x));
        try (var model = new Model(x, y).seed(1).compile(new SGD(), Loss.meanSquaredError())) {
            Map<String, FloatArray> before = model.weights();
            var fit = fit(1).batchSize(4);
            String message =
                    failure(model, numbers(1e25f, -1e25f, 2e25f, 0), fit).getMessage();
            assertTrue(
                    message.matches("(?s)(next value of norm/movingVariance|gradient of \\S+) is (NaN|Infinity) .*"),
                    message);
            assertEquals(before, model.weights());
        }
    }

    /** {@code w - rate * gradient} with a finite gradient: only the weight tells. */
    @Test
    void anUpdateThatOverflowsInTheLastStepIsTold() {
        try (var model = Samples.denseNet(1, 1).compile(new SGD(1e38), Loss.meanSquaredError())) {
            model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {5}, 1, 1)));
            // Loss (5 * 2)^2, gradient 2 * 10 * 2 = 40; 40e38 is more than 3.4e38.
            var e = failure(model, numbers(2), fit(1));
            assertTrue(
                    e.getMessage()
                            .startsWith("weight dense/kernel is -Infinity in epoch 1, step 1: try a learning rate of"
                                    + " 1.0E37, a tenth of the 1.0E38 that was used; weight dense/kernel is -Infinity, so"
                                    + " set"),
                    e.getMessage());
            // Going on is refused: a layer such as ReLU could hide it.
            assertEquals(
                    "weight dense/kernel is -Infinity",
                    assertThrows(NotFiniteException.class, () -> model.fit(numbers(2), fit(1)))
                            .getMessage());
        }
    }

    /** A gradient of 4e20 squared is more than a float holds: the second moment is infinite, and no step moves any more. */
    @Test
    void whatAnOptimizerKeepsIsLookedAtToo() {
        try (var model = Samples.denseNet(1, 1).compile(new Adam(0.1), Loss.meanSquaredError())) {
            model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {2}, 1, 1)));
            String message = failure(model, numbers(1e10f), fit(1)).getMessage();
            assertTrue(
                    message.startsWith("what the optimizer keeps, dense/kernel/v, is Infinity in epoch 1, step 1"),
                    message);
            // The weights are good: compiled anew, they go on.
            model.compile(new SGD(1e-3), Loss.meanSquaredError());
            model.fit(numbers(1), fit(1));
        }
    }

    /** Learns, and in the third epoch takes steps that are far too long. */
    private static DivergedException diverged(Model model, List<Map<String, FloatArray>> weights, Callback... more) {
        Callback spoiling = new Callback() {
            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                weights.add(run.engine().weights());
                if (log.epoch() == 2) {
                    run.engine().learningRate(1e37);
                }
            }
        };
        List<Callback> all = new ArrayList<>(List.of(spoiling));
        all.addAll(Arrays.asList(more));
        return failure(model, numbers(1, 2), fit(10, all.toArray(Callback[]::new)));
    }

    @Test
    void theBestWeightsAndTheHistoryAreKept() {
        List<Map<String, FloatArray>> weights = new ArrayList<>();
        try (var model = Samples.denseNet(1, 1).compile(new SGD(0.1), Loss.meanSquaredError())) {
            var e = diverged(
                    model, weights, EarlyStopping.on("loss").patience(5).restoreBestWeights(true));
            assertEquals(2, e.history().epochs().size());
            double[] losses = e.history().get("loss");
            assertTrue(losses[1] < losses[0]);
            assertEquals(weights.get(1), model.weights());
            assertTrue(e.getMessage().endsWith(KEPT + "\nthe batch held sample 1"), e.getMessage());
            assertTrue(Double.isFinite(model.evaluate(numbers(1, 2)).loss()));
        }
    }

    /** Whatever the error is, as of a file or of a callback. */
    @Test
    void otherErrorsKeepThemToo() {
        List<History> histories = new ArrayList<>();
        List<Map<String, FloatArray>> weights = new ArrayList<>();
        Callback failing = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                if (run.epoch() == 2 && run.samplesDone() == 2) {
                    throw new IllegalStateException("the disk is full");
                }
            }

            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                weights.add(run.engine().weights());
            }

            @Override
            public void onTrainFailed(Run run, History history) {
                histories.add(history);
            }
        };
        try (var model = Samples.denseNet(1, 1).compile(new SGD(0.1), Loss.meanSquaredError())) {
            var stopping = EarlyStopping.on("loss").restoreBestWeights(true);
            assertEquals(
                    "the disk is full",
                    assertThrows(IllegalStateException.class, () -> model.fit(numbers(1, 2), fit(3, failing, stopping)))
                            .getMessage());
            assertEquals(1, histories.get(0).epochs().size());
            assertEquals(weights.get(0), model.weights());
        }
    }

    @Test
    void valuesOfAnInfiniteMetricAreNotTheBest() {
        try (var model = Samples.denseNet(1, 1).compile(new SGD(0.1), Loss.meanSquaredError())) {
            var run = new FakeRun(model.engine(), Fit.epochs(3));
            run.values.put("loss", 0.0);
            var stopping = EarlyStopping.on("loss").patience(2);
            stopping.onTrainBegin(run);
            stopping.onEpochEnd(run, new History.EpochLog(1, Map.of("loss", Double.NEGATIVE_INFINITY), 1, 1));
            stopping.onEpochEnd(run, new History.EpochLog(2, Map.of("loss", 3.0), 1, 1));
            stopping.onEpochEnd(run, new History.EpochLog(3, Map.of("loss", 2.0), 1, 1));
            assertEquals(false, run.stopped);
        }
    }

    @Test
    void gradientsThatAreGivenAreHeldToTheSameRule() {
        try (var model = Samples.denseNet(1, 1).compile(new SGD(0.1), Loss.meanSquaredError());
                var root = rootNet(0.1)) {
            Map<String, FloatArray> before = model.weights();
            var nan = FloatArray.of(new float[] {Float.NaN}, 1);
            assertEquals(
                    "gradient of dense/bias is NaN",
                    assertThrows(NotFiniteException.class, () -> model.engine()
                                    .apply(
                                            Map.of("dense/kernel", FloatArray.zeros(Shape.of(1, 1)), "dense/bias", nan),
                                            Map.of()))
                            .getMessage());
            assertEquals(before, model.weights());
            assertEquals(0, model.engine().step());
            assertEquals(
                    "gradient of dense/kernel is NaN",
                    assertThrows(NotFiniteException.class, () -> root.engine().gradients(toOne(0).all()))
                            .getMessage());
        }
    }
}
