package polyview.plots;

import java.awt.Graphics2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/**
 * A chart whose numbers at the value axis have a digit before the point and equally many after it: {@code 0.06} and {@code 0.40},
 * where XChart writes {@code .06} and {@code 0.4}.
 *
 * <p>Axes that are logarithmic, that have a pattern of their own, or that XChart writes with powers of ten stay as they are.
 */
record EvenTicks(XYChart chart) implements Plot {

    /** XChart writes powers of ten outside of these lengths of the axis. */
    private static final double SHORTEST = 1e-4;

    private static final double LONGEST = 1e5;

    /** On axes below 160 pixels, XChart wants 25 pixels between ticks. */
    private static final double SHORT = 25.0 / 160;

    /** XChart takes steps of 10 where the space it wants is more than this many units, and of 5, 2 or 1 below. */
    private static final double ROUNDED_UP = 7.5;

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
        XYStyler style = chart.getStyler();
        boolean asItIs = style.isYAxisLogarithmic()
                || style.getYAxisDecimalPattern() != null
                || style.getDecimalPattern() != null
                || style.getYAxisTickLabelsFormattingFunction() != null
                || style.getYAxisMin() == null
                || style.getYAxisMax() == null;
        double span = asItIs ? 0 : style.getYAxisMax() - style.getYAxisMin();
        if (!(span >= SHORTEST && span < LONGEST)) {
            chart.paint(g, width, height);
            return;
        }
        // For this painting alone: the axis may be made logarithmic afterwards, where the pattern would write 0.00 for
        // 0.001.
        double wanted = Math.min(style.getYAxisTickMarkSpacingHint() / (double) height, SHORT);
        style.setYAxisDecimalPattern(pattern(span * wanted));
        try {
            chart.paint(g, width, height);
        } finally {
            style.setYAxisDecimalPattern(null);
        }
    }

    /**
     * The digits for the step of the ticks. The step is that of an axis as high as the whole picture; the axis is lower, and its
     * step may be coarser, never finer: then all numbers end in the same zeros.
     */
    static String pattern(double wanted) {
        int exponent = (int) Math.floor(Math.log10(wanted));
        int power = wanted / Math.pow(10, exponent) > ROUNDED_UP ? exponent + 1 : exponent;
        return power >= 0 ? "#,##0" : "#,##0." + "0".repeat(-power);
    }
}
