package polyview.plots;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.DialChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.RadarChart;
import org.knowm.xchart.XYChart;

/**
 * Something that is drawn: it is shown in notebooks, saved by {@link Plots#save(Plot, java.nio.file.Path)} and put beside
 * other plots by {@link Panels}.
 *
 * <p>Your own plot gives its size and paints itself:
 *
 * <pre>{@code
 * record Square(int width, int height) implements Plot {
 *     public void paint(Graphics2D g, int width, int height) {
 *         g.setColor(Style.color(0));
 *         g.fillRect(width / 4, height / 4, width / 2, height / 2);
 *     }
 * }
 *
 * Plots.save(new Square(200, 100), Path.of("square.png"));
 * }</pre>
 *
 * <p>{@code Plot.of(chart)} makes a plot of a chart of XChart. Later changes of the chart are drawn too.
 */
public interface Plot {

    /**
     * The pixels of {@link #picture()} for each pixel of the plot's width, and of its height: sharp on screens of high
     * density.
     */
    // A call, not a constant, so that the first use of an implementing class starts the toolkit.
    int SCALE = PlotFile.scale();

    /** The width in pixels, at least 1. */
    int width();

    /** The height in pixels, at least 1. */
    int height();

    /** The text that is shown where pictures cannot be; empty by default. */
    default String title() {
        return "";
    }

    /**
     * Paints the plot, from (0, 0) at the upper left.
     *
     * <p>When a plot is shown or saved, the area is white at first and antialiasing is on. Colours, fonts and strokes need not be
     * restored.
     *
     * @param g where to paint
     * @param width the width of the area, {@link #width()} or, in {@link Panels}, that of the panel
     * @param height the height of the area
     */
    void paint(Graphics2D g, int width, int height);

    /**
     * The plot as an image of {@link #SCALE} times its width and height.
     *
     * <p>Refused: {@code plot must have a size of at least 1 x 1 pixels, got 0 x 40}.
     */
    default BufferedImage picture() {
        return PlotFile.picture(this);
    }

    /** A chart with numbers on both axes. */
    static Plot of(XYChart chart) {
        return new ChartPlot(chart);
    }

    /** A chart with categories on one axis. */
    static Plot of(CategoryChart chart) {
        return new ChartPlot(chart);
    }

    /** A chart of horizontal bars. */
    static Plot of(HorizontalBarChart chart) {
        return new ChartPlot(chart);
    }

    /** A heat map. */
    static Plot of(HeatMapChart chart) {
        return new ChartPlot(chart);
    }

    /** A chart of medians and quartiles. */
    static Plot of(BoxChart chart) {
        return new ChartPlot(chart);
    }

    /** A chart of bubbles. */
    static Plot of(BubbleChart chart) {
        return new ChartPlot(chart);
    }

    /** A pie chart. */
    static Plot of(PieChart chart) {
        return new ChartPlot(chart);
    }

    /** A radar chart. */
    static Plot of(RadarChart chart) {
        return new ChartPlot(chart);
    }

    /** A dial. */
    static Plot of(DialChart chart) {
        return new ChartPlot(chart);
    }

    /** A chart of opening, highest, lowest and closing prices. */
    static Plot of(OHLCChart chart) {
        return new ChartPlot(chart);
    }
}
