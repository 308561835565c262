package polyview.plots;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import polyview.experiments.EpochCurves;
import polyview.experiments.EpochCurves.Point;
import polyview.experiments.Results;

/** Draws {@link Plots#curves(Results, String)}. */
final class CurvesPlot {

    private static final int BAND_ALPHA = 48;

    private CurvesPlot() {}

    static XYChart draw(Results results, String column) {
        EpochCurves curves = EpochCurves.of(results, column);
        List<String> variants = List.copyOf(curves.points().keySet());
        Legend legend = Legend.of(
                variants.stream()
                        .map(variant -> variant + " (" + curves.runs().get(variant) + ")")
                        .toList(),
                Style.WIDTH);
        XYChart chart = new XYChart(Style.WIDTH, Style.HEIGHT + legend.height());
        Style.apply(chart);
        legend.applyTo(chart);
        chart.setTitle(results.name());
        chart.setYAxisTitle(column);
        // Bands first, so that no band hides a line.
        for (int i = 0; i < variants.size(); i++) {
            addBand(chart, variants.get(i), curves.points().get(variants.get(i)), Style.color(i));
        }
        boolean fewer = false;
        for (int i = 0; i < variants.size(); i++) {
            String variant = variants.get(i);
            List<Point> points = curves.points().get(variant);
            int whole = whole(points, curves.runs().get(variant));
            if (whole > 0) {
                addLine(chart, variant, points.subList(0, whole), i)
                        .setLabel(legend.labels().get(i));
            }
            if (whole < points.size()) {
                // From the last point over all runs on, so that there is no gap.
                List<Point> rest = points.subList(Math.max(0, whole - 1), points.size());
                XYSeries line = addLine(chart, variant + " (fewer runs)", rest, i);
                line.setLineStyle(Style.DASHED).setShowInLegend(whole == 0);
                line.setLabel(legend.labels().get(i));
                fewer = true;
            }
        }
        chart.setXAxisTitle(fewer ? "epoch (dashed: the mean of fewer runs, as others had stopped)" : "epoch");
        setRanges(chart, curves.points());
        return chart;
    }

    /** The number of first points that are over all runs. */
    private static int whole(List<Point> points, int runs) {
        int whole = 0;
        while (whole < points.size() && points.get(whole).runs() == runs) {
            whole++;
        }
        return whole;
    }

    private static XYSeries addLine(XYChart chart, String name, List<Point> points, int index) {
        XYSeries line = chart.addSeries(name, values(points, Point::epoch), values(points, Point::mean));
        line.setLineColor(Style.color(index)).setLineStyle(Style.SOLID);
        line.setMarker(Style.markerOf(points.size(), Style.marker(index))).setMarkerColor(Style.color(index));
        return line;
    }

    /** One standard deviation up and down, where there are at least two runs. */
    private static void addBand(XYChart chart, String variant, List<Point> points, Color color) {
        List<Point> spread =
                points.stream().filter(p -> Double.isFinite(p.deviation())).toList();
        if (spread.isEmpty()) {
            return;
        }
        List<Point> back = new ArrayList<>(spread);
        Collections.reverse(back);
        double[] x = Stream.concat(spread.stream(), back.stream())
                .mapToDouble(Point::epoch)
                .toArray();
        double[] y = Stream.concat(
                        spread.stream().map(CurvesPlot::high), back.stream().map(CurvesPlot::low))
                .mapToDouble(Double::doubleValue)
                .toArray();
        XYSeries band = chart.addSeries(variant + " ± std", x, y);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA));
        band.setLineStyle(SeriesLines.NONE).setShowInLegend(false);
        band.setMarker(SeriesMarkers.NONE);
    }

    private static void setRanges(XYChart chart, Map<String, List<Point>> points) {
        List<Point> all = points.values().stream().flatMap(List::stream).toList();
        double[] epochs = all.stream().mapToDouble(Point::epoch).sorted().toArray();
        Style.rangeOfEpochs(chart.getStyler(), epochs[0], epochs[epochs.length - 1]);
        Style.rangeOfValues(
                chart.getStyler(),
                all.stream().mapToDouble(CurvesPlot::low).min().orElseThrow(),
                all.stream().mapToDouble(CurvesPlot::high).max().orElseThrow());
    }

    private static double high(Point point) {
        return point.mean() + (Double.isNaN(point.deviation()) ? 0 : point.deviation());
    }

    private static double low(Point point) {
        return point.mean() - (Double.isNaN(point.deviation()) ? 0 : point.deviation());
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> what) {
        return points.stream().mapToDouble(what).toArray();
    }
}
