package polyview.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The numbers at the value axis of a history. */
@Tag("plots")
class EvenTicksTest {

    /** A chart that tells the pattern with which it was painted. */
    private static final class Told extends XYChart {

        private final List<String> patterns = new ArrayList<>();

        Told(double low, double high) {
            super(360, HistoryPlot.PANEL_HEIGHT);
            addSeries("loss", new double[] {1, 2, 3}, new double[] {high, low, (2 * low + high) / 3});
            Style.apply(this);
            Style.rangeOfValues(getStyler(), low, high);
        }

        @Override
        public void paint(Graphics2D g, int width, int height) {
            patterns.add(String.valueOf(getStyler().getYAxisDecimalPattern()));
            super.paint(g, width, height);
        }
    }

    private static void paint(Plot plot, int height) {
        var picture = new BufferedImage(360, height, BufferedImage.TYPE_INT_RGB);
        plot.paint(picture.createGraphics(), 360, height);
    }

    @ParameterizedTest
    @CsvSource({
        "0.06, 0.4",
        "0, 1",
        "0.5, 0.97",
        "0.04, 0.11",
        "1200, 78000",
        "0.001, 0.0042",
        "2.1, 2.35",
        "3, 14",
        "-0.3, 0.2",
        "0.9, 1.9",
        "7, 7"
    })
    void numbersHaveEquallyManyDigits(double low, double high) {
        for (int height : new int[] {HistoryPlot.PANEL_HEIGHT, 200, 400, 900}) {
            Told chart = new Told(low, high);
            paint(new EvenTicks(chart), height);
            var format = new DecimalFormat(chart.patterns.get(0), DecimalFormatSymbols.getInstance(Locale.ROOT));
            // The ticks that XChart itself chose.
            List<Double> ticks = new ArrayList<>();
            chart.getStyler().setYAxisTickLabelsFormattingFunction(value -> {
                ticks.add(value);
                return value.toString();
            });
            paint(Plot.of(chart), height);
            // It asks for both ends too, whether their texts differ.
            ticks.removeAll(
                    List.of(chart.getStyler().getYAxisMin(), chart.getStyler().getYAxisMax()));
            assertTrue(ticks.size() > 2, "ticks " + ticks);
            for (double tick : ticks) {
                String text = format.format(tick);
                assertTrue(text.matches("-?\\d[\\d,]*(\\.\\d+)?"), text);
                // Nothing is rounded away.
                assertEquals(tick, Double.parseDouble(text.replace(",", "")), 1e-9 * Math.max(1, Math.abs(tick)), text);
            }
        }
    }

    @Test
    void digitsAreThoseOfTheStep() {
        assertEquals("#,##0.0", EvenTicks.pattern(0.12));
        assertEquals("#,##0.0", EvenTicks.pattern(0.7));
        // A step of 1, of 0.1, and of 0.05.
        assertEquals("#,##0", EvenTicks.pattern(0.8));
        assertEquals("#,##0.0", EvenTicks.pattern(0.08));
        assertEquals("#,##0.00", EvenTicks.pattern(0.05));
        assertEquals("#,##0", EvenTicks.pattern(3000));
    }

    @Test
    void axesOfOtherKindsStayAsTheyAre() {
        Told logarithmic = new Told(0.001, 1);
        logarithmic.getStyler().setYAxisLogarithmic(true).setYAxisMin(0.001).setYAxisMax(1.0);
        paint(new EvenTicks(logarithmic), 300);
        assertEquals(List.of("null"), logarithmic.patterns);

        Told own = new Told(0, 1);
        own.getStyler().setYAxisDecimalPattern("0.000");
        paint(new EvenTicks(own), 300);
        assertEquals(List.of("0.000"), own.patterns);
        assertEquals("0.000", own.getStyler().getYAxisDecimalPattern());

        // XChart writes powers of ten.
        Told tiny = new Told(1e-6, 3e-6);
        paint(new EvenTicks(tiny), 300);
        assertEquals(List.of("null"), tiny.patterns);
    }

    @Test
    void theChartsOfAHistoryKeepNoPattern() {
        HistoryPlot history = Plots.history(Table.create(
                IntColumn.create("epoch", new int[] {1, 2}), DoubleColumn.create("loss", new double[] {0.4, 0.06})));
        String plain = ends(history);
        assertNull(history.charts().get(0).getStyler().getYAxisDecimalPattern());
        // The axis goes from about 0.04 to 0.42: at 300 pixels its steps have two digits.
        history.charts().get(0).getStyler().setYAxisDecimalPattern("#,##0.00");
        assertEquals(plain, ends(history));
        history.charts().get(0).getStyler().setYAxisDecimalPattern("#,##0.0000");
        assertTrue(!plain.equals(ends(history)), "the pattern is seen");
    }

    private static String ends(HistoryPlot history) {
        BufferedImage picture = history.picture();
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return java.util.Arrays.hashCode(pixels) + "";
    }
}
