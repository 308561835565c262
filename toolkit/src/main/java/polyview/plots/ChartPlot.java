package polyview.plots;

import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.IChart;

/** A chart of XChart as a plot. {@link Plot} has a factory for each public kind: their common type is internal to XChart. */
final class ChartPlot implements Plot {

    private final IChart chart;

    ChartPlot(IChart chart) {
        this.chart = chart;
    }

    @Override
    public int width() {
        return chart.getWidth();
    }

    @Override
    public int height() {
        return chart.getHeight();
    }

    @Override
    public String title() {
        return chart.getTitle();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        chart.paint(g, width, height);
    }
}
