package polyview.plots;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import polyview.base.Checks;
import polyview.training.FoundRates;
import polyview.training.schedules.Schedule;

/** Draws {@link Plots#learningRate(FoundRates)} and {@link Plots#learningRate(Schedule, long)}. */
final class RatePlots {

    /** More points than pixels show nothing more. */
    private static final int MOST_POINTS = 1000;

    private RatePlots() {}

    static XYChart draw(FoundRates found) {
        List<FoundRates.Point> points = found.points().stream()
                .filter(point -> Double.isFinite(point.smoothed()))
                .toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("found must have a rate with a finite loss, got " + found);
        }
        XYChart chart = new XYChart(Style.WIDTH, Style.HEIGHT);
        Style.apply(chart);
        double[] rates = values(points, FoundRates.Point::rate);
        double[] smoothed = values(points, FoundRates.Point::smoothed);
        XYSeries each = line(chart, "loss", rates, values(points, FoundRates.Point::loss));
        each.setLineColor(Style.GRID);
        line(chart, "smoothed", rates, smoothed).setLineColor(Style.color(0));
        double low = Arrays.stream(smoothed).min().orElseThrow();
        double high = Arrays.stream(smoothed).max().orElseThrow();
        Style.rangeOfValues(chart.getStyler(), low, high);
        found.suggestion().ifPresent(rate -> {
            XYSeries mark = line(chart, "suggestion", new double[] {rate, rate}, new double[] {low, high});
            mark.setLabel(String.format(Locale.ROOT, "falls fastest at %.2g", rate));
            mark.setLineColor(Style.color(1)).setLineStyle(Style.DASHED);
        });
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(rates[0] / 1.5).setXAxisMax(rates[rates.length - 1] * 1.5);
        chart.setXAxisTitle("learning rate (logarithmic" + (found.diverged() ? "; the last one diverged)" : ")"));
        chart.setYAxisTitle("loss");
        return chart;
    }

    static XYChart draw(Schedule schedule, long steps) {
        Checks.requirePositive("steps", steps);
        long[] at = LongStream.range(0, Math.min(steps, MOST_POINTS))
                .map(i -> steps <= MOST_POINTS ? i : i * (steps - 1) / (MOST_POINTS - 1))
                .toArray();
        double[] rates = Arrays.stream(at).mapToDouble(schedule::rate).toArray();
        XYChart chart = new XYChart(Style.WIDTH, Style.HEIGHT);
        Style.apply(chart);
        XYSeries line =
                line(chart, "learning rate", Arrays.stream(at).asDoubleStream().toArray(), rates);
        line.setLineColor(Style.color(0));
        // A single step has only a point.
        line.setMarker(Style.markerOf(at.length, SeriesMarkers.CIRCLE)).setMarkerColor(Style.color(0));
        chart.getStyler().setLegendVisible(false);
        Style.rangeOfValues(
                chart.getStyler(),
                DoubleStream.of(rates).min().orElseThrow(),
                DoubleStream.of(rates).max().orElseThrow());
        chart.setXAxisTitle("step");
        chart.setYAxisTitle("learning rate");
        return chart;
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
        XYSeries line = chart.addSeries(name, x, y);
        line.setMarker(SeriesMarkers.NONE).setLineStyle(Style.SOLID);
        return line;
    }

    private static double[] values(List<FoundRates.Point> points, ToDoubleFunction<FoundRates.Point> what) {
        return points.stream().mapToDouble(what).toArray();
    }
}
