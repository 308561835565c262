package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import polyview.experiments.Results;
import polyview.experiments.ResultsTest;
import polyview.experiments.RunResult;

/** Points, bars and names of scores against what they cost. */
@Tag("plots")
class ScoreAgainstTest {

    private static Results results(String[] names, long[] parameters, double[] scores) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            runs.add(new RunResult(
                    names[i],
                    1,
                    RunResult.Status.FINISHED,
                    "",
                    parameters[i],
                    Map.of("accuracy", scores[i]),
                    List.of(),
                    3));
        }
        return new Results(
                "fusion",
                List.of(names),
                names[0],
                List.of(1L),
                "accuracy",
                runs,
                Map.of("loss", false, "accuracy", true));
    }

    @Test
    void aPointForEachVariantWithItsIntervalUpright() {
        XYChart chart = Plots.scoreAgainst(ResultsTest.made(), "parameters");
        assertEquals(
                List.of("concat", "multiply"),
                chart.getSeriesCollection().stream().map(XYSeries::getName).toList());
        var multiply = chart.getSeries("multiply");
        assertArrayEquals(new double[] {12}, multiply.getXData());
        assertArrayEquals(new double[] {0.85}, multiply.getYData(), 1e-12);
        assertArrayEquals(new double[] {Math.tan(0.475 * Math.PI) * 0.05}, multiply.getExtraValues(), 1e-9);
        assertEquals("parameters", chart.getXAxisTitle());
        assertEquals("accuracy (bars: 95% interval)", chart.getYAxisTitle());
        assertArrayEquals(
                new double[] {3},
                Plots.scoreAgainst(ResultsTest.made(), "seconds_per_epoch")
                        .getSeries("concat")
                        .getXData());
    }

    @Test
    void namesCoverNoPointAndNoOtherName() {
        int count = 10;
        String[] names = IntStream.range(0, count)
                .mapToObj(i -> "a variant, number " + i)
                .toArray(String[]::new);
        double[] scores = IntStream.range(0, count)
                .mapToDouble(i -> 0.8 + 0.003 * (i % 5))
                .toArray();
        long[] parameters = IntStream.range(0, count)
                .mapToLong(i -> i < 5 ? 1000 : 2000 + 10 * i)
                .toArray();
        var labels = new ArrayList<PointLabels.Label>();
        for (int i = 0; i < count; i++) {
            labels.add(new PointLabels.Label(names[i], parameters[i], scores[i]));
        }
        XYChart chart = Plots.scoreAgainst(results(names, parameters, scores), "parameters");
        var own = new PointLabels(labels);
        chart.addAnnotation(own);
        Plot.of(chart).picture();
        List<Rectangle> places = own.places(chart.getWidth());
        for (int i = 0; i < count; i++) {
            assertTrue(new Rectangle(0, 0, Style.WIDTH, Style.HEIGHT).contains(places.get(i)), names[i]);
            for (int j = 0; j < i; j++) {
                assertFalse(places.get(i).intersects(places.get(j)), i + " covers " + j);
            }
        }
    }

    @Test
    void numbersFarApartStandOnALogarithmicAxis() {
        String[] names = {"a", "b"};
        double[] scores = {0.5, 0.6};
        XYChart near = Plots.scoreAgainst(results(names, new long[] {100, 2999}, scores), "parameters");
        XYChart far = Plots.scoreAgainst(results(names, new long[] {100, 3000}, scores), "parameters");
        assertFalse(near.getStyler().isXAxisLogarithmic());
        assertTrue(far.getStyler().isXAxisLogarithmic());
        assertEquals("parameters (logarithmic)", far.getXAxisTitle());
        assertEquals(0, near.getSeries("a").getExtraValues()[0]);
    }

    @Test
    void refusals() {
        refused(
                "column must be one of [runs, parameters, accuracy, accuracy_std, accuracy_low, accuracy_high, difference,"
                        + " difference_low, difference_high, p_value, p_holm, effect_size, seconds_per_epoch, images_per_second], got size",
                () -> Plots.scoreAgainst(ResultsTest.made(), "size"));
        var none = new Results(
                "fusion",
                List.of("sum"),
                "sum",
                List.of(1L),
                "accuracy",
                List.of(),
                Map.of("loss", false, "accuracy", true));
        refused(
                "no variant of fusion has both a score and a number in parameters",
                () -> Plots.scoreAgainst(none, "parameters"));
    }
}
