package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;
import polyview.layers.Fusion;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Engine;
import polyview.models.Evaluation;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Callback;
import polyview.training.Fit;
import polyview.training.History;
import polyview.training.ProbingDataset;
import tech.tablesaw.api.Table;

/** An experiment on made pairs: paired, repeatable, and its table is what its runs say. */
@Tag("experiments")
class ExperimentTest {

    /** The 97.5% point of Student's t with 2 degrees of freedom, from printed tables. */
    private static final double T_2 = 4.302652729749464;

    @Test
    void theTableIsWhatTheRunsSay() {
        Results results = MadeExperiment.experiment().run();
        Table runs = results.runs();
        Table table = results.table();
        assertEquals(6, runs.rowCount());
        assertEquals(
                List.of("concat", "multiply"), table.stringColumn("variant").asList());
        double[] concat = accuracies(runs, "concat");
        double[] multiply = accuracies(runs, "multiply");
        requireRow(table, 0, concat);
        requireRow(table, 1, multiply);
        assertTrue(table.doubleColumn("difference").isMissing(0));
        assertTrue(table.doubleColumn("p_value").isMissing(0));
        double[] d = new double[3];
        for (int i = 0; i < 3; i++) {
            d[i] = multiply[i] - concat[i];
        }
        double t = mean(d) / (deviation(d) / Math.sqrt(3));
        assertEquals(mean(d), table.doubleColumn("difference").get(1), 1e-12);
        // Student's distribution has a closed form for 2 degrees of freedom.
        assertEquals(
                1 - Math.abs(t) / Math.sqrt(2 + t * t),
                table.doubleColumn("p_value").get(1),
                1e-9);
        for (int row = 0; row < 2; row++) {
            for (String column : List.of("seconds_per_epoch", "images_per_second")) {
                double[] times = column(runs, table.stringColumn("variant").get(row), column);
                Arrays.sort(times);
                assertEquals(times[1], table.doubleColumn(column).get(row));
            }
        }
        // DualConv2D: two times 3x3x1x3 and 3; Dense: 3 or 6 to 2.
        assertEquals(List.of(60L + 14, 60L + 8), table.longColumn("parameters").asList());
    }

    private static void requireRow(Table table, int row, double[] scores) {
        double half = T_2 * deviation(scores) / Math.sqrt(3);
        assertEquals(3, table.intColumn("runs").get(row));
        assertEquals(mean(scores), table.doubleColumn("accuracy").get(row), 1e-12);
        assertEquals(deviation(scores), table.doubleColumn("accuracy_std").get(row), 1e-12);
        assertEquals(mean(scores) - half, table.doubleColumn("accuracy_low").get(row), 1e-9);
        assertEquals(mean(scores) + half, table.doubleColumn("accuracy_high").get(row), 1e-9);
    }

    @Test
    void itRepeatsBitByBit() {
        Results first = MadeExperiment.experiment().run();
        Results second = MadeExperiment.experiment().run();
        assertEquals(MadeExperiment.scores(first), MadeExperiment.scores(second));
        assertEquals(MadeExperiment.timeless(first.table()), MadeExperiment.timeless(second.table()));
        assertEquals(MadeExperiment.timeless(first.runs()), MadeExperiment.timeless(second.runs()));
        assertEquals(MadeExperiment.timeless(first.epochs()), MadeExperiment.timeless(second.epochs()));
        assertEquals(12, first.epochs().rowCount());
    }

    @Test
    void aRunIsWhatAModelOfTheSameSeedDoes() {
        Results results = MadeExperiment.experiment().run();
        var train = MadeExperiment.made(48, 1);
        try (Model model = MadeExperiment.network(Fusion.multiply()).seed(2)) {
            model.compile(new Adam(0.02), Loss.softmaxCrossEntropy(), Metric.accuracy());
            History history = model.fit(
                    train,
                    Fit.epochs(2)
                            .batchSize(16)
                            .validation(MadeExperiment.made(16, 2))
                            .verbose(false));
            Evaluation test = model.evaluate(MadeExperiment.made(64, 3), 16);
            RunResult run = results.done().get(3);
            assertEquals("multiply 2", run.variant() + " " + run.seed());
            assertEquals(test.values(), run.scores());
            assertEquals(
                    history.epochs().stream().map(History.EpochLog::values).toList(),
                    run.epochs().stream().map(History.EpochLog::values).toList());
            assertEquals(model.summary().parameters(), run.parameters());
        }
    }

    @Test
    void theSameDesignTwiceDiffersByNothing() {
        Results results = MadeExperiment.experiment()
                .variant("concat again", () -> MadeExperiment.pairs(Fusion.concat()))
                .baseline("concat again")
                .run();
        Map<String, Map<String, Double>> scores = MadeExperiment.scores(results);
        for (int seed = 1; seed <= 3; seed++) {
            assertEquals(scores.get("concat " + seed), scores.get("concat again " + seed));
        }
        assertNotEquals(scores.get("concat 1"), scores.get("concat 2"));
        assertEquals(0, results.table().doubleColumn("difference").get(0));
        assertTrue(results.table().doubleColumn("p_value").isMissing(0));
        assertTrue(results.table().doubleColumn("difference").isMissing(2));
    }

