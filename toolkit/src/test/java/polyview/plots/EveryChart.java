package polyview.plots;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.DialChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.RadarChart;
import org.knowm.xchart.XYChart;

/** A small chart of each kind that XChart has, with something in it. */
public final class EveryChart {

    private static final double[] UP = {1, 2, 3};
    private static final double[] DOWN = {3, 1, 2};

    private EveryChart() {}

    /** Each chart, and what {@link Plot} makes of it. */
    public static Map<Object, Plot> of(String title, int width, int height) {
        Map<Object, Plot> charts = new LinkedHashMap<>();
        var xy = new XYChart(width, height);
        xy.setTitle(title);
        xy.addSeries("a", UP, DOWN);
        charts.put(xy, Plot.of(xy));
        var category = new CategoryChart(width, height);
        category.setTitle(title);
        category.addSeries("a", List.of("x", "y"), List.of(1, 2));
        charts.put(category, Plot.of(category));
        var bars = new HorizontalBarChart(width, height);
        bars.setTitle(title);
        bars.addSeries("a", List.of(1, 2), List.of("x", "y"));
        charts.put(bars, Plot.of(bars));
        // The constructor of XChart 4.0.3 leaves the style of a heat map without its defaults, the builder does not.
        var heat = new HeatMapChartBuilder().width(width).height(height).build();
        heat.setTitle(title);
        heat.addSeries("a", new int[] {0, 1}, new int[] {0, 1}, new int[][] {{1, 2}, {3, 4}});
        charts.put(heat, Plot.of(heat));
        var box = new BoxChartBuilder().width(width).height(height).build();
        box.setTitle(title);
        box.addSeries("a", new double[] {1, 2, 3, 4, 5});
        charts.put(box, Plot.of(box));
        var bubbles = new BubbleChart(width, height);
        bubbles.setTitle(title);
        bubbles.addSeries("a", UP, DOWN, new double[] {20, 30, 40});
        charts.put(bubbles, Plot.of(bubbles));
        more(charts, title, width, height);
        return charts;
    }

    private static void more(Map<Object, Plot> charts, String title, int width, int height) {
        var pie = new PieChart(width, height);
        pie.setTitle(title);
        pie.addSeries("a", 1);
        charts.put(pie, Plot.of(pie));
        var radar = new RadarChart(width, height);
        radar.setTitle(title);
        radar.setRadiiLabels(new String[] {"x", "y", "z"});
        radar.addSeries("a", new double[] {0.5, 0.6, 0.7});
        charts.put(radar, Plot.of(radar));
        var dial = new DialChart(width, height);
        dial.setTitle(title);
        dial.addSeries("a", 0.7, "a");
        charts.put(dial, Plot.of(dial));
        var prices = new OHLCChart(width, height);
        prices.setTitle(title);
        prices.addSeries("a", new double[] {2, 3}, new double[] {4, 5}, new double[] {1, 2}, new double[] {3, 4});
        charts.put(prices, Plot.of(prices));
    }
}
