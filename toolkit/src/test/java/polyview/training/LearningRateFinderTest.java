package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.layers.Initializer;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;
import tech.tablesaw.api.Table;

/**
 * Rates that were tried, on the loss (b - 8)² of a bias that begins at 0: a step of rate r leaves the part 1 - 2 r of the distance, so
 * that every loss can be computed.
 */
@Tag("training")
class LearningRateFinderTest {

    private static final MemoryDataset EIGHT =
            Dataset.of(List.of(FloatArray.of(new float[] {0}, 1, 1)), FloatArray.of(new float[] {8}, 1));

    private static Model bias() {
        var x = Input.of("x", 1);
        var out = new Dense(1)
                .name("dense")
                .kernelInitializer(Initializer.zeros())
                .apply(x);
        return new Model(x, out).seed(1).compile(new SGD(0.25), Loss.meanSquaredError());
    }

    private static List<FoundRates.Point> points(double... smoothed) {
        List<FoundRates.Point> points = new ArrayList<>();
        for (int i = 0; i < smoothed.length; i++) {
            points.add(new FoundRates.Point(i, Math.pow(10, i - 6), smoothed[i], smoothed[i]));
        }
        return points;
    }

    @Test
    void everyRateHasTheLossBeforeItsStep() {
        try (var model = bias()) {
            FoundRates found = model.fit(
                    EIGHT, LearningRateFinder.steps(21).from(1e-4).to(100).divergence(1000));
            double distance = 8;
            double average = 0;
            for (FoundRates.Point point : found.points()) {
                int i = point.step();
                assertEquals(1e-4 * Math.pow(1e6, i / 20.0), point.rate(), 1e-12 * point.rate());
                assertEquals(distance * distance, point.loss(), 1e-4 * distance * distance, "step " + i);
                average = 0.9 * average + 0.1 * point.loss();
                assertEquals(average / (1 - Math.pow(0.9, i + 1)), point.smoothed(), 1e-9 * point.smoothed());
                distance *= 1 - 2 * point.rate();
            }
            // From rate 1 on the distance grows.
            assertTrue(found.diverged());
            FoundRates.Point last = found.points().get(found.points().size() - 1);
            assertTrue(last.rate() > 1 && last.rate() <= 100, last.toString());
            double suggestion = found.suggestion().orElseThrow();
            assertTrue(suggestion > 1e-3 && suggestion < 1, found.toString());
        }
    }

    /** Not a bit of it, whatever it had done before: weights, what the optimizer keeps, steps, rate, and how it goes on. */
    @Test
    void theModelIsNotChanged() {
        var data = Samples.pairs(20);
        Fit fit = Fit.epochs(1).batchSize(5).verbose(false);
        try (var model = Samples.pairNet(7).compile(new Adam(0.01), Loss.softmaxCrossEntropy());
                var alone = Samples.pairNet(7).compile(new Adam(0.01), Loss.softmaxCrossEntropy())) {
            model.fit(data, fit);
            alone.fit(data, fit);
            Map<String, FloatArray> before = model.weights();
            FoundRates found =
                    model.fit(data, LearningRateFinder.steps(30).batchSize(5).to(1e6));
            assertTrue(found.points().size() > 4, found.toString());
            assertEquals(before, model.weights());
            assertEquals(4, model.engine().step());
            assertEquals(1, model.engine().epochs());
            assertEquals(0.01, model.engine().learningRate());
            model.fit(data, fit);
            alone.fit(data, fit);
            assertEquals(alone.weights(), model.weights());
        }
    }

    @Test
    void aLossThatIsNotFiniteIsPartOfTheResult() {
        try (var model = bias()) {
            FoundRates found = model.fit(
                    EIGHT, LearningRateFinder.steps(40).from(1e-3).to(1e30).divergence(1e300));
            assertTrue(found.diverged());
            assertTrue(found.points().size() < 40);
            FoundRates.Point last = found.points().get(found.points().size() - 1);
            assertTrue(Double.isNaN(last.loss()), last.toString());
            assertTrue(found.suggestion().isPresent());
            assertEquals(8 * 8, model.engine().evaluate(EIGHT, 1).values().get("loss"));
        }
    }

    @Test
    void ratesThatAreAllSmallDoNotDiverge() {
        try (var model = bias()) {
            FoundRates found =
                    model.fit(EIGHT, LearningRateFinder.steps(12).from(1e-9).to(1e-3));
            assertFalse(found.diverged());
            assertEquals(12, found.points().size());
            assertEquals(1e-3, found.points().get(11).rate(), 1e-15);
        }
    }

    /** Without smoothing the slope can be read off: it is steepest around 10^0, between 10^-1 and 10^1. */
    @Test
    void theSuggestionIsWhereTheLossFallsFastest() {
        var found = new FoundRates(points(9, 9, 9, 9, 8, 5, 2, 1, 0.5, 9), true);
        // Over four steps: at 4: 9 -> 2, at 5: 9 -> 1, at 6: 8 -> 0.5, at 7: 5 -> 9.
        assertEquals(OptionalDouble.of(Math.pow(10, -1)), found.suggestion());
        Table table = found.table();
        assertEquals(List.of("step", "learning_rate", "loss", "smoothed", "suggestion"), table.columnNames());
        assertEquals(10, table.rowCount());
        assertArrayEquals(
                new int[] {5}, table.booleanColumn("suggestion").asSelection().toArray());
        assertEquals("FoundRates of 10 rates, diverged at 1.0e+03, suggestion 0.10", found.toString());
    }

    @Test
    void aLossThatNeverFallsHasNoSuggestion() {
        assertEquals(OptionalDouble.empty(), new FoundRates(points(1, 1, 1, 1, 1, 1, 1), false).suggestion());
        assertEquals(OptionalDouble.empty(), new FoundRates(points(1, 2, 3, 4, 5, 6, 7), true).suggestion());
        assertEquals(OptionalDouble.empty(), new FoundRates(points(3, 1), false).suggestion());
        assertEquals(OptionalDouble.empty(), new FoundRates(List.of(), false).suggestion());
    }

    @Test
    void anInterruptEndsIt() {
        try (var model = bias()) {
            Thread.currentThread().interrupt();
            FoundRates found = model.fit(EIGHT, LearningRateFinder.steps(12));
            assertTrue(Thread.interrupted());
            assertEquals(0, found.points().size());
        }
    }

    @Test
    void badOptionsAreRefused() {
        LearningRateFinder finder = LearningRateFinder.steps(10);
        refused("steps must be at least 2, got 1", () -> LearningRateFinder.steps(1));
        refused("from must be positive, got 0.0", () -> finder.from(0));
        refused("to must be larger than from 1.0E-7, got 1.0E-8", () -> finder.to(1e-8));
        refused("batchSize must be positive, got 0", () -> finder.batchSize(0));
        refused("smoothing must lie in [0, 1), got 1.0", () -> finder.smoothing(1));
        refused("divergence must be larger than 1, got 1.0", () -> finder.divergence(1));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** The average begins with one loss, which may by chance be below all that follow. */
    @Test
    void aLowFirstLossDoesNotHideWhereTheLossFalls() {
        List<FoundRates.Point> points = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Flat, then falling between the points 20 and 24, then flat.
            double smoothed = i == 0 ? 0.1 : 1 - 0.1 * Math.max(0, Math.min(4, i - 20));
            points.add(new FoundRates.Point(i, Math.pow(10, i / 10.0 - 5), smoothed, smoothed));
        }
        double suggested = new FoundRates(points, false).suggestion().orElseThrow();
        assertEquals(points.get(22).rate(), suggested);
    }
}
