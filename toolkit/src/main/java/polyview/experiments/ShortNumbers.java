package polyview.experiments;

import java.util.Locale;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Numbers of a table in plain text: 4 decimals below 10, 3 below 100, 2 below 1000, otherwise 1, and small ones as {@code
 * 1.50e-05}.
 */
final class ShortNumbers extends NumberColumnFormatter {

    private static final double SMALL = 1e-3;

    /** {@code +0.0430}, and {@code -2.00e-05} where four decimals would show little or nothing. */
    static String signed(double value) {
        return String.format(Locale.ROOT, small(value) ? "%+.2e" : "%+.4f", value);
    }

    /** {@code 0.9123}, and {@code 2.00e-05} where four decimals would show little or nothing. */
    static String plain(double value) {
        return String.format(Locale.ROOT, small(value) ? "%.2e" : "%.4f", value);
    }

    private static boolean small(double value) {
        return value != 0 && Math.abs(value) < SMALL;
    }

    @Override
    public String format(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "";
        }
        if (small(value)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
