package polyview.plots;

import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import polyview.base.Startup;

/**
 * The curves of a training: charts in {@link Panels}, one for the loss and one for each metric. {@link
 * Plots#history(polyview.training.History)} makes it.
 *
 * <p>Each chart can be changed as XChart offers before it is shown. The numbers at a linear value axis have equally many digits after the
 * point, unless the chart has a pattern for them. Refused: {@code charts must not be empty}.
 *
 * <pre>{@code
 * var curves = Plots.history(history);
 * curves.charts().get(0).getStyler().setYAxisLogarithmic(true);
 * }</pre>
 *
 * @param charts the charts in the order of the history's columns; their series have the names of the columns
 */
public record HistoryPlot(List<XYChart> charts) implements Plot {

    static {
        Startup.begin();
    }

    /** The height of a panel in pixels. */
    static final int PANEL_HEIGHT = 300;

    /** A copy of the list is kept; refused: {@code charts must not be empty}. */
    public HistoryPlot {
        charts = List.copyOf(charts);
        if (charts.isEmpty()) {
            throw new IllegalArgumentException("charts must not be empty");
        }
    }

    @Override
    public int width() {
        return charts.size() == 1 ? Style.WIDTH * 2 / 3 : Style.WIDTH;
    }

    @Override
    public int height() {
        return Panels.rows(charts.size()) * PANEL_HEIGHT;
    }

    /** The names of the loss and the metrics, comma-separated. */
    @Override
    public String title() {
        return panels(width(), height()).title();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        panels(width, height).paint(g, width, height);
    }

    private Panels panels(int width, int height) {
        return new Panels(
                charts.stream().map(chart -> (Plot) new EvenTicks(chart)).toList(), width, height);
    }
}
