package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.Metric;
import polyview.models.Head;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.EarlyStopping;
import polyview.training.Fit;

/** A loss, metrics and an optimizer of a user's own, in a package of their own. */
class VocabularyTest {

    private static final FloatArray X = FloatArray.of(new float[] {1, 2, -1, 0.5f, 3, -2, 0, 1}, 4, 2);
    private static final FloatArray Y = FloatArray.of(new float[] {1, -4, 7, 0.25f}, 4);
    private static final MemoryDataset DATA = new MemoryDataset(List.of(X), List.of(Y));

    /** Weights 1 and 2, bias 0: outputs 5, 0, -1, 2. */
    private static Model sum() {
        var x = Input.of("x", 2);
        var model = new Model(x, new Dense(1).name("dense").apply(x)).seed(1);
        model.setWeights(Map.of("dense/kernel", FloatArray.of(new float[] {1, 2}, 2, 1)));
        return model;
    }

    private static final double[] DIFFERENCES = {5 - 1, 0 + 4, -1 - 7, 2 - 0.25};

    @Test
    void anOwnLossAndMetricsHaveTheValuesOfTheirFormulas() {
        double loss = 0;
        double squares = 0;
        for (double d : DIFFERENCES) {
            loss += CustomClasses.Huber.of(d, 2) / 4;
            squares += d * d / 4;
        }
        try (var model = sum().compile(
                        new SGD(0.1),
                        new CustomClasses.Huber(2),
                        new CustomClasses.Rmse(),
                        new CustomClasses.Within(4))) {
            var values = model.evaluate(DATA);
            assertEquals(loss, values.loss(), 1e-5);
            assertEquals(Math.sqrt(squares), values.get("rmse"), 1e-5);
            assertEquals(0.75, values.get("within"), 1e-9);
        }
    }

