package polyview.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look of all plots: fonts, colours and sizes.
 *
 * <p>The colours are those of M. Okabe and K. Ito, "Color Universal Design" (2008), which can be told apart with any kind
 * of colour vision, without their yellow, which is too light for lines on white, and their black, which is for text.
 */
public final class Style {

    /** The width of a plot in pixels: it fits a notebook's column. */
    public static final int WIDTH = 720;

    /** The height of a plot in pixels. */
    public static final int HEIGHT = 400;

    /** Blue, vermilion, green, purple, orange and sky blue: one for each series, in this order. */
    public static final List<Color> PALETTE = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9));

    static final Color TEXT = new Color(0x333333);
    static final Color QUIET = new Color(0x666666);
    static final Color GRID = new Color(0xE3E3E3);
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = PLAIN.deriveFont(11f);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final BasicStroke SOLID = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final BasicStroke DASHED =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {6f, 4f}, 0f);

    private static final int MARKED = 30;

    private Style() {}

    /** The colour of the i-th series; after the last colour, the first again. */
    public static Color color(int i) {
        return PALETTE.get(Math.floorMod(i, PALETTE.size()));
    }

    /** Gives a chart this look: white background, light grid, legend below the axes. */
    public static void apply(XYChart chart) {
        apply(chart.getStyler());
    }

    /** Gives a chart this look. */
    public static void apply(CategoryChart chart) {
        apply(chart.getStyler());
    }

    /** Gives a chart this look. */
    public static void apply(HorizontalBarChart chart) {
        apply(chart.getStyler());
    }

    /** Gives a chart this look. */
    public static void apply(HeatMapChart chart) {
        apply(chart.getStyler());
    }

    /** Gives a chart this look. */
    public static void apply(BoxChart chart) {
        apply(chart.getStyler());
    }

    /** Gives a chart this look. */
    public static void apply(BubbleChart chart) {
        apply(chart.getStyler());
    }

    /** Gives a chart this look. */
    public static void apply(OHLCChart chart) {
        apply(chart.getStyler());
    }

    private static void apply(AxesChartStyler style) {
        style.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setBaseFont(PLAIN)
                .setChartFontColor(TEXT)
                .setChartTitleFont(TITLE)
                .setChartTitleBoxVisible(false)
                .setChartPadding(8)
                .setSeriesColors(PALETTE.toArray(Color[]::new))
                .setLegendFont(PLAIN)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendBackgroundColor(Color.WHITE)
                .setMarkerSize(6)
                .setLocale(Locale.ROOT);
        style.setAxisTitleFont(PLAIN)
                .setAxisTickLabelsFont(SMALL)
                .setAxisTickLabelsColor(QUIET)
                .setAxisTickMarksColor(GRID)
                .setAxisTicksLineVisible(false)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1f));
    }

    /**
     * Makes the value axis a little longer than the range of the values, and at least a hundredth of the largest value: a shorter
     * axis would show only noise.
     */
    static void rangeOfValues(AxesChartStyler style, double low, double high) {
        double shortest = low == 0 && high == 0 ? 1 : 0.01 * Math.max(Math.abs(low), Math.abs(high));
        double widen = Math.max(0, shortest - (high - low)) / 2;
        double margin = 0.06 * Math.max(shortest, high - low);
        // Unequal margins: on values in equal steps XChart sets ticks on the values, however many digits they have.
        style.setYAxisMin(low - widen - margin).setYAxisMax(high + widen + 0.9 * margin);
    }

    /**
     * Ticks at whole epochs: XChart widens the step until no two labels are equal. The margins differ because equal ones around a
     * single epoch give equally spaced values, where it sets a tick on every value.
     */
    static void rangeOfEpochs(AxesChartStyler style, double first, double last) {
        double margin = first == last ? 0.6 : Math.min(0.6, 0.04 * (last - first));
        style.setXAxisDecimalPattern("0")
                .setXAxisTickMarkSpacingHint(30)
                .setXAxisMin(first - margin)
                .setXAxisMax(last + 0.9 * margin);
    }

    /** The marker of a line over epochs: each of up to 30 points has one; more would overlap. */
    static Marker markerOf(int points, Marker marker) {
        return points <= MARKED ? marker : SeriesMarkers.NONE;
    }

    /** A marker for the i-th series: different where the colours repeat. */
    static Marker marker(int i) {
        List<Marker> markers = List.of(
                SeriesMarkers.CIRCLE,
                SeriesMarkers.SQUARE,
                SeriesMarkers.DIAMOND,
                SeriesMarkers.TRIANGLE_UP,
                SeriesMarkers.TRIANGLE_DOWN);
        return markers.get(Math.floorMod(i, markers.size()));
    }

    /** A text in the font of tick labels and captions that is no wider than this; a longer one is shortened in the middle. */
    static String shortened(String text, int pixels) {
        int kept = text.codePointCount(0, text.length());
        String shortened = text;
        while (kept > 1 && widest(List.of(shortened)) > pixels) {
            kept--;
            // The end is kept too: long names often differ only there.
            int start = text.offsetByCodePoints(0, (kept + 1) / 2);
            int end = text.offsetByCodePoints(text.length(), -(kept / 2));
            shortened = text.substring(0, start) + "…" + text.substring(end);
        }
        return shortened;
    }

    /** The width in pixels of the widest of some texts in the font of tick labels and captions. */
    static int widest(List<String> texts) {
        FontRenderContext context = new FontRenderContext(null, true, false);
        return texts.stream()
                .mapToInt(text ->
                        (int) Math.ceil(SMALL.getStringBounds(text, context).getWidth()))
                .max()
                .orElse(0);
    }
}
