package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import polyview.experiments.ResultsTest;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Points lie where the picture has their markers, and say both numbers. */
@Tag("plots")
class HoverPlotTest {

    private static XYChart chart() {
        XYChart chart = new XYChart(400, 300);
        Style.apply(chart);
        chart.setXAxisTitle("epoch");
        chart.setYAxisTitle("loss");
        chart.addSeries("train", new double[] {1, 2, 4}, new double[] {1, 0.51234, 0.00012});
        chart.addSeries("valid", new double[] {1, 2, 3}, new double[] {1.25, Double.NaN, 12.5});
        return chart;
    }

    @Test
    void pointsSayWhatTheyAre() {
        assertEquals(
                List.of(
                        "train epoch: 1, loss: 1",
                        "train epoch: 2, loss: 0.512",
                        "train epoch: 4, loss: 1.20e-04",
                        "valid epoch: 1, loss: 1.25",
                        "valid epoch: 3, loss: 12.5"),
                texts(Plots.hover(chart())));
    }

    @Test
    void pointsOfASeriesCanHaveNames() {
        assertEquals(
                List.of("a epoch: 1, loss: 1", "b epoch: 2, loss: 0.512", "c epoch: 4, loss: 1.20e-04"),
                texts(Plots.hover(chart()).names("train", List.of("a", "b", "c")))
                        .subList(0, 3));
    }

    @Test
    void pointsLieOnTheirMarkers() {
        for (boolean logarithmic : new boolean[] {false, true}) {
            XYChart chart = new XYChart(400, 300);
            Style.apply(chart);
            chart.getStyler().setXAxisLogarithmic(logarithmic);
            chart.addSeries("a", new double[] {1, 50, 1000}, new double[] {3, 1, 2})
                    .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                    .setMarker(SeriesMarkers.SQUARE)
                    .setMarkerColor(Style.color(3));
            HoverPlot plot = Plots.hover(chart);
            requireMarkers(plot, 3);
            List<Integer> left =
                    plot.points().stream().map(HoverPlot.Point::left).toList();
            // In logarithms 50 is 0.566 of the way from 1 to 1000.
            double share = (left.get(1) - left.get(0)) / (double) (left.get(2) - left.get(0));
            assertEquals(logarithmic ? Math.log10(50) / 3 : 49 / 999.0, share, 0.01);
        }
    }

    /** The colour of marker i of the only series lies at its point, in each panel. */
    private static void requireMarkers(HoverPlot plot, int colour) {
        BufferedImage picture = plot.picture();
        for (HoverPlot.Point point : plot.points()) {
            assertEquals(
                    Style.color(colour).getRGB(),
                    picture.getRGB(Plot.SCALE * point.left(), Plot.SCALE * point.top()),
                    point.toString());
        }
    }

    @Test
    void panelsHaveTheirPointsInTheirOwnPlace() {
        Table history = Table.create(
                IntColumn.create("epoch", 1, 2, 3),
                DoubleColumn.create("loss", 1, 0.5, 0.25),
                DoubleColumn.create("accuracy", 0.5, 0.7, 0.9),
                DoubleColumn.create("recall", 0.2, 0.3, 0.4));
        HistoryPlot curves = Plots.history(history);
        for (XYChart chart : curves.charts()) {
            chart.getSeriesCollection().forEach(series -> {
                series.setLineColor(Style.color(4));
                series.setMarkerColor(Style.color(4));
            });
        }
        HoverPlot plot = Plots.hover(curves);
        assertEquals(9, plot.points().size());
        assertTrue(plot.points().get(3).left() > plot.width() / 2, "the second panel is to the right");
        assertTrue(plot.points().get(6).top() > plot.height() / 2, "the third is below");
        assertEquals("epoch: 2, recall: 0.3", plot.points().get(7).values());
        requireMarkers(plot, 4);
    }

    @Test
    void scoresSayTheirInterval() {
        HoverPlot plot = Plots.hover(Plots.scoreAgainst(ResultsTest.made(), "parameters"));
        HoverPlot.Point first = plot.points().get(0);
        assertEquals(ResultsTest.made().variants().get(0), first.name());
        assertTrue(
                first.values().matches("parameters: \\d+, accuracy \\(bars: 95% interval.*\\): [\\d.]+( ± [\\d.]+)?"),
                first.values());
    }

    @Test
    void bandsAndWhatIsNotDrawnHaveNoPoints() {
        XYChart chart = chart();
        chart.addSeries("band", new double[] {1, 2, 2, 1}, new double[] {0, 0, 1, 1})
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        chart.getStyler().setYAxisMax(2.0).setYAxisMin(0.0);
        assertEquals(
                List.of("train", "train", "train", "valid"),
                Plots.hover(chart).points().stream().map(HoverPlot.Point::name).toList());
    }

    @Test
    void aChartOnceToldIsDrawnAsBefore() {
        BufferedImage before = Plot.of(chart()).picture();
        XYChart told = chart();
        Plots.hover(told);
        BufferedImage after = Plots.hover(told).picture();
        assertTrue(
                Arrays.equals(before.getRGB(0, 0, 800, 600, null, 0, 800), after.getRGB(0, 0, 800, 600, null, 0, 800)));
    }

    @Test
    void refusesNamesThatDoNotFitAndTooManyPoints() {
        HoverPlot plot = Plots.hover(chart());
        refused("series must be one of [train, valid], got test", () -> plot.names("test", List.of()));
        refused(
                "names must have 3 entries, one for each point of train, got 2",
                () -> plot.names("train", List.of("a", "b")));
        XYChart many = new XYChart(400, 300);
        double[] numbers =
                IntStream.range(0, HoverPlot.MOST_POINTS + 1).asDoubleStream().toArray();
        many.addSeries("a", numbers, numbers);
        refused("the charts must have at most 3000 points, got 3001", () -> Plots.hover(many)
                .points());
    }

    private static List<String> texts(HoverPlot plot) {
        return plot.points().stream().map(p -> p.name() + " " + p.values()).toList();
    }
}
