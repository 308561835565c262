package polyview.training.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;
import polyview.training.Callback;
import polyview.training.Checkpoints;
import polyview.training.Fit;
import polyview.training.LearningRateSchedule;
import polyview.training.ReduceOnPlateau;

/** Schedules in a training: which rate each step has, and what is refused. */
@Tag("training")
class ScheduleTest {

    private static final MemoryDataset ROWS = Samples.rows(20, 3, 2);

    @TempDir
    private Path folder;

    private static final class Rates implements Callback {
        private final List<Double> seen = new ArrayList<>();

        @Override
        public void onBatchEnd(Run run) {
            seen.add(run.engine().learningRate());
        }
    }

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new SGD(7), Loss.softmaxCrossEntropy());
    }

    /** Four steps an epoch. */
    private static Fit fit(int epochs, Callback... callbacks) {
        return Fit.epochs(epochs).batchSize(5).verbose(false).callbacks(callbacks);
    }

    private static List<Double> expected(Schedule schedule, int steps) {
        return IntStream.range(0, steps).mapToObj(schedule::rate).toList();
    }

    @Test
    void eachStepHasItsRateAlsoInASecondFit() {
        Schedule schedule = new CosineDecay(0.5, 12).alpha(0.125).warmUp(3, 0.25);
        Rates rates = new Rates();
        try (var model = net()) {
            model.fit(ROWS, fit(2, schedule, rates));
            model.fit(ROWS, fit(2, schedule, rates));
        }
        assertEquals(expected(schedule, 16), rates.seen);
    }

    /** The step of a rate of 0.25 halves the distance, that of 0 leaves it. */
    @Test
    void aRateOfZeroChangesNoWeight() {
        Schedule schedule = new PolynomialDecay(0.25, 1).endRate(0);
        List<Map<String, FloatArray>> weights = new ArrayList<>();
        Callback noting = new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                weights.add(run.engine().weights());
            }
        };
        try (var model = net()) {
            model.fit(ROWS, fit(1, schedule, noting));
            assertEquals(Float.MIN_NORMAL, model.engine().learningRate());
        }
        assertEquals(4, weights.size());
        assertEquals(List.of(weights.get(0), weights.get(0), weights.get(0)), weights.subList(1, 4));
    }

    @Test
    void aTrainingThatGoesOnInTheMiddleOfAnEpochHasTheSameBits() {
        Schedule schedule = new OneCycle(0.05, 12).warmUp(2, 0);
        Rates rates = new Rates();
        try (var whole = Samples.denseNet(3, 2).compile(new Adam(), Loss.softmaxCrossEntropy());
                var broken = Samples.denseNet(3, 2).compile(new Adam(), Loss.softmaxCrossEntropy());
                var resumed = Samples.denseNet(3, 2).compile(new Adam(), Loss.softmaxCrossEntropy())) {
            whole.fit(ROWS, fit(3, schedule));
            Callback stopping = new Callback() {
                @Override
                public void onBatchEnd(Run run) {
                    if (run.step() == 6) {
                        run.stop();
                    }
                }
            };
            Checkpoints checkpoints = Checkpoints.in(folder);
            broken.fit(ROWS, fit(3, schedule, stopping, rates, checkpoints));
            assertEquals(6, checkpoints.resume(resumed).orElseThrow().step());
            resumed.fit(ROWS, Fit.untilEpoch(3).batchSize(5).verbose(false).callbacks(schedule, rates));
            assertEquals(whole.weights(), resumed.weights());
        }
        List<Double> expected = new ArrayList<>(expected(schedule, 12));
        expected.set(0, (double) Float.MIN_NORMAL);
        assertEquals(expected, rates.seen);
    }

    @Test
    void oneOfYourOwnIsOneFunction() {
        Schedule halving = step -> 0.5 / (step + 1);
        Rates rates = new Rates();
        try (var model = net()) {
            model.fit(ROWS, fit(1, halving, rates));
        }
        assertEquals(List.of(0.5, 0.25, 0.5 / 3, 0.125), rates.seen);
    }

    @Test
    void twoThatSetTheRateAreRefusedBeforeTheFirstStep() {
        Schedule decay = new ExponentialDecay(0.1, 10, 0.5);
        try (var model = net()) {
            for (Callback other :
                    List.of(new Constant(0.1), LearningRateSchedule.at(1, 0.1), ReduceOnPlateau.on("loss"))) {
                refused(
                        "one callback may set the learning rate, got [" + decay + ", " + other + "]",
                        () -> model.fit(ROWS, fit(1, decay, other)));
            }
            assertEquals(0, model.engine().step());
            Schedule bad = step -> Double.NaN;
            refused("learningRate must be positive, got NaN", () -> model.fit(ROWS, fit(1, bad)));
            assertEquals(0, model.engine().step());
        }
    }

    @Test
    void anExperimentKnowsItByItsText() {
        assertEquals(
                "WarmUp[next=CosineDecay[initialRate=0.1, decaySteps=9, alpha=0.0], steps=3, from=0.0]",
                new CosineDecay(0.1, 9).warmUp(3, 0).toString());
    }

    @Test
    void badNumbersAreRefused() {
        refused("rate must be positive, got 0.0", () -> new Constant(0));
        refused("step must be positive, got 0", () -> new PiecewiseConstant(1).then(0, 1));
        refused("rate must be positive, got -1.0", () -> new PiecewiseConstant(1).then(5, -1));
        refused(
                "step 5 has a rate already",
                () -> new PiecewiseConstant(1).then(5, 1).then(5, 2));
        refused(
                "rates must have one for step 0, got {5=0.1}",
                () -> new PiecewiseConstant(new TreeMap<>(Map.of(5L, 0.1))));
        refused("decaySteps must be positive, got 0", () -> new ExponentialDecay(1, 0, 1));
        refused("decayRate must be positive, got 0.0", () -> new ExponentialDecay(1, 1, 0));
        refused("initialRate must be positive, got NaN", () -> new InverseTimeDecay(Double.NaN, 1, 1));
        refused("endRate must not be negative, got -1.0", () -> new PolynomialDecay(1, 1).endRate(-1));
        refused("endRate must be finite, got Infinity", () -> new PolynomialDecay(1, 1).endRate(1 / 0.0));
        refused("power must be positive, got 0.0", () -> new PolynomialDecay(1, 1).power(0));
        refused("alpha must lie in [0, 1], got 2.0", () -> new CosineDecay(1, 1).alpha(2));
        refused("tMul must be at least 1, got 0.5", () -> new CosineDecayRestarts(1, 1).tMul(0.5));
        refused("mMul must be positive, got 0.0", () -> new CosineDecayRestarts(1, 1).mMul(0));
        refused("pctStart must lie in [0, 1], got 2.0", () -> new OneCycle(1, 10).pctStart(2));
        refused("divFactor must be positive, got 0.0", () -> new OneCycle(1, 10).divFactor(0));
        refused("pctStart 0.1 of 10 steps leaves no step to rise in", () -> new OneCycle(1, 10).pctStart(0.1));
        refused("pctStart 1.0 of 10 steps leaves no step to fall in", () -> new OneCycle(1, 10).pctStart(1));
        refused(
                "pctStart 0.6 of 10 steps leaves no step to fall in",
                () -> new OneCycle(1, 10).pctStart(0.6).threePhase(true));
        refused("warmUp must be positive, got 0", () -> new Constant(1).warmUp(0, 0));
        refused("from must not be negative, got -1.0", () -> new Constant(1).warmUp(1, -1));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
