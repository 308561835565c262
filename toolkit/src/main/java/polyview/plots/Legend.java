package polyview.plots;

import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;

/**
 * The names below a chart: side by side if they fit, else below one another, since XChart cuts off what is too wide.
 *
 * @param labels the names, shortened to the width of a chart
 * @param upright whether they are below one another
 */
record Legend(List<String> labels, boolean upright) {

    /** The line and the space beside a name, in pixels. */
    private static final int LINE = 52;

    private static final int ROW = 24;

    /** For a chart of this width in pixels. */
    static Legend of(List<String> names, int chartWidth) {
        List<String> labels = names.stream()
                .map(name -> Style.shortened(name, chartWidth - 2 * LINE))
                .toList();
        // The font of legends is a little larger than that of captions.
        int width = labels.stream()
                .mapToInt(label -> LINE + Style.widest(List.of(label)) * 11 / 10)
                .sum();
        return new Legend(labels, width > chartWidth - LINE);
    }

    /** The height beyond that of a chart with one line of names. */
    int height() {
        return upright ? (labels.size() - 1) * ROW : 0;
    }

    void applyTo(XYChart chart) {
        if (upright) {
            chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        }
    }
}
