package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import polyview.experiments.EpochCurves;
import polyview.experiments.EpochCurves.Point;
import polyview.experiments.Results;
import polyview.experiments.RunResult;
import polyview.training.History;

/** Curves over seeds, against means and deviations computed by hand. */
@Tag("plots")
class CurvesTest {

    /** A run of these losses, one for each epoch. */
    private static RunResult run(String variant, long seed, double... losses) {
        List<History.EpochLog> epochs = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            Map<String, Double> values = new LinkedHashMap<>(Map.of("loss", losses[i]));
            epochs.add(new History.EpochLog(i + 1, values, 1, 100));
        }
        return new RunResult(
                variant, seed, RunResult.Status.FINISHED, "", 10, Map.of("loss", 1.0), epochs, losses.length);
    }

    private static Results results(RunResult... runs) {
        List<String> variants =
                List.of(runs).stream().map(RunResult::variant).distinct().toList();
        List<Long> seeds = LongStream.rangeClosed(1, 3).boxed().toList();
        return new Results(
                "fusion",
                variants,
                variants.get(0),
                seeds,
                "loss",
                List.of(runs),
                Map.of("loss", false, "accuracy", true));
    }

    @Test
    void aLineOfMeansInABandOfOneDeviation() {
        XYChart chart = Plots.curves(results(run("a", 1, 3, 1), run("a", 2, 5, 2), run("b", 1, 4, 4)), "loss");

        assertArrayEquals(new double[] {1, 2}, chart.getSeries("a").getXData());
        assertArrayEquals(new double[] {4, 1.5}, chart.getSeries("a").getYData());
        double[] band = chart.getSeries("a ± std").getYData();
        assertArrayEquals(
                new double[] {4 + Math.sqrt(2), 1.5 + Math.sqrt(0.5), 1.5 - Math.sqrt(0.5), 4 - Math.sqrt(2)},
                band,
                1e-12);
        assertArrayEquals(new double[] {1, 2, 2, 1}, chart.getSeries("a ± std").getXData());
        assertEquals("a (2)", chart.getSeries("a").getLabel());
        assertNotEquals(
                chart.getSeries("a").getLineColor(), chart.getSeries("b").getLineColor());
        // A single run has no spread.
        assertArrayEquals(new double[] {4, 4}, chart.getSeries("b").getYData());
        assertNull(chart.getSeries("b ± std"));
        assertEquals("epoch", chart.getXAxisTitle());
        assertEquals("loss", chart.getYAxisTitle());
        assertTrue(chart.getStyler().getYAxisMax() > 4 + Math.sqrt(2));
    }

    @Test
    void whereRunsHadStoppedTheLineIsDashedAndTheAxisSaysWhy() {
        Results stopped = results(run("a", 1, 3, 1, 7, 8), run("a", 2, 5, 2), run("a", 3, 4, 3, 5));
        XYChart chart = Plots.curves(stopped, "loss");

        assertArrayEquals(new double[] {1, 2}, chart.getSeries("a").getXData());
        assertArrayEquals(
                new double[] {2, 3, 4}, chart.getSeries("a (fewer runs)").getXData());
        assertArrayEquals(
                new double[] {2, 6, 8}, chart.getSeries("a (fewer runs)").getYData());
        assertEquals(2, chart.getSeries("a (fewer runs)").getLineStyle().getDashArray().length);
        assertFalse(chart.getSeries("a (fewer runs)").isShowInLegend());
        assertEquals("epoch (dashed: the mean of fewer runs, as others had stopped)", chart.getXAxisTitle());
        List<Point> points = EpochCurves.of(stopped, "loss").points().get("a");
        assertEquals(List.of(3, 3, 2, 1), points.stream().map(Point::runs).toList());
        assertEquals(Math.sqrt(2), points.get(2).deviation(), 1e-12);
        assertTrue(Double.isNaN(points.get(3).deviation()));
    }

    @Test
    void whatIsNotFiniteIsLeftOutAndVariantsWithoutARunToo() {
        RunResult failed = new RunResult("b", 1, RunResult.Status.FAILED, "gone", 0, Map.of(), List.of(), 1);
        XYChart chart = Plots.curves(
                results(run("a", 1, 3, Double.NaN, 1), run("a", 2, 5, Double.POSITIVE_INFINITY, 2), failed), "loss");
        assertArrayEquals(new double[] {1, 3}, chart.getSeries("a").getXData());
        assertEquals(2, chart.getSeriesCollection().size());
        XYChart seconds = Plots.curves(results(run("a", 1, 3)), "seconds");
        assertArrayEquals(new double[] {1}, seconds.getSeries("a").getYData());
    }

    @Test
    void manyLongNamesStandBelowOneAnother() {
        RunResult[] runs = IntStream.range(0, 12)
                .mapToObj(i -> run("a variant with quite a long name, number " + i, 1, i + 1, i))
                .toArray(RunResult[]::new);
        XYChart chart = Plots.curves(results(runs), "loss");
        assertEquals(Style.WIDTH, chart.getWidth());
        assertEquals(Style.HEIGHT + 11 * 24, chart.getHeight());
    }

    @Test
    void refusals() {
        refused(
                "column must be one of [loss, seconds, images_per_second], got accuracy",
                () -> Plots.curves(results(run("a", 1, 3)), "accuracy"));
        refused(
                "column must be one of [loss, seconds, images_per_second], got epoch",
                () -> Plots.curves(results(run("a", 1, 3)), "epoch"));
        refused(
                "no run of fusion has an epoch with a number in loss",
                () -> Plots.curves(results(run("a", 1, Double.NaN)), "loss"));
    }
}