    @Test
    void anOwnOptimizerSeesAllGradients() {
        // Huber's slope is limited to 2: gradients of the mean by hand.
        double[] slopes = {2, 2, -2, 1.75};
        double[] g = new double[3];
        for (int i = 0; i < 4; i++) {
            g[0] += slopes[i] * X.get(i, 0) / 4;
            g[1] += slopes[i] * X.get(i, 1) / 4;
            g[2] += slopes[i] / 4;
        }
        double norm = Math.sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]);
        assertTrue(norm > 0.5, "clipping must have something to do");
        try (var model = sum().compile(new CustomClasses.ClippedByGlobalNorm(0.1, 0.5f), new CustomClasses.Huber(2))) {
            model.engine().trainOnBatch(new Batch(List.of(X), List.of(Y)));
            float[] kernel = model.weights().get("dense/kernel").values();
            assertEquals(1 - 0.1 * g[0] * 0.5 / norm, kernel[0], 1e-5);
            assertEquals(2 - 0.1 * g[1] * 0.5 / norm, kernel[1], 1e-5);
            assertEquals(
                    -0.1 * g[2] * 0.5 / norm, model.weights().get("dense/bias").values()[0], 1e-5);
        }
    }

    /** The root of the mean squared error, or minus it, under a name that would tell the wrong way. */
    private record Named(String name, boolean higherIsBetter) implements Metric {
        @Override
        public Tally tally(Task task) {
            Tally rmse = new CustomClasses.Rmse().tally(Task.NUMBERS);
            return new Tally() {
                @Override
                public void add(FloatArray scores, FloatArray targets) {
                    rmse.add(scores, targets);
                }

                @Override
                public double value() {
                    return higherIsBetter ? -rmse.value() : rmse.value();
                }
            };
        }
    }

    @Test
    void earlyStoppingGoesByTheMetricsOwnWord() {
        for (Metric metric : List.of(new Named("inaccuracy", false), new Named("fitError", true))) {
            // Gradient descent on a quadratic loss with small steps gets better in each epoch: nothing ends it early.
            assertEquals(20, epochs(metric));
        }
        assertEquals(2, epochs(new Turned()), "the second epoch is not better by its word");
    }

    /** Says that larger is better of a number that falls. */
    private record Turned() implements Metric {
        @Override
        public String name() {
            return "loss_of_rmse";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Tally tally(Task task) {
            return new CustomClasses.Rmse().tally(Task.NUMBERS);
        }
    }

    private static int epochs(Metric metric) {
        try (var model = sum().compile(new SGD(0.02), Loss.meanSquaredError(), metric)) {
            return model.fit(
                            DATA,
                            Fit.epochs(20).shuffle(false).verbose(false).callbacks(EarlyStopping.on(metric.name())))
                    .epochs()
                    .size();
        }
    }

    @Test
    void eachHeadHasItsWeightAndItsMetrics() {
        var x = Input.of("x", 2);
        var kind = new Dense(2).name("kind").apply(x);
        var size = new Dense(1).name("size").apply(x);
        FloatArray kinds = FloatArray.of(new float[] {0, 1, 1, 0}, 4);
        var data = new MemoryDataset(List.of(X), List.of(kinds, Y));
        try (var model = new Model(List.of(x), List.of(kind, size)).seed(3)) {
            // In any order of the heads.
            model.compile(
                    new SGD(0.1),
                    Head.of("size", new CustomClasses.Huber(1), new CustomClasses.Rmse())
                            .weight(0.5),
                    Head.of("kind", Loss.softmaxCrossEntropy(), Metric.accuracy())
                            .weight(3));
            var values = model.evaluate(data);
            assertEquals(
                    Set.of("loss", "kind_accuracy", "size_rmse"),
                    values.values().keySet());
            double expected = 0;
            List<FloatArray> outputs = model.predictAll(data);
            for (int i = 0; i < 4; i++) {
                float a = outputs.get(0).get(i, 0);
                float b = outputs.get(0).get(i, 1);
                double own = kinds.values()[i] == 0 ? a : b;
                expected += 3 * (Math.log(Math.exp(a) + Math.exp(b)) - own) / 4;
                expected += 0.5 * CustomClasses.Huber.of(outputs.get(1).get(i, 0) - Y.values()[i], 1) / 4;
            }
            assertEquals(expected, values.loss(), 1e-5);
            refused(
                    "there must be one head for each output [kind, size], got [kind]",
                    () -> model.compile(new SGD(), Head.of("kind", Loss.softmaxCrossEntropy())));
            refused("weight must be positive, got 0.0", () -> Head.of("kind", Loss.meanSquaredError())
                    .weight(0));
        }
    }

    @Test
    void resultsGoByTheMetricsOwnWord() {
        Results results = Experiment.named("way")
                .variant("slow", () -> sum().compile(new SGD(1e-6), Loss.meanSquaredError(), new CustomClasses.Rmse()))
                .variant("good", () -> sum().compile(new SGD(0.02), Loss.meanSquaredError(), new CustomClasses.Rmse()))
                .seeds(2)
                .fit(Fit.epochs(20))
                .data(DATA, DATA)
                .allowSharedSamples()
                .verbose(false)
                .run();
        assertTrue(results.of("good").mean() < results.of("slow").mean());
        assertEquals(Optional.of("good"), results.best());
        assertTrue(results.smallerIsBetter());
    }

    @Test
    void twoMetricsOfOneNameAndOtherSettingsAreTwo() {
        try (var near = sum().compile(new SGD(), Loss.meanSquaredError(), new CustomClasses.Within(1));
                var far = sum().compile(new SGD(), Loss.meanSquaredError(), new CustomClasses.Within(2))) {
            String nearPrint = near.engine().program().fingerprint();
            assertTrue(!nearPrint.equals(far.engine().program().fingerprint()));
            try (var again = sum().compile(new SGD(), Loss.meanSquaredError(), new CustomClasses.Within(1))) {
                assertEquals(nearPrint, again.engine().program().fingerprint());
            }
        }
    }

    /** A metric that keeps a setting for itself. */
    private static final class Silent implements Metric {
        private final double threshold = 0.5;

        @Override
        public String name() {
            return "silent";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Tally tally(Task task) {
            return new CustomClasses.Within(threshold).tally(Task.NUMBERS);
        }
    }

    /** Spreads (N, 2) over nothing: one number for each position instead of each sample. */
    private record NotReduced() implements Loss {
        @Override
        public String name() {
            return "notReduced";
        }

        @Override
        public Task task() {
            return Task.NUMBERS;
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
            return tf.math.squaredDifference(scores, targets);
        }
    }

    @Test
    void whatWouldBeWrongIsRefused() {
        var x = Input.of("x", 2);
        try (var model = new Model(x, new Dense(2).apply(x))) {
            refused(
                    "loss notReduced must give one number for each sample, (N), got (N, 2)",
                    () -> model.compile(new SGD(), new NotReduced()));
            refused(
                    "metric silent has the field threshold: make it a record, or override settings()",
                    () -> model.compile(new SGD(), Loss.meanSquaredError(), new Silent()));
            refused(
                    "accuracy has no meaning with huber",
                    () -> model.compile(new SGD(), new CustomClasses.Huber(1), Metric.accuracy()));
            refused(
                    "metric rmse must have another name: two have this one",
                    () -> model.compile(
                            new SGD(), new CustomClasses.Huber(1), new CustomClasses.Rmse(), new CustomClasses.Rmse()));
        }
    }

    private static void refused(String message, Runnable use) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, use::run).getMessage());
    }
}
