package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.MeanTally;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Callback;
import polyview.training.EarlyStopping;
import polyview.training.Fit;
import polyview.training.History;

/** Which way a number is better is the metric's own word, for early stopping, the best variant, and verdicts alike. */
class WhichWayTest {

    private static final MemoryDataset DATA = new MemoryDataset(
            List.of(FloatArray.of(new float[] {1, 1}, 2, 1)), List.of(FloatArray.of(new float[2], 2)));

    /** What the model puts out, under a name that tells nothing. */
    private record Output(String name, boolean higherIsBetter) implements Metric {
        @Override
        public Tally tally(Task task) {
            return new MeanTally() {
                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    for (float score : scores.values()) {
                        add(score);
                    }
                }
            };
        }
    }

    /** A model that puts out this number, and a little that the seed decides; steps are too small to change it. */
    private static Model gives(double number, double spread, Metric metric) {
        var x = Input.of("x", 1);
        var y = new Dense(1)
                .name("y")
                .kernelInitializer(spread == 0 ? Initializer.zeros() : Initializer.randomUniform(-spread, spread))
                .biasInitializer(Initializer.constant(number))
                .apply(x);
        return new Model(x, y).compile(new SGD(1e-30), Loss.meanSquaredError(), metric);
    }

    /** Trains a model whose metric has these values after the epochs. */
    private static double restored(boolean higherIsBetter, double... values) {
        try (var model = gives(values[0], 0, new Output("f1", higherIsBetter))) {
            Callback next = new Callback() {
                @Override
                public void onEpochEnd(Run run, History.EpochLog log) {
                    if (log.epoch() < values.length) {
                        float value = (float) values[log.epoch()];
                        run.engine().setWeights(Map.of("y/bias", FloatArray.of(new float[] {value}, 1)));
                    }
                }
            };
            var stopping = EarlyStopping.on("val_f1").patience(3).restoreBestWeights(true);
            var history = model.fit(
                    DATA,
                    Fit.epochs(values.length)
                            .validation(DATA)
                            .callbacks(stopping, next)
                            .verbose(false));
            assertEquals(values.length, history.epochs().size());
            return model.weights().get("y/bias").values()[0];
        }
    }

    @Test
    void earlyStoppingKeepsWhatTheMetricCallsBest() {
        assertEquals(0.958f, restored(true, 0.784, 0.873, 0.914, 0.958));
        assertEquals(0.784f, restored(false, 0.784, 0.873, 0.914, 0.958));
    }

    private static Results results(Metric metric, List<Double> numbers, double spread, boolean measured) {
        var experiment = Experiment.named("which way")
                .seeds(5)
                .verbose(false)
                .fit(Fit.epochs(1).verbose(false))
                .data(DATA, DATA);
        Metric inModel = measured ? new Output("other", true) : metric;
        for (int i = 0; i < numbers.size(); i++) {
            double number = numbers.get(i);
            experiment.variant("v" + i, () -> gives(number, spread, inModel));
        }
        if (measured) {
            experiment.measure(metric.name(), DATA, metric);
        }
        return experiment.score(metric.name()).run();
    }

    @Test
    void aSmallErrorIsBestAndIsSaidToBe() {
        for (String name : List.of("rmse", "mae", "perplexity")) {
            for (boolean measured : List.of(false, true)) {
                Results results = results(new Output(name, false), List.of(2.834, 0.027), 0.001, measured);
                assertEquals(Optional.of("v1"), results.best());
                assertTrue(results.of("v1").better(0.05));
                String verdict = results.verdicts();
                assertTrue(verdict.startsWith("v1: better than v0"), verdict);
            }
        }
    }

    /** Variants of a known order, the first as baseline. */
    @Test
    void allThatToldOfRandomVariantsAgrees() {
        Random random = new Random(11);
        for (int round = 0; round < 6; round++) {
            boolean higher = random.nextBoolean();
            List<Double> numbers = new ArrayList<>(IntStream.rangeClosed(1, 2 + random.nextInt(3))
                    .mapToObj(i -> i * 0.5)
                    .toList());
            Collections.shuffle(numbers, random);
            String name = List.of("accuracyLoss", "error", "gain", "f1").get(random.nextInt(4));
            Results results = results(new Output(name, higher), numbers, 0.01, random.nextBoolean());
            Comparator<Integer> byNumber = Comparator.comparing(numbers::get);
            int best = IntStream.range(0, numbers.size())
                    .boxed()
                    .max(higher ? byNumber : byNumber.reversed())
                    .orElseThrow();
            assertEquals(Optional.of("v" + best), results.best());
            assertEquals(!higher, results.smallerIsBetter());
            for (int i = 1; i < numbers.size(); i++) {
                boolean better = higher == numbers.get(i) > numbers.get(0);
                var score = results.of("v" + i);
                assertEquals(better, score.better(0.05), score::toString);
                String verdict = results.verdicts().lines().toList().get(i - 1);
                assertTrue(verdict.startsWith("v" + i + (better ? ": better" : ": worse") + " than v0"), verdict);
            }
        }
    }
}
