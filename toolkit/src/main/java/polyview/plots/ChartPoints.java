package polyview.plots;

import java.awt.Graphics2D;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Looks where the points of a chart are drawn; it paints nothing itself. Only while a chart is painted is that known. */
final class ChartPoints extends Annotation {

    private final XYChart of;
    private final List<HoverPlot.Point> points = new ArrayList<>();
    private Map<String, List<String>> names = Map.of();

    ChartPoints(XYChart of) {
        super(false);
        this.of = of;
    }

    /** The points with these names by series, in pixels from the chart's upper left, as it was painted last. */
    List<HoverPlot.Point> points(Map<String, List<String>> namesOfPoints, Runnable paint) {
        names = namesOfPoints;
        paint.run();
        return List.copyOf(points);
    }

    @Override
    public void paint(Graphics2D g) {
        points.clear();
        for (XYSeries series : of.getSeriesCollection()) {
            boolean band = series.getXYSeriesRenderStyle()
                    .filter(XYSeriesRenderStyle.PolygonArea::equals)
                    .isPresent();
            // The places on a second axis of heights are not known.
            if (!band && series.isEnabled() && series.getYAxisGroup() == 0) {
                add(series);
            }
        }
    }

    private void add(XYSeries series) {
        double[] x = series.getXData();
        double[] y = series.getYData();
        double[] error = series.getExtraValues();
        List<String> own = names.getOrDefault(series.getName(), List.of());
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                continue;
            }
            int left = getXAxisScreenValue(x[i]);
            int top = getYAxisScreenValue(y[i]);
            if (isInside(left, top)) {
                String name = own.isEmpty() ? series.getLabel() : own.get(i);
                double half = error == null ? 0 : error[i];
                points.add(new HoverPlot.Point(name, values(x[i], y[i], half), left, top));
            }
        }
    }

    /** What lies outside of the axes is not drawn. */
    private boolean isInside(int left, int top) {
        return isBetween(left, getXAxisScreenValueForMin(), getXAxisScreenValueForMax())
                && isBetween(top, getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
    }

    /** XChart names the two ends of the upright axis the other way round. */
    private static boolean isBetween(int at, int one, int other) {
        return at >= Math.min(one, other) - 1 && at <= Math.max(one, other) + 1;
    }

    private String values(double x, double y, double half) {
        String across = named(of.getXAxisTitle(), "x") + ": " + number(x);
        String up = named(of.getYAxisTitle(), named(of.getTitle(), "y")) + ": " + number(y);
        return across + ", " + up + (half > 0 ? " ± " + number(half) : "");
    }

    private static String named(String title, String otherwise) {
        return title == null || title.isBlank() ? otherwise : title;
    }

    /** Whole numbers as they are, others with three digits that count. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value == 0 ? 0.0 : value);
        }
        double size = Math.abs(value);
        if (size < 1e-3 || size >= 1e9) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.stripTrailingZeros().toPlainString();
    }
}
