package polyview.plots;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import polyview.experiments.Results;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Draws {@link Plots#scoreAgainst(Results, String)}. */
final class ScatterPlot {

    /** If the largest number is at least this many times the smallest, the axis is logarithmic. */
    private static final double WIDE = 30;

    private static final int WIDEST_NAME = 200;

    private ScatterPlot() {}

    static XYChart draw(Results results, String column) {
        Table table = results.table();
        String score = results.score();
        NumericColumn<?> across = column(table, column);
        NumericColumn<?> up = column(table, score);
        NumericColumn<?> top = column(table, score + "_high");
        List<PointLabels.Label> labels = new ArrayList<>();
        List<Double> halves = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            if (!up.isMissing(row) && !across.isMissing(row)) {
                String name = table.stringColumn("variant").get(row);
                labels.add(new PointLabels.Label(
                        Style.shortened(name, WIDEST_NAME), across.getDouble(row), up.getDouble(row)));
                halves.add(top.isMissing(row) ? 0 : top.getDouble(row) - up.getDouble(row));
                rows.add(row);
            }
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "no variant of " + results.name() + " has both a score and a number in " + column);
        }
        XYChart chart = new XYChart(Style.WIDTH, Style.HEIGHT);
        Style.apply(chart);
        chart.setTitle(results.name());
        boolean single = rows.stream().anyMatch(top::isMissing);
        chart.setYAxisTitle(score + " (bars: 95% interval" + (single ? "; none for a single run)" : ")"));
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < labels.size(); i++) {
            PointLabels.Label label = labels.get(i);
            add(chart, results.variants().get(rows.get(i)), label, halves.get(i), rows.get(i));
            low = Math.min(low, label.y() - halves.get(i));
            high = Math.max(high, label.y() + halves.get(i));
        }
        Style.rangeOfValues(chart.getStyler(), low, high);
        setRangeAcross(chart, column, labels);
        chart.getStyler().setLegendVisible(false);
        chart.addAnnotation(new PointLabels(labels));
        return chart;
    }

    private static void add(XYChart chart, String name, PointLabels.Label point, double half, int index) {
        XYSeries series =
                chart.addSeries(name, new double[] {point.x()}, new double[] {point.y()}, new double[] {half});
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(Style.marker(index)).setMarkerColor(Style.color(index));
    }

    private static void setRangeAcross(XYChart chart, String column, List<PointLabels.Label> labels) {
        double least = labels.stream().mapToDouble(PointLabels.Label::x).min().orElseThrow();
        double most = labels.stream().mapToDouble(PointLabels.Label::x).max().orElseThrow();
        chart.getStyler().setErrorBarsColorSeriesColor(true).setMarkerSize(10);
        if (least > 0 && most / least >= WIDE) {
            chart.getStyler().setXAxisLogarithmic(true);
            chart.getStyler().setXAxisMin(least / 1.5).setXAxisMax(most * 1.5);
            chart.setXAxisTitle(column + " (logarithmic)");
            return;
        }
        // Unequal margins, as for the values; equal numbers are in the middle.
        double margin = most > least ? 0.08 * (most - least) : Math.max(Math.abs(most) * 0.5, 1);
        chart.getStyler().setXAxisMin(least - margin).setXAxisMax(most + 0.95 * margin);
        chart.setXAxisTitle(column);
    }

    private static NumericColumn<?> column(Table table, String name) {
        List<String> numbers = table.columns().stream()
                .filter(NumericColumn.class::isInstance)
                .map(column -> column.name())
                .toList();
        if (!numbers.contains(name)) {
            throw new IllegalArgumentException("column must be one of " + numbers + ", got " + name);
        }
        return (NumericColumn<?>) table.column(name);
    }
}
