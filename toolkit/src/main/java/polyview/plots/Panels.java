package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Charts side by side, drawn as one: two in a row, the next two below them.
 *
 * <p>Each keeps its own axes, which reads better than two scales on one. It is drawn, shown and saved like any XChart
 * chart: {@code BitmapEncoder.saveBitmap(panels, "history.png", BitmapFormat.PNG)}.
 *
 * <p>Refused: {@code charts must not be empty}.
 *
 * @param <C> the kind of the charts
 * @param charts the charts, each to be changed as XChart offers; their own sizes do not matter
 * @param width the width of the whole in pixels
 * @param height the height of the whole in pixels
 */
public record Panels<C extends Chart<?, ?>>(List<C> charts, int width, int height) implements IChart {

    /** The most charts in a row. */
    public static final int COLUMNS = 2;

    public Panels {
        charts = List.copyOf(charts);
        if (charts.isEmpty()) {
            throw new IllegalArgumentException("charts must not be empty");
        }
    }

    /** The rows of charts. */
    public int rows() {
        return (charts.size() + COLUMNS - 1) / COLUMNS;
    }

    @Override
    public void paint(Graphics2D g, int totalWidth, int totalHeight) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, totalWidth, totalHeight);
        int columns = Math.min(COLUMNS, charts.size());
        int panelWidth = totalWidth / columns;
        int panelHeight = totalHeight / rows();
        for (int i = 0; i < charts.size(); i++) {
            // A context of its own for each: charts leave colours, strokes and clips behind.
            Graphics2D panel =
                    (Graphics2D) g.create(i % columns * panelWidth, i / columns * panelHeight, panelWidth, panelHeight);
            charts.get(i).paint(panel, panelWidth, panelHeight);
            panel.dispose();
        }
    }

    @Override
    public int getWidth() {
        return width;
    }

    @Override
    public int getHeight() {
        return height;
    }

    /** The titles of the charts, comma-separated. */
    @Override
    public String getTitle() {
        return String.join(", ", charts.stream().map(Chart::getTitle).toList());
    }
}
