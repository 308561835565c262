package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import polyview.training.History;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("notebooks")
class PlotsTest {

    @Test
    void aHistoryHasAPanelForTheLossAndOneForEachMetric() {
        HistoryPlot panels = Plots.history(history(4));

        assertEquals(List.of("loss", "accuracy"), names(panels));
        for (XYChart chart : panels.charts()) {
            assertEquals("epoch", chart.getXAxisTitle());
            String name = chart.getTitle();
            assertEquals(
                    List.of(name, "val_" + name),
                    chart.getSeriesCollection().stream().map(XYSeries::getName).toList());
            for (XYSeries series : chart.getSeriesCollection()) {
                assertArrayEquals(new double[] {1, 2, 3, 4}, series.getXData());
                assertArrayEquals(history(4).doubleColumn(series.getName()).asDoubleArray(), series.getYData());
            }
        }
    }

    @Test
    void aHistoryAndItsTableLookTheSame() {
        var log = new History.EpochLog(1, Map.of("loss", 0.5), 2, 1500);
        var history = new History(List.of(log), History.Stop.DONE, 7, 10, true);

        HistoryPlot panels = Plots.history(history);

        assertEquals(List.of("loss"), names(panels));
        assertArrayEquals(
                new double[] {0.5}, panels.charts().get(0).getSeries("loss").getYData());
    }

    @Test
    void trainingIsSolidAndValidationDashedInTheSameColour() {
        XYChart loss = Plots.history(history(3)).charts().get(0);
        XYSeries train = loss.getSeries("loss");
        XYSeries validation = loss.getSeries("val_loss");

        assertEquals(0, dashes(train));
        assertEquals(2, dashes(validation));
        assertEquals(train.getLineColor(), validation.getLineColor());
        assertNotEquals(train.getMarker(), validation.getMarker());
        assertEquals(List.of("train", "validation"), List.of(train.getLabel(), validation.getLabel()));
    }

    @Test
    void aHistoryWithoutValidationHasOneCurveInEachPanel() {
        Table table = history(3);
        table.removeColumns("val_loss", "val_accuracy");

        HistoryPlot panels = Plots.history(table);

        assertEquals(List.of("loss", "accuracy"), names(panels));
        assertEquals(1, panels.charts().get(1).getSeriesCollection().size());
    }

    @Test
    void missingEpochsAreLeftOutAndEmptyColumnsToo() {
        Table table = history(4);
        table.doubleColumn("val_loss").setMissing(0).setMissing(2);
        for (int row = 0; row < 4; row++) {
            table.doubleColumn("val_accuracy").setMissing(row);
        }

        List<XYChart> charts = Plots.history(table).charts();

        assertArrayEquals(
                new double[] {2, 4}, charts.get(0).getSeries("val_loss").getXData());
        assertEquals(1, charts.get(1).getSeriesCollection().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 31, 60, 500})
    void aHistoryOfAnyLengthIsDrawn(int epochs) {
        HistoryPlot panels = Plots.history(history(epochs));
        BufferedImage image = panels.picture();

        assertEquals(1440, image.getWidth());
        assertEquals(600, image.getHeight());
        // Each panel has its colour in its own half, and only there.
        for (int panel = 0; panel < 2; panel++) {
            BufferedImage half = image.getSubimage(panel * 720, 0, 720, 600);
            assertTrue(holds(half, Style.color(panel)), "panel " + panel);
            assertTrue(!holds(half, Style.color(1 - panel)), "panel " + panel);
        }
    }

    @Test
    void panelsStandTwoInARow() {
        Table table = history(3);
        table.addColumns(DoubleColumn.create("mean_absolute_error", 3, 2, 1));

        HistoryPlot three = Plots.history(table);

        assertEquals(600, three.height());
        assertEquals("loss, accuracy, mean_absolute_error", three.title());
        BufferedImage image = three.picture();
        assertTrue(holds(image.getSubimage(0, 600, 720, 600), Style.color(2)));
        HistoryPlot one = Plots.history(history(3).selectColumns("epoch", "loss"));
        assertEquals(480, one.width());
        assertEquals(300, one.height());
    }

    @Test
    void aHistoryThatCannotBeDrawnIsRefused() {
        assertMessage(
                "table must have at least one epoch, got no rows",
                () -> Plots.history(history(2).emptyCopy()));
        assertMessage(
                "table must have a column epoch with a number in every row, got the columns [loss]",
                () -> Plots.history(history(2).selectColumns("loss")));
        assertMessage(
                "table must have a column with a loss or a metric, got the columns [epoch, seconds]",
                () -> Plots.history(history(2).selectColumns("epoch", "seconds")));
        assertMessage("charts must not be empty", () -> new HistoryPlot(List.of()));
    }

