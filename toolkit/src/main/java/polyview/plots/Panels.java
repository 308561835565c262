package polyview.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import polyview.base.Checks;

/**
 * Plots side by side as one plot: two in a row, the next two below them. Each is painted in the size of its panel, and keeps its
 * own axes.
 *
 * <p>Refused: {@code plots must not be empty}; {@code width must be positive, got 0}, height too.
 *
 * <pre>{@code
 * new Panels(List.of(Plot.of(Plots.compare(results)), Plots.history(history)), 1200, 400)
 * }</pre>
 *
 * @param plots the plots; their own sizes are not used
 * @param width the width of all panels together, in pixels
 * @param height the height of all panels together, in pixels
 */
public record Panels(List<Plot> plots, int width, int height) implements Plot {

    /** The most plots in a row. */
    public static final int COLUMNS = 2;

    /** A copy of the list is kept; refused: {@code plots must not be empty}; {@code width must be positive, got 0}. */
    public Panels {
        plots = List.copyOf(plots);
        if (plots.isEmpty()) {
            throw new IllegalArgumentException("plots must not be empty");
        }
        Checks.requirePositive("width", width);
        Checks.requirePositive("height", height);
    }

    /** The number of rows that this many plots need. */
    static int rows(int plots) {
        return (plots + COLUMNS - 1) / COLUMNS;
    }

    /** The number of rows. */
    public int rows() {
        return rows(plots.size());
    }

    @Override
    public void paint(Graphics2D g, int totalWidth, int totalHeight) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, totalWidth, totalHeight);
        int columns = Math.min(COLUMNS, plots.size());
        int panelWidth = totalWidth / columns;
        int panelHeight = totalHeight / rows();
        for (int i = 0; i < plots.size(); i++) {
            // A separate context for each, since plots change colours, strokes and clips.
            Graphics2D panel =
                    (Graphics2D) g.create(i % columns * panelWidth, i / columns * panelHeight, panelWidth, panelHeight);
            try {
                plots.get(i).paint(panel, panelWidth, panelHeight);
            } finally {
                panel.dispose();
            }
        }
    }

    /** The titles of the plots that have one, comma-separated. */
    @Override
    public String title() {
        return String.join(
                ", ", plots.stream().map(Plot::title).filter(t -> !t.isEmpty()).toList());
    }
}
