package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.data.Refusal.refused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import polyview.data.FloatArray;

/** ROC and precision-recall curves as they are drawn; RocCurveTest has their numbers. */
@Tag("plots")
class DecisionCurvesTest {

    private static final FloatArray LABELS = FloatArray.of(new float[] {0, 0, 1, 1, 0}, 5);
    private static final FloatArray SCORES = FloatArray.of(new float[] {1, 4, 3, 8, 0}, 5);
    private static final FloatArray NOTHING = FloatArray.of(new float[5], 5);

    private static List<String> legend(XYChart chart) {
        return chart.getSeriesCollection().stream().map(XYSeries::getLabel).toList();
    }

    private static Map<String, FloatArray> two() {
        Map<String, FloatArray> scores = new LinkedHashMap<>();
        scores.put("concat", SCORES);
        scores.put("nothing", NOTHING);
        return scores;
    }

    @Test
    void theAreaStandsInTheLegend() {
        // 5 of 6 pairs stand right.
        XYChart chart = Plots.roc(LABELS, SCORES);
        assertEquals(List.of("chance", "AUC 0.833"), legend(chart));
        assertArrayEquals(
                new double[] {0, 0, 1 / 3.0, 1 / 3.0, 2 / 3.0, 1},
                chart.getSeries("scores").getXData());
        assertArrayEquals(
                new double[] {0, 0.5, 0.5, 1, 1, 1}, chart.getSeries("scores").getYData());
        // 1/2 at precision 1, the other half at 2/3.
        assertEquals(List.of("chance", "AP 0.833"), legend(Plots.precisionRecall(LABELS, SCORES)));
    }

    @Test
    void severalModelsAreALineEach() {
        XYChart roc = Plots.roc(LABELS, two());
        assertEquals(List.of("chance", "concat (AUC 0.833)", "nothing (AUC 0.500)"), legend(roc));
        assertArrayEquals(new double[] {0, 1}, roc.getSeries("nothing").getXData());
        assertNotEquals(
                roc.getSeries("concat").getLineColor(), roc.getSeries("nothing").getLineColor());
        XYChart curve = Plots.precisionRecall(LABELS, two());
        assertEquals(List.of("chance", "concat (AP 0.833)", "nothing (AP 0.400)"), legend(curve));
        // Level to the recall of each point, as the average precision counts it.
        assertArrayEquals(
                new double[] {0, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1, 1},
                curve.getSeries("concat").getXData());
        assertArrayEquals(
                new double[] {1, 1, 0.5, 0.5, 2 / 3.0, 2 / 3.0, 0.5, 0.5, 0.4, 0.4},
                curve.getSeries("concat").getYData());
        assertArrayEquals(
                new double[] {0.4, 0.4},
                curve.getSeriesCollection().iterator().next().getYData());
    }

    @Test
    void noModelIsRefused() {
        refused("scores must not be empty", () -> Plots.roc(LABELS, Map.of()));
        refused("scores must not be empty", () -> Plots.precisionRecall(LABELS, Map.of()));
    }
}