    @Test
    void aComparisonHasAPointAndABarForEachRow() {
        Table table = results("concat", "average", "multiply");
        table.doubleColumn("std").setMissing(2);

        var chart = Plots.compare(table, "fusion", "accuracy", "std");

        var series = chart.getSeries("accuracy");
        assertEquals(List.of("concat", "average", "multiply"), series.getXData());
        assertArrayEquals(new double[] {0.5, 0.6, 0.7}, series.getYData(), 1e-12);
        assertArrayEquals(new double[] {0.01, 0.02, 0}, series.getExtraValues(), 1e-12);
        assertEquals("accuracy (bars: ± std)", chart.getYAxisTitle());
        assertTrue(chart.getStyler().getYAxisMin() < 0.49);
        assertTrue(chart.getStyler().getYAxisMax() > 0.7);
        assertTrue(holds(BitmapEncoder.getBufferedImage(chart), Style.color(0)));
    }

    @Test
    void longNamesAreTurnedAndNoneIsLeftOut() {
        String[] names = new String[11];
        for (int i = 0; i < names.length; i++) {
            names[i] = "a variant with a long name " + i;
        }

        var chart = Plots.compare(results(names), "fusion", "accuracy", "std");

        assertEquals(90, chart.getStyler().getXAxisLabelRotation());
        assertTrue(chart.getHeight() > Style.HEIGHT);
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        assertEquals(11, groupsOfInk(image.getSubimage(60, image.getHeight() - 60, 660, 30)));
    }

    @Test
    void aComparisonThatCannotBeDrawnIsRefused() {
        Table table = results("concat", "concat");
        assertMessage(
                "fusion must name each row once, got concat twice",
                () -> Plots.compare(table, "fusion", "accuracy", "std"));
        assertMessage(
                "table must have a column mean, got the columns [fusion, accuracy, std]",
                () -> Plots.compare(table, "fusion", "mean", "std"));
        assertMessage(
                "column fusion must hold numbers, got STRING", () -> Plots.compare(table, "fusion", "fusion", "std"));
        assertMessage(
                "table must have at least one row, got none",
                () -> Plots.compare(table.emptyCopy(), "fusion", "accuracy", "std"));
        Table negative = results("a");
        negative.doubleColumn("std").set(0, -1);
        assertMessage(
                "std must be finite and not negative, got -1.0 in row 0",
                () -> Plots.compare(negative, "fusion", "accuracy", "std"));
        Table missing = results("a", "b");
        missing.doubleColumn("accuracy").setMissing(1);
        assertMessage(
                "accuracy must be a number in every row, got none in row 1",
                () -> Plots.compare(missing, "fusion", "accuracy", "std"));
    }

    @Test
    void coloursStartAgainAfterTheLast() {
        assertEquals(new Color(0, 114, 178), Style.color(0));
        assertEquals(Style.color(0), Style.color(Style.PALETTE.size()));
    }

    private static Table history(int epochs) {
        Table table = Table.create("history", IntColumn.create("epoch", epochs));
        for (String name : List.of("loss", "accuracy", "val_loss", "val_accuracy", "seconds", "images_per_second")) {
            table.addColumns(DoubleColumn.create(name, epochs));
        }
        for (int row = 0; row < epochs; row++) {
            table.intColumn("epoch").set(row, row + 1);
            table.doubleColumn("loss").set(row, 1.0 / (row + 1));
            table.doubleColumn("val_loss").set(row, 1.1 / (row + 1));
            table.doubleColumn("accuracy").set(row, 1 - 0.5 / (row + 1));
            table.doubleColumn("val_accuracy").set(row, 1 - 0.6 / (row + 1));
            table.doubleColumn("seconds").set(row, 2.5);
            table.doubleColumn("images_per_second").set(row, 1500);
        }
        return table;
    }

    private static Table results(String... names) {
        Table table = Table.create(
                "results",
                StringColumn.create("fusion", names),
                DoubleColumn.create("accuracy", names.length),
                DoubleColumn.create("std", names.length));
        for (int row = 0; row < names.length; row++) {
            table.doubleColumn("accuracy").set(row, 0.5 + 0.1 * row);
            table.doubleColumn("std").set(row, 0.01 * (row + 1));
        }
        return table;
    }

    private static List<String> names(HistoryPlot panels) {
        return panels.charts().stream().map(XYChart::getTitle).toList();
    }

    private static int dashes(XYSeries series) {
        float[] dashes = series.getLineStyle().getDashArray();
        return dashes == null ? 0 : dashes.length;
    }

    private static boolean holds(BufferedImage image, Color color) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == color.getRGB()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many runs of columns with something dark in them there are, parted by white columns. */
    private static int groupsOfInk(BufferedImage image) {
        int groups = 0;
        boolean before = false;
        for (int x = 0; x < image.getWidth(); x++) {
            boolean ink = false;
            for (int y = 0; y < image.getHeight(); y++) {
                ink |= (image.getRGB(x, y) & 0xFF) < 200;
            }
            groups += ink && !before ? 1 : 0;
            before = ink;
        }
        return groups;
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
