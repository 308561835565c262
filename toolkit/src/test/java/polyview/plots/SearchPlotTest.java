package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import polyview.experiments.search.Search;
import polyview.experiments.search.SearchResults;
import polyview.experiments.search.Space;
import polyview.experiments.search.Strategy;

@Tag("notebooks")
class SearchPlotTest {

    /** Tries 10 and then 0, each plus an offset. */
    static SearchResults search(double offset) {
        return Search.named("tens")
                .space(Space.empty().choice("v", 10, 0))
                .minimize(o -> offset + o.integer("v"))
                .strategy(Strategy.grid(1))
                .runs(2)
                .verbose(false)
                .run();
    }

    @Test
    void aKindIsALineInABand() {
        Map<String, List<SearchResults>> kinds = new LinkedHashMap<>();
        kinds.put("three", Stream.of(3.0, 1.0, 2.0).map(SearchPlotTest::search).toList());
        kinds.put("one", List.of(search(5)));

        XYChart chart = Plots.search(kinds);

        assertEquals(
                List.of("three quartiles", "three", "one"),
                chart.getSeriesCollection().stream().map(XYSeries::getName).toList());
        XYSeries median = chart.getSeries("three");
        assertArrayEquals(new double[] {1, 2}, median.getXData());
        assertArrayEquals(new double[] {12, 2}, median.getYData());
        // Of three values the quartiles are the outer ones; there along the upper and back along the lower ones.
        XYSeries band = chart.getSeries("three quartiles");
        assertArrayEquals(new double[] {1, 2, 2, 1}, band.getXData());
        assertArrayEquals(new double[] {13, 3, 1, 11}, band.getYData());
        assertEquals("three (3)", median.getLabel());
        assertEquals("best value", chart.getYAxisTitle());
        assertEquals(Style.color(1), chart.getSeries("one").getLineColor());
    }

    @Test
    void oneSearchIsALine() {
        XYChart chart = Plots.search(search(0));

        assertEquals(1, chart.getSeriesCollection().size());
        assertArrayEquals(new double[] {10, 0}, chart.getSeries("tens").getYData());
        assertEquals("runs spent", chart.getXAxisTitle());
        assertEquals(
                "searches must not be empty",
                assertThrows(IllegalArgumentException.class, () -> Plots.search(Map.of()))
                        .getMessage());
    }
}
