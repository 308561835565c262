package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;

/** When the rate falls, against PyTorch, in a file that {@code src/test/pytorch/schedules.py} makes. */
@Tag("training")
class ReduceOnPlateauTest {

    private static final Path FILE = Path.of(
                    System.getProperty("basedir", ""), "src/test/resources/schedules/plateau.csv")
            .toAbsolutePath();

    private static final Map<String, ReduceOnPlateau> RULES = Map.of(
            "default", ReduceOnPlateau.on("loss"),
            "patience 1", ReduceOnPlateau.on("loss").patience(1).factor(0.8).minDelta(0.01),
            "cooldown",
                    ReduceOnPlateau.on("loss")
                            .patience(3)
                            .factor(0.5)
                            .minDelta(0.05)
                            .cooldown(4),
            "minRate",
                    ReduceOnPlateau.on("loss")
                            .patience(2)
                            .factor(0.3)
                            .minDelta(0)
                            .cooldown(1)
                            .minRate(0.02),
            "higher", ReduceOnPlateau.on("accuracy").patience(3).factor(0.5).minDelta(0));

    @TempDir
    private Path folder;

    private static Model net() {
        return Samples.denseNet(3, 2).compile(new SGD(0.5), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(","))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The rates after each of these values of the column that the rule watches. */
    private static double[] rates(FakeRun run, ReduceOnPlateau rule, double... values) {
        run.values.put("loss", 0.0);
        run.values.put("accuracy", 0.0);
        rule.onTrainBegin(run);
        List<Double> rates = new ArrayList<>();
        for (double value : values) {
            rule.onEpochEnd(run, new History.EpochLog(run.epoch++, Map.of(rule.monitor(), value), 1, 1));
            rates.add(run.engine().learningRate());
        }
        return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "patience 1", "cooldown", "minRate", "higher"})
    void theRatesArePyTorchs(String name) throws IOException {
        List<double[]> lines = Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith(name + ","))
                .map(ReduceOnPlateauTest::numbers)
                .toList();
        try (var model = net()) {
            var run = new FakeRun(model.engine(), Fit.epochs(80));
            assertArrayEquals(lines.get(1), rates(run, RULES.get(name), lines.get(0)), 1e-15);
        }
    }

    @Test
    void aValueThatIsNotFiniteIsNotBetter() {
        try (var model = net()) {
            var run = new FakeRun(model.engine(), Fit.epochs(9));
            ReduceOnPlateau rule = ReduceOnPlateau.on("loss").patience(2).factor(0.5);
            double[] values = {Double.NaN, Double.NEGATIVE_INFINITY, 3, Double.NaN, 4, 2};
            assertArrayEquals(new double[] {0.5, 0.25, 0.25, 0.25, 0.125, 0.125}, rates(run, rule, values));
        }
    }

    /** Half of its life in one process and half in another gives the same rates. */
    @Test
    void whatItRemembersIsSavedAndResumed() {
        double[] values = {4, 3, 3, 3, 3, 3, 2, 2, 2, 2};
        ReduceOnPlateau rule =
                ReduceOnPlateau.on("loss").patience(3).factor(0.5).cooldown(1);
        // 3 is the best of the second epoch: three more, the one after that is not waited for, 2 of the seventh is
        // better.
        double[] expected = {0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.125};
        for (int cut = 0; cut <= values.length; cut++) {
            try (var before = net();
                    var after = net()) {
                Path file = folder.resolve(cut + ".npz");
                double[] first =
                        rates(new FakeRun(before.engine(), Fit.epochs(9)), rule, Arrays.copyOfRange(values, 0, cut));
                before.saveWeights(file);
                after.resume(file);
                double[] second = rates(
                        new FakeRun(after.engine(), Fit.epochs(9)),
                        rule,
                        Arrays.copyOfRange(values, cut, values.length));
                assertArrayEquals(Arrays.copyOfRange(expected, 0, cut), first);
                assertArrayEquals(Arrays.copyOfRange(expected, cut, values.length), second);
            }
        }
    }

    @Test
    void inATrainingItChangesTheRateOfTheNextEpoch() {
        List<Double> rates = new ArrayList<>();
        Callback looksOn = new Callback() {
            @Override
            public void onBatchBegin(Run run) {
                rates.add(run.engine().learningRate());
            }
        };
        // No loss is better by more than 1000.
        var rule = ReduceOnPlateau.on("val_loss").patience(1).minDelta(1000).factor(0.5);
        var data = Samples.rows(8, 3, 2);
        try (var model = net()) {
            model.fit(
                    data,
                    Fit.epochs(4).batchSize(8).validation(data).verbose(false).callbacks(looksOn, rule));
        }
        // The first loss is better than none.
        assertEquals(List.of(0.5, 0.5, 0.25, 0.125), rates);
    }

    @Test
    void badOptionsAndColumnsAreRefused() {
        ReduceOnPlateau rule = ReduceOnPlateau.on("val_loss");
        refused("factor must lie between 0 and 1, got 1.0", () -> rule.factor(1));
        refused("factor must lie between 0 and 1, got NaN", () -> rule.factor(Double.NaN));
        refused("patience must be positive, got 0", () -> rule.patience(0));
        refused("cooldown must not be negative, got -1", () -> rule.cooldown(-1));
        refused("minDelta must not be negative, got -1.0", () -> rule.minDelta(-1));
        refused("minRate must not be negative, got NaN", () -> rule.minRate(Double.NaN));
        try (var model = net()) {
            refused(
                    "no value named val_loss; there are [loss, accuracy], since no validation data are given",
                    () -> model.fit(
                            Samples.rows(8, 3, 2), Fit.epochs(1).verbose(false).callbacks(rule)));
            assertEquals(0, model.engine().step());
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
