package polyview.experiments;

import java.util.Locale;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Numbers of a table in plain text: 4 decimals below 10, 3 below 100, 2 below 1000, otherwise 1, and small ones as {@code
 * 1.50e-05}.
 */
final class ShortNumbers extends NumberColumnFormatter {

    private static final double SMALL = 1e-3;

    @Override
    public String format(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "";
        }
        if (size != 0 && size < SMALL) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
