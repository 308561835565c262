package polyview.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import polyview.data.FloatArray;
import polyview.metrics.PrecisionRecallCurve;
import polyview.metrics.RocCurve;

/** Draws {@link Plots#roc(FloatArray, Map)} and {@link Plots#precisionRecall(FloatArray, Map)}. */
final class DecisionCurves {

    /** Both axes go from 0 to 1: a square below its legend. */
    private static final int WIDTH = Style.WIDTH * 2 / 3;

    private static final String CHANCE = "chance";
    private static final double MARGIN = 0.02;

    private DecisionCurves() {}

    static XYChart roc(FloatArray labels, Map<String, FloatArray> scores) {
        List<RocCurve> curves =
                scores.values().stream().map(s -> RocCurve.of(labels, s)).toList();
        List<Line> lines = new ArrayList<>();
        for (RocCurve curve : curves) {
            lines.add(new Line(
                    curve.area(),
                    curve.points().stream()
                            .mapToDouble(RocCurve.Point::falsePositiveRate)
                            .toArray(),
                    curve.points().stream()
                            .mapToDouble(RocCurve.Point::truePositiveRate)
                            .toArray()));
        }
        XYChart chart = chart(List.copyOf(scores.keySet()), lines, "AUC", 0);
        chart.setXAxisTitle("false positive rate");
        chart.setYAxisTitle("true positive rate");
        return chart;
    }

    static XYChart precisionRecall(FloatArray labels, Map<String, FloatArray> scores) {
        List<PrecisionRecallCurve> curves = scores.values().stream()
                .map(s -> PrecisionRecallCurve.of(labels, s))
                .toList();
        double share = curves.isEmpty() ? Double.NaN : curves.get(0).positiveShare();
        XYChart chart = chart(
                List.copyOf(scores.keySet()),
                curves.stream().map(DecisionCurves::steps).toList(),
                "AP",
                share);
        chart.setXAxisTitle("recall");
        chart.setYAxisTitle("precision");
        return chart;
    }

    private record Line(double area, double[] x, double[] y) {}

    /** A step from each point back to the recall of the one before, as in the average precision. */
    private static Line steps(PrecisionRecallCurve curve) {
        List<PrecisionRecallCurve.Point> points = curve.points();
        double[] x = new double[2 * points.size()];
        double[] y = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            x[2 * i] = i == 0 ? 0 : points.get(i - 1).recall();
            x[2 * i + 1] = points.get(i).recall();
            y[2 * i] = points.get(i).precision();
            y[2 * i + 1] = y[2 * i];
        }
        return new Line(curve.averagePrecision(), x, y);
    }

    /** @param chance where the line of random scores begins; it ends at 1, or is horizontal if it begins above 0 */
    private static XYChart chart(List<String> names, List<Line> lines, String what, double chance) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("scores must not be empty");
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String area = what + " " + Shares.text(lines.get(i).area(), 3);
            labels.add(names.get(i).isEmpty() ? area : names.get(i) + " (" + area + ")");
        }
        labels.add(CHANCE);
        Legend legend = Legend.of(labels, WIDTH);
        XYChart chart = new XYChart(WIDTH, WIDTH + legend.height());
        Style.apply(chart);
        legend.applyTo(chart);
        XYSeries none =
                chart.addSeries(" " + CHANCE, new double[] {0, 1}, new double[] {chance, chance == 0 ? 1 : chance});
        none.setLabel(CHANCE);
        none.setMarker(SeriesMarkers.NONE);
        none.setLineColor(Style.QUIET).setLineStyle(Style.DASHED);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).isEmpty() ? "scores" : names.get(i);
            XYSeries series =
                    chart.addSeries(name, lines.get(i).x(), lines.get(i).y());
            series.setLabel(legend.labels().get(i));
            series.setMarker(SeriesMarkers.NONE);
            series.setLineColor(Style.color(i)).setLineStyle(i < Style.PALETTE.size() ? Style.SOLID : Style.DASHED);
        }
        chart.getStyler()
                .setXAxisMin(-MARGIN)
                .setXAxisMax(1 + 0.9 * MARGIN)
                .setYAxisMin(-MARGIN)
                .setYAxisMax(1 + 0.9 * MARGIN);
        chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
        return chart;
    }
}
