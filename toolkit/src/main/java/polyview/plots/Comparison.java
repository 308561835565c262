package polyview.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.markers.SeriesMarkers;
import polyview.experiments.Results;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Draws {@link Plots#compare(Table, String, String, String)}. */
final class Comparison {

    /** The approximate space to the left of the points, in pixels. */
    private static final int LEFT = 80;

    private static final String INTERVAL = "95% interval";

    private Comparison() {}

    /** Draws {@link Plots#compare(Results)}. */
    static CategoryChart draw(Results results) {
        Table table = results.table();
        String score = results.score();
        Table drawn = table.where(table.doubleColumn(score).isNotMissing());
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException("no run of " + results.name() + " has a score to draw");
        }
        DoubleColumn half = drawn.doubleColumn(score + "_high").subtract(drawn.doubleColumn(score));
        CategoryChart chart = draw(drawn.addColumns(half.setName(INTERVAL)), "variant", score, INTERVAL);
        chart.setTitle(results.name());
        if (half.countMissing() > 0) {
            chart.setYAxisTitle(score + " (bars: ± " + INTERVAL + "; none for a single run)");
        }
        return chart;
    }

    static CategoryChart draw(Table table, String category, String mean, String spread) {
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException("table must have at least one row, got none");
        }
        require(table, category);
        List<String> names = new ArrayList<>();
        List<Double> means = numbers(table, mean, Double.NaN);
        List<Double> spreads = numbers(table, spread, 0);
        for (int row = 0; row < table.rowCount(); row++) {
            String name = table.column(category).getString(row);
            if (names.contains(name)) {
                throw new IllegalArgumentException(category + " must name each row once, got " + name + " twice");
            }
            names.add(name);
            if (!Double.isFinite(means.get(row))) {
                throw new IllegalArgumentException(mean + " must be a number in every row, got none in row " + row);
            }
            if (!(spreads.get(row) >= 0 && Double.isFinite(spreads.get(row)))) {
                throw new IllegalArgumentException(
                        spread + " must be finite and not negative, got " + spreads.get(row) + " in row " + row);
            }
        }
        return chart(names, means, spreads, mean, spread);
    }

    private static CategoryChart chart(
            List<String> names, List<Double> means, List<Double> spreads, String mean, String spread) {
        int longest = Style.widest(names);
        int room = (Style.WIDTH - LEFT) / names.size();
        int rotation = longest < room - 8 ? 0 : longest * 0.71 < LEFT + room / 2 - 16 ? 45 : 90;
        int below = (int) Math.round(longest * Math.sin(Math.toRadians(rotation)));
        CategoryChart chart = new CategoryChart(Style.WIDTH, Style.HEIGHT + below);
        Style.apply(chart);
        CategorySeries series = chart.addSeries(mean, names, means, spreads);
        series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Style.color(0));
        chart.setYAxisTitle(mean + " (bars: ± " + spread + ")");
        Style.rangeOfValues(
                chart.getStyler(),
                IntStream.range(0, names.size())
                        .mapToDouble(i -> means.get(i) - spreads.get(i))
                        .min()
                        .orElseThrow(),
                IntStream.range(0, names.size())
                        .mapToDouble(i -> means.get(i) + spreads.get(i))
                        .max()
                        .orElseThrow());
        chart.getStyler()
                .setErrorBarsColorSeriesColor(true)
                .setPlotGridVerticalLinesVisible(false)
                // XChart leaves out labels that are closer than this, and those that would not fit.
                .setXAxisTickMarkSpacingHint(1)
                .setXAxisLabelRotation(rotation)
                .setXAxisLabelAlignment(rotation == 45 ? TextAlignment.Right : TextAlignment.Centre)
                .setMarkerSize(10)
                .setLegendVisible(false);
        return chart;
    }

    private static List<Double> numbers(Table table, String name, double missing) {
        require(table, name);
        if (!(table.column(name) instanceof NumericColumn<?> column)) {
            throw new IllegalArgumentException("column " + name + " must hold numbers, got "
                    + table.column(name).type());
        }
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            values.add(column.isMissing(row) ? missing : column.getDouble(row));
        }
        return values;
    }

    private static void require(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new IllegalArgumentException(
                    "table must have a column " + name + ", got the columns " + table.columnNames());
        }
    }
}
