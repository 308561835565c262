package polyview.plots;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** The charts of {@link Plots#history(Table)}, one for the loss and one for each metric. */
final class HistoryCharts {

    private static final String VALIDATION = "val_";
    /** Columns of a history that are about the run, not about the model. */
    private static final Set<String> BOOKKEEPING = Set.of("epoch", "seconds", "images_per_second", "learning_rate");

    private HistoryCharts() {}

    static List<XYChart> of(Table table) {
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException("table must have at least one epoch, got no rows");
        }
        if (!hasNumbers(table, "epoch") || table.column("epoch").countMissing() > 0) {
            throw new IllegalArgumentException(
                    "table must have a column epoch with a number in every row, got the columns "
                            + table.columnNames());
        }
        List<String> names = quantities(table);
        List<XYChart> charts = new ArrayList<>();
        for (String name : names) {
            charts.add(chart(table, name, charts.size()));
        }
        return charts;
    }

    /** The quantities to draw, by the names of their training columns, in the order of the table. */
    private static List<String> quantities(Table table) {
        List<String> names = table.columns().stream()
                .filter(NumericColumn.class::isInstance)
                .map(column -> column.name())
                .filter(name -> !BOOKKEEPING.contains(name) && !name.startsWith(VALIDATION))
                .filter(name -> hasNumbers(table, name) || hasNumbers(table, VALIDATION + name))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "table must have a column with a loss or a metric, got the columns " + table.columnNames());
        }
        return names;
    }

    private static XYChart chart(Table table, String name, int index) {
        XYChart chart = new XYChart(Style.WIDTH / 2, HistoryPlot.PANEL_HEIGHT);
        Style.apply(chart);
        chart.setTitle(name);
        chart.setXAxisTitle("epoch");
        for (String column : List.of(name, VALIDATION + name)) {
            if (hasNumbers(table, column)) {
                add(chart, table, column, Style.color(index), column.equals(name));
            }
        }
        double[] epochs = all(chart, XYSeries::getXData);
        Style.rangeOfEpochs(chart.getStyler(), epochs[0], epochs[epochs.length - 1]);
        double[] values = all(chart, XYSeries::getYData);
        Style.rangeOfValues(chart.getStyler(), values[0], values[values.length - 1]);
        return chart;
    }

    private static void add(XYChart chart, Table table, String column, Color color, boolean training) {
        // A validation that ran in some epochs only is still one line: its gaps are left out.
        NumericColumn<?> values = (NumericColumn<?>) table.column(column);
        NumericColumn<?> epochs = (NumericColumn<?>) table.column("epoch");
        int[] rows = IntStream.range(0, table.rowCount())
                .filter(row -> !values.isMissing(row) && Double.isFinite(values.getDouble(row)))
                .toArray();
        XYSeries series = chart.addSeries(
                column,
                Arrays.stream(rows).mapToDouble(epochs::getDouble).toArray(),
                Arrays.stream(rows).mapToDouble(values::getDouble).toArray());
        series.setLabel(training ? "train" : "validation");
        series.setLineColor(color).setLineStyle(training ? Style.SOLID : Style.DASHED);
        // A single epoch has only points, which must differ too.
        Marker marker = training ? SeriesMarkers.CIRCLE : SeriesMarkers.DIAMOND;
        series.setMarker(Style.markerOf(rows.length, marker)).setMarkerColor(color);
    }

    /** All numbers of all series, sorted. */
    private static double[] all(XYChart chart, Function<XYSeries, double[]> data) {
        return chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(data.apply(series)))
                .sorted()
                .toArray();
    }

    /** Whether a column of this name holds at least one number. */
    private static boolean hasNumbers(Table table, String name) {
        return table.columnNames().contains(name)
                && table.column(name) instanceof NumericColumn<?> column
                && Arrays.stream(column.asDoubleArray()).anyMatch(Double::isFinite);
    }
}
