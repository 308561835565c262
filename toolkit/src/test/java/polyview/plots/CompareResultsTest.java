package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.experiments.Results;
import polyview.experiments.ResultsTest;

/** The points and bars of an experiment's results. */
@Tag("plots")
class CompareResultsTest {

    @Test
    void aPointForEachVariantWithItsInterval() {
        var chart = Plots.compare(ResultsTest.made());

        assertEquals("fusion", chart.getTitle());
        assertEquals("accuracy (bars: ± 95% interval)", chart.getYAxisTitle());
        var series = chart.getSeries("accuracy");
        assertEquals(List.of("concat", "multiply"), series.getXData());
        double[] means = series.getYData();
        double[] bars = series.getExtraValues();
        assertEquals(0.7, means[0], 1e-12);
        assertEquals(0.85, means[1], 1e-12);
        assertEquals(0, bars[0], 1e-12);
        // Two runs, 0.05 off their mean: the 97.5% point of Student's t with 1 degree of freedom is tan(0.475 pi).
        assertEquals(Math.tan(0.475 * Math.PI) * 0.05, bars[1], 1e-9);
    }

    @Test
    void variantsWithoutARunAreLeftOut() {
        Results made = ResultsTest.made();
        var more = new Results(
                "fusion",
                List.of("sum", "multiply"),
                "sum",
                List.of(1L, 2L, 3L),
                "accuracy",
                made.done().subList(3, 6),
                Map.of("loss", false, "accuracy", true));
        assertEquals(
                List.of("multiply"), Plots.compare(more).getSeries("accuracy").getXData());
        var none = new Results(
                "fusion",
                List.of("sum"),
                "sum",
                List.of(1L),
                "accuracy",
                List.of(),
                Map.of("loss", false, "accuracy", true));
        assertEquals(
                "no run of fusion has a score to draw",
                assertThrows(IllegalArgumentException.class, () -> Plots.compare(none))
                        .getMessage());
    }

    /** No bar is no certainty: the axis says why there is none. */
    @Test
    void aSingleRunHasNoInterval() {
        Results made = ResultsTest.made();
        var single = new Results(
                "fusion",
                made.variants(),
                "concat",
                made.seeds(),
                "accuracy",
                made.done().subList(0, 4),
                Map.of("loss", false, "accuracy", true));
        assertEquals(
                "accuracy (bars: ± 95% interval; none for a single run)",
                Plots.compare(single).getYAxisTitle());
        assertEquals(
                "accuracy (bars: 95% interval; none for a single run)",
                Plots.scoreAgainst(single, "parameters").getYAxisTitle());
    }
}
