package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** When a training is ended early, and which weights are left. */
@Tag("training")
class EarlyStoppingTest {

    /** A compiled model whose evaluations have this column. */
    private static Model withColumn(String column) {
        var x = Input.of("x", 2);
        var kind = new Dense(2).name("kind").apply(x);
        if (column.startsWith("kind_")) {
            return new Model(List.of(x), List.of(kind, new Dense(2).name("size").apply(x)))
                    .compile(
                            new SGD(),
                            Head.of("kind", Loss.softmaxCrossEntropy(), Metric.accuracy()),
                            Head.of("size", Loss.meanSquaredError()));
        }
        return column.equals("meanAbsoluteError")
                ? new Model(x, kind).compile(new SGD(), Loss.meanSquaredError(), Metric.meanAbsoluteError())
                : new Model(x, kind).compile(new SGD(), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    /** The epoch after which it stops, 0 where it does not. */
    private static int stopsAfter(EarlyStopping stopping, String name, double... values) {
        try (var model = withColumn(name.replaceFirst("^val_", ""))) {
            var run = new FakeRun(model.engine(), Fit.epochs(values.length).validation(Samples.rows(2, 2, 2)));
            run.values.put(name.replaceFirst("^val_", ""), Double.NaN);
            stopping.onTrainBegin(run);
            for (int epoch = 1; epoch <= values.length; epoch++) {
                stopping.onEpochEnd(run, new History.EpochLog(epoch, Map.of(name, values[epoch - 1]), 1, 1));
                if (run.stopped) {
                    return epoch;
                }
            }
        }
        return 0;
    }

    @Test
    void patienceCountsEpochsWithoutABetterValue() {
        double[] losses = {5, 4, 4.5, 4.2, 3, 3, 3.5, 3.2};
        assertEquals(3, stopsAfter(EarlyStopping.on("loss"), "loss", losses));
        assertEquals(4, stopsAfter(EarlyStopping.on("loss").patience(2), "loss", losses));
        assertEquals(8, stopsAfter(EarlyStopping.on("loss").patience(3), "loss", losses));
        assertEquals(0, stopsAfter(EarlyStopping.on("loss").patience(4), "loss", losses));
    }

    @Test
    void minDeltaIsHowMuchCounts() {
        double[] losses = {5, 4.95, 4.9, 4.85};
        assertEquals(0, stopsAfter(EarlyStopping.on("val_loss"), "val_loss", losses));
        assertEquals(2, stopsAfter(EarlyStopping.on("val_loss").minDelta(0.1), "val_loss", losses));
        // 4.85 is more than 0.1 below the best value so far, which is still 5.
        assertEquals(0, stopsAfter(EarlyStopping.on("val_loss").minDelta(0.1).patience(3), "val_loss", losses));
    }

    @Test
    void accuracyIsToGrow() {
        double[] growing = {0.1, 0.2, 0.3, 0.2};
        for (String name : List.of("accuracy", "val_accuracy", "val_kind_accuracy")) {
            assertEquals(4, stopsAfter(EarlyStopping.on(name), name, growing));
        }
        assertEquals(2, stopsAfter(EarlyStopping.on("val_meanAbsoluteError"), "val_meanAbsoluteError", growing));
    }

    @Test
    void whatIsNoNumberIsNotBetter() {
        assertEquals(3, stopsAfter(EarlyStopping.on("loss").patience(2), "loss", 5, Double.NaN, Double.NaN));
    }

    @Test
    void itMayBeUsedAgain() {
        var stopping = EarlyStopping.on("loss");
        assertEquals(2, stopsAfter(stopping, "loss", 1, 2));
        assertEquals(3, stopsAfter(stopping, "loss", 5, 4, 5));
    }

    /** The warnings of a training in which a metric has these values in validation, one for each epoch. */
    private static List<String> warnings(boolean restore, double... values) {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.add(logged.getLevel() + " " + logged.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("polyview.training");
        logger.addHandler(handler);
        try (var model = Samples.denseNet(3, 2).compile(new SGD(), Loss.softmaxCrossEntropy(), new Told(values))) {
            var stopping = EarlyStopping.on("val_told").patience(2).restoreBestWeights(restore);
            var fit =
                    Fit.epochs(values.length).validation(Samples.rows(4, 3, 2)).callbacks(stopping);
            model.fit(Samples.rows(4, 3, 2), fit.verbose(false));
        } finally {
            logger.removeHandler(handler);
        }
        return warnings;
    }

    /** A metric that is told its values, one for each training epoch and, the same, each validation after it. */
    private static final class Told implements Metric {

        private final double[] values;
        private int tallies;

        Told(double... values) {
            this.values = values;
        }

        @Override
        public String name() {
            return "told";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Tally tally(Task task) {
            // The first one is that of the fit before its first epoch.
            double value = values[Math.max(0, tallies++ - 1) / 2];
            return new Tally() {
                @Override
                public void add(FloatArray scores, FloatArray targets) {}

                @Override
                public double value() {
                    return value;
                }
            };
        }
    }

    @Test
    void aValueThatWasNeverANumberIsTold() {
        double no = Double.NaN;
        String never =
                "WARNING EarlyStopping: val_told was not a finite number in any epoch from 1 to 2, it was NaN in the last:"
                        + " no epoch counts as better than another";
        // Stopped by patience 2, or at the end of the epochs asked for.
        assertEquals(List.of(never), warnings(false, no, no, no));
        assertEquals(List.of(never + ", and no weights are put back"), warnings(true, no, no));
        assertEquals(
                List.of(never.replace("2,", "1,").replace("NaN", "Infinity")),
                warnings(false, Double.POSITIVE_INFINITY));
        assertEquals(List.of(), warnings(true, no, 0.5));
        assertEquals(List.of(), warnings(true, 0.5, no, no));
    }

    /** Training where each epoch makes the model worse or better as told by its learning rate. */
    private static History fit(Model model, EarlyStopping stopping, List<Map<String, FloatArray>> weights) {
        Callback keeping = new Callback() {
            @Override
            public void onEpochEnd(Run run, History.EpochLog log) {
                weights.add(run.engine().weights());
                // From the third epoch on, steps are far too long.
                if (log.epoch() == 2) {
                    run.engine().learningRate(30);
                }
            }
        };
        return model.fit(
                Samples.rows(16, 3, 2),
                Fit.epochs(10)
                        .shuffle(false)
                        .callbacks(keeping, stopping)
                        .validation(Samples.rows(16, 3, 2))
                        .verbose(false));
    }

    @Test
    void theBestWeightsComeBackBitByBit() {
        List<Map<String, FloatArray>> weights = new ArrayList<>();
        try (var model = Samples.denseNet(3, 2).compile(new SGD(0.5), Loss.softmaxCrossEntropy())) {
            History history =
                    fit(model, EarlyStopping.on("val_loss").patience(2).restoreBestWeights(true), weights);
            assertEquals(History.Stop.CALLBACK, history.stop());
            int best = 0;
            double[] losses = history.get("val_loss");
            for (int epoch = 0; epoch < losses.length; epoch++) {
                best = losses[epoch] < losses[best] ? epoch : best;
            }
            assertEquals(best + 3, losses.length);
            assertEquals(weights.get(best), model.weights());
            assertEquals(losses[best], model.evaluate(Samples.rows(16, 3, 2)).loss());
        }
    }

    @Test
    void elseTheLastWeightsStay() {
        List<Map<String, FloatArray>> weights = new ArrayList<>();
        try (var model = Samples.denseNet(3, 2).compile(new SGD(0.5), Loss.softmaxCrossEntropy())) {
            History history = fit(model, EarlyStopping.on("val_loss").patience(2), weights);
            int last = history.epochs().size() - 1;
            assertEquals(weights.get(last), model.weights());
            assertNotEquals(weights.get(last - 1), model.weights());
        }
    }

    @Test
    void wrongOptionsAndNamesAreRefused() {
        refused("patience must be positive, got 0", () -> EarlyStopping.on("loss")
                .patience(0));
        refused("minDelta must not be negative, got -1.0", () -> EarlyStopping.on("loss")
                .minDelta(-1));
        refused("minDelta must not be negative, got NaN", () -> EarlyStopping.on("loss")
                .minDelta(Double.NaN));
        try (var model = Samples.denseNet(3, 2).compile(new SGD(), Loss.softmaxCrossEntropy(), Metric.accuracy())) {
            var rows = new ProbingDataset(Samples.rows(4, 3, 2));
            var fit = Fit.epochs(2).callbacks(EarlyStopping.on("val_loss")).verbose(false);
            refused(
                    "no value named val_loss; there are [loss, accuracy], since no validation data are given",
                    () -> model.fit(rows, fit));
            var valid = Fit.epochs(2)
                    .callbacks(EarlyStopping.on("val_auc"))
                    .validation(rows)
                    .verbose(false);
            refused(
                    "no value named val_auc; there are [loss, accuracy, val_loss, val_accuracy]",
                    () -> model.fit(rows, valid));
            // No step was done and no file read for a name that is wrong.
            assertEquals(0, model.engine().step());
            assertEquals(0, rows.opened);
        }
    }

    private static void refused(String message, Executable use) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, use).getMessage());
    }
}
