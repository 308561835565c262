package polyview.plots;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.HorizontalBarChart;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Draws {@link Plots#classCounts(Table)}: horizontal bars, so that the names of any number of classes can be read. */
final class ClassBars {

    /** Up to this many classes all are drawn; of more, half as many at either end. */
    static final int MOST = 100;

    /** The height of a bar and the space around it, in pixels. */
    private static final int BAR = 18;

    /** The heights of the axis below the bars with its title, and of the title above them. */
    private static final int AXIS = 56;

    private static final int TITLE = 24;

    /** In pixels; a third of the plot. */
    private static final int WIDEST_NAME = 240;

    private ClassBars() {}

    static HorizontalBarChart draw(Table table) {
        double[] counts = counts(table);
        int[] rows = rows(counts);
        boolean all = rows.length == counts.length;
        HorizontalBarChart chart = new HorizontalBarChart(Style.WIDTH, AXIS + (all ? 0 : TITLE) + rows.length * BAR);
        Style.apply(chart);
        List<Double> lengths = IntStream.of(rows).mapToObj(row -> counts[row]).toList();
        chart.addSeries("count", lengths, names(table, rows)).setFillColor(Style.color(0));
        if (!all) {
            chart.setTitle(String.format(
                    Locale.ROOT,
                    "the %d largest and the %d smallest of %,d classes",
                    MOST / 2,
                    MOST / 2,
                    counts.length));
        }
        chart.setXAxisTitle("samples");
        chart.getStyler()
                .setLabelsVisible(true)
                // Just beyond the end of its bar.
                .setLabelsPosition(1.05)
                .setLabelsFont(Style.SMALL)
                .setLabelsFontColorAutomaticEnabled(false)
                .setLabelsFontColor(Style.TEXT)
                .setAvailableSpaceFill(0.75)
                .setLegendVisible(false)
                // A small margin, without which the 0 at the edge has no label.
                .setPlotContentSize(0.99);
        chart.getStyler()
                // The bars have their numbers, and lines would run through them.
                .setPlotGridLinesVisible(false)
                .setXAxisDecimalPattern("#,##0")
                // XChart leaves out names that are closer than this hint, which it takes from the other axis.
                .setXAxisTickMarkSpacingHint(BAR - 2)
                .setXAxisMin(0.0)
                // Room for the number beyond the longest bar.
                .setXAxisMax(1.15 * Math.max(1, DoubleStream.of(counts).max().orElseThrow()));
        return chart;
    }

    private static double[] counts(Table table) {
        for (String name : List.of("class", "count")) {
            if (!table.columnNames().contains(name)) {
                throw new IllegalArgumentException(
                        "table must have a column " + name + ", got the columns " + table.columnNames());
            }
        }
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException("table must have at least one class, got no rows");
        }
        if (!(table.column("count") instanceof NumericColumn<?> column)) {
            throw new IllegalArgumentException("column count must hold numbers, got "
                    + table.column("count").type());
        }
        double[] counts = column.asDoubleArray();
        for (int row = 0; row < counts.length; row++) {
            if (!(counts[row] >= 0 && Double.isFinite(counts[row]))) {
                throw new IllegalArgumentException(
                        "count must be finite and not negative, got " + counts[row] + " in row " + row);
            }
        }
        return counts;
    }

    /** All rows in the table's order, or both ends of the rows in falling order. */
    private static int[] rows(double... counts) {
        if (counts.length <= MOST) {
            return IntStream.range(0, counts.length).toArray();
        }
        // Stable: equal counts stay in the table's order.
        int[] falling = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -counts[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, MOST)
                .map(i -> falling[i < MOST / 2 ? i : counts.length - MOST + i])
                .toArray();
    }

    /** The names as they fit; all differ, as XChart needs it. */
    private static List<String> names(Table table, int... rows) {
        Set<String> names = new LinkedHashSet<>();
        for (int row : rows) {
            String name = Style.shortened(table.column("class").getString(row), WIDEST_NAME);
            String free = name;
            for (int i = 2; !names.add(free); i++) {
                free = name + " (" + i + ")";
            }
        }
        return List.copyOf(names);
    }
}