    @Test
    void allVariantsOfASeedSeeTheSameBatches() {
        var data = new ProbingDataset(MadeExperiment.made(48, 1));
        Map<String, List<List<Integer>>> seen = new LinkedHashMap<>();
        MadeExperiment.experiment()
                .data(data, MadeExperiment.made(16, 3))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
                        seen.put(
                                label.variant() + " " + label.seed(),
                                data.orders.stream()
                                        .map(order ->
                                                Arrays.stream(order).boxed().toList())
                                        .toList());
                        data.orders.clear();
                    }
                })
                .run();
        assertEquals(6, seen.size());
        for (int seed = 1; seed <= 3; seed++) {
            assertEquals(2, seen.get("concat " + seed).size(), "one order for each epoch");
            assertEquals(seen.get("concat " + seed), seen.get("multiply " + seed));
        }
        assertEquals(
                6,
                Stream.of(1, 2, 3)
                        .flatMap(seed -> seen.get("concat " + seed).stream())
                        .distinct()
                        .count(),
                "anew in each epoch and from each seed");
    }

    @Test
    void dataMayDependOnTheSeed() {
        List<Long> asked = new ArrayList<>();
        Results made = MadeExperiment.experiment()
                .seeds(7, 9)
                .data(seed -> {
                    asked.add(seed);
                    return Split.of(MadeExperiment.made(48, seed), MadeExperiment.made(64, 3));
                })
                .run();
        assertEquals(List.of(7L, 9L), asked, "once for each seed");
        Results same = MadeExperiment.experiment()
                .seed(9)
                .data(MadeExperiment.made(48, 9), MadeExperiment.made(64, 3))
                .run();
        assertEquals(
                MadeExperiment.scores(same).get("concat 9"),
                MadeExperiment.scores(made).get("concat 9"));
        assertEquals(
                List.of("variant", "seed", "epoch", "loss", "accuracy"),
                same.epochs().columnNames().subList(0, 5));
        assertEquals("seconds", same.epochs().columnNames().get(5), "no validation was asked for");
    }

    @Test
    void weightsThatTheVariantSetsAreSetInEveryRun() {
        List<Map<String, FloatArray>> first = new ArrayList<>();
        Map<String, FloatArray> kernel = new LinkedHashMap<>();
        MadeExperiment.experiment()
                .variant("set", () -> {
                    Model model = MadeExperiment.pairs(Fusion.concat());
                    String path = model.weights().keySet().stream()
                            .filter(p -> p.endsWith("kernel"))
                            .findFirst()
                            .orElseThrow();
                    kernel.put(path, FloatArray.zeros(model.weights().get(path).shape()));
                    model.setWeights(kernel);
                    return model;
                })
                .fit(Fit.epochs(1).callbacks(new Callback() {
                    @Override
                    public void onTrainBegin(Run run) {
                        first.add(run.engine().weights());
                    }
                }))
                .run();
        // Seed by seed: concat, multiply, set.
        String path = kernel.keySet().iterator().next();
        for (int run = 2; run < 9; run += 3) {
            Map<String, FloatArray> concat = first.get(run - 2);
            Map<String, FloatArray> set = first.get(run);
            assertEquals(kernel.get(path), set.get(path));
            assertNotEquals(kernel.get(path), concat.get(path));
            set = new LinkedHashMap<>(set);
            set.put(path, concat.get(path));
            assertEquals(concat, set, "all others are drawn from the seed");
        }
        assertNotEquals(first.get(0), first.get(3));
    }

    @Test
    void modelsAreAskedForOnceAndAllIsClosed() {
        List<Engine> engines = new ArrayList<>();
        List<Model> models = new ArrayList<>();
        Experiment experiment = MadeExperiment.experiment().variant("kept", () -> {
            models.add(MadeExperiment.pairs(Fusion.average()));
            return models.get(models.size() - 1);
        });
        experiment.fit(Fit.epochs(1).callbacks(new Callback() {
            @Override
            public void onTrainBegin(Run run) {
                engines.add(run.engine());
                if (run.engine().seed() == 2) {
                    throw new IllegalStateException("closed also where it fails");
                }
            }
        }));
        experiment.run();
        assertEquals(1, models.size());
        assertEquals(9, engines.size());
        for (Engine engine : engines) {
            assertEquals(
                    "the model is closed",
                    assertThrows(IllegalStateException.class, engine::weights).getMessage());
        }
        assertEquals(
                "the model is closed",
                assertThrows(IllegalStateException.class, models.get(0)::summary)
                        .getMessage());
        experiment.run();
        assertEquals(2, models.size());
    }

    @Test
    void theScoreThatCountsMayBeNamed() {
        Results results = MadeExperiment.experiment().score("loss").run();
        double[] losses = column(results.runs(), "concat", "loss");
        assertEquals(mean(losses), results.table().doubleColumn("loss").get(0), 1e-12);
        assertTrue(results.smallerIsBetter());
        double other = mean(column(results.runs(), "multiply", "loss"));
        assertEquals(
                mean(losses) <= other ? "concat" : "multiply", results.best().orElseThrow());
    }

    private static double[] accuracies(Table runs, String variant) {
        return column(runs, variant, "accuracy");
    }

    private static double[] column(Table runs, String variant, String name) {
        return runs.where(runs.stringColumn("variant").isEqualTo(variant))
                .doubleColumn(name)
                .asDoubleArray();
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double deviation(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += (value - mean(x)) * (value - mean(x));
        }
        return Math.sqrt(sum / (x.length - 1));
    }
}
