package polyview.experiments;

import java.util.Locale;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Numbers of a table in plain text: four digits after the point, and small ones as {@code 1.50e-05}. */
final class ShortNumbers extends NumberColumnFormatter {

    private static final double SMALL = 1e-3;

    @Override
    public String format(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        boolean small = value != 0 && Math.abs(value) < SMALL;
        return String.format(Locale.ROOT, small ? "%.2e" : "%.4f", value);
    }
}
