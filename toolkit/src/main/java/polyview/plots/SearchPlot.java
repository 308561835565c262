package polyview.plots;

import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import polyview.experiments.search.SearchCurves;
import polyview.experiments.search.SearchCurves.Point;

/** Draws {@link Plots#search(java.util.Map)}. */
final class SearchPlot {

    private static final int BAND_ALPHA = 40;

    private SearchPlot() {}

    static XYChart draw(SearchCurves curves) {
        List<String> kinds = List.copyOf(curves.points().keySet());
        boolean bands = curves.searches().values().stream().anyMatch(count -> count > 1);
        Legend legend = Legend.of(
                kinds.stream()
                        .map(kind -> kind + (bands ? " (" + curves.searches().get(kind) + ")" : ""))
                        .toList(),
                Style.WIDTH);
        XYChart chart = new XYChart(Style.WIDTH, Style.HEIGHT + legend.height());
        Style.apply(chart);
        legend.applyTo(chart);
        chart.setXAxisTitle(
                bands ? "runs spent (median of the searches, band from quartile to quartile)" : "runs spent");
        chart.setYAxisTitle("best " + curves.score());
        // Bands first, so that no band hides a line.
        for (int i = 0; i < kinds.size(); i++) {
            if (curves.searches().get(kinds.get(i)) > 1) {
                addBand(chart, kinds.get(i), curves.points().get(kinds.get(i)), Style.color(i));
            }
        }
        for (int i = 0; i < kinds.size(); i++) {
            List<Point> points = curves.points().get(kinds.get(i));
            XYSeries line = chart.addSeries(kinds.get(i), values(points, Point::runs), values(points, Point::median));
            line.setLineColor(Style.color(i)).setLineStyle(i < Style.PALETTE.size() ? Style.SOLID : Style.DASHED);
            line.setMarker(points.size() == 1 ? Style.marker(i) : SeriesMarkers.NONE)
                    .setMarkerColor(Style.color(i));
            line.setLabel(legend.labels().get(i));
        }
        setRanges(chart, curves.points().values().stream().flatMap(List::stream).toList());
        return chart;
    }

    private static void addBand(XYChart chart, String kind, List<Point> points, Color color) {
        int n = points.size();
        double[] x = IntStream.range(0, 2 * n)
                .mapToDouble(i -> points.get(i < n ? i : 2 * n - 1 - i).runs())
                .toArray();
        double[] y = IntStream.range(0, 2 * n)
                .mapToDouble(i ->
                        i < n ? points.get(i).high() : points.get(2 * n - 1 - i).low())
                .toArray();
        XYSeries band = chart.addSeries(kind + " quartiles", x, y);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA));
        band.setLineStyle(SeriesLines.NONE).setShowInLegend(false);
        band.setMarker(SeriesMarkers.NONE);
    }

    private static void setRanges(XYChart chart, List<Point> all) {
        double[] runs = values(all, Point::runs);
        Style.rangeOfEpochs(
                chart.getStyler(),
                DoubleStream.of(runs).min().orElseThrow(),
                DoubleStream.of(runs).max().orElseThrow());
        Style.rangeOfValues(
                chart.getStyler(),
                all.stream().mapToDouble(Point::low).min().orElseThrow(),
                all.stream().mapToDouble(Point::high).max().orElseThrow());
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> what) {
        return points.stream().mapToDouble(what).toArray();
    }
}
