package polyview.plots;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import polyview.base.ShortTexts;
import polyview.base.Startup;

/**
 * A chart whose points say what they are when the mouse is over them: the name of the series, and both numbers. {@link
 * Plots#hover(XYChart)} makes it.
 *
 * <p>In a notebook a small script, which loads nothing, shows the point next to the mouse; the arrow keys go from point to point. Where
 * scripts are off or were taken out, the chart stays, with a folded table of its points below. {@link Plots#save(Plot,
 * java.nio.file.Path)}, {@link Panels} and front ends without HTML have the chart alone. Bands and what lies outside of the axes have no
 * points; a chart has one axis for its heights.
 *
 * <p>Refused: {@code charts must not be empty}; when it is shown, {@code the charts must have at most 3000 points, got 4100}.
 *
 * <pre>{@code
 * Plots.hover(Plots.scoreAgainst(results, "parameters"))     // shared, max / parameters: 6178, accuracy: 0.874 ± 0.055
 * }</pre>
 */
public final class HoverPlot implements Plot {

    static {
        Startup.begin();
    }

    /** The most points of all charts together. */
    public static final int MOST_POINTS = 3000;

    private final Plot plot;
    private final List<XYChart> charts;
    private final List<ChartPoints> seen;
    private final Map<String, List<String>> names;

    private HoverPlot(Plot plot, List<XYChart> charts, List<ChartPoints> seen, Map<String, List<String>> names) {
        this.plot = plot;
        this.charts = charts;
        this.seen = seen;
        this.names = names;
    }

    /** Each chart is told once to say where its points are; that changes nothing of what is drawn. */
    static HoverPlot of(Plot plot, List<XYChart> charts) {
        List<ChartPoints> seen = charts.stream().map(ChartPoints::new).toList();
        for (int i = 0; i < charts.size(); i++) {
            charts.get(i).addAnnotation(seen.get(i));
        }
        return new HoverPlot(plot, List.copyOf(charts), seen, Map.of());
    }

    /**
     * A point of a chart as it is drawn.
     *
     * @param name of the series, or of the point
     * @param values both numbers with the titles of their axes: {@code epoch: 3, loss: 0.412}
     * @param left its place in pixels of the plot, from the left
     * @param top and from above
     */
    public record Point(String name, String values, int left, int top) {}

    /**
     * The same with a name for each point of a series, in the order of its numbers.
     *
     * <p>Refused: {@code series must be one of [a, b], got c}; {@code names must have 3 entries, one for each point of a, got 2}.
     */
    public HoverPlot names(String series, List<String> namesOfPoints) {
        List<String> all = charts.stream()
                .flatMap(chart -> chart.getSeriesCollection().stream())
                .map(XYSeries::getName)
                .toList();
        if (!all.contains(series)) {
            throw new IllegalArgumentException("series must be one of " + ShortTexts.list(all) + ", got " + series);
        }
        for (XYChart chart : charts) {
            XYSeries one = chart.getSeries(series);
            if (one != null && one.getXData().length != namesOfPoints.size()) {
                throw new IllegalArgumentException("names must have " + one.getXData().length
                        + " entries, one for each point of " + series + ", got " + namesOfPoints.size());
            }
        }
        Map<String, List<String>> more = new LinkedHashMap<>(names);
        more.put(series, List.copyOf(namesOfPoints));
        return new HoverPlot(plot, charts, seen, more);
    }

    /** The points as they are drawn, chart by chart and series by series. */
    public List<Point> points() {
        List<Point> all = new ArrayList<>();
        int columns = Math.min(Panels.COLUMNS, charts.size());
        int wide = plot.width() / columns;
        int high = plot.height() / Panels.rows(charts.size());
        for (int i = 0; i < charts.size(); i++) {
            int left = i % columns * wide;
            int top = i / columns * high;
            for (Point point : seen.get(i).points(names, () -> PlotFile.picture(plot))) {
                all.add(new Point(point.name(), point.values(), left + point.left(), top + point.top()));
            }
        }
        if (all.size() > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "the charts must have at most " + MOST_POINTS + " points, got " + all.size());
        }
        return List.copyOf(all);
    }

    @Override
    public int width() {
        return plot.width();
    }

    @Override
    public int height() {
        return plot.height();
    }

    @Override
    public String title() {
        return plot.title();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        plot.paint(g, width, height);
    }

    /** The title and the number of points. */
    @Override
    public String toString() {
        return "HoverPlot " + title() + " with " + points().size() + " points";
    }
}
