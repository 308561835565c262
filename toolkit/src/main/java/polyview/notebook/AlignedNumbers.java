package polyview.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The numbers of one column as text, aligned at the decimal point. */
final class AlignedNumbers {

    private AlignedNumbers() {}

    /**
     * All numbers with the decimals of the number that needs most; NaN, Tablesaw's missing value, is an empty text.
     *
     * <p>At most 4 decimals where all are below 10, 3 below 100, 2 below 1000, and otherwise 1. A number below 0.001 would keep
     * one digit or none: it is written as {@code 1.50e-05}, as is a number of a billion and more that is not whole.
     */
    static List<String> aligned(double[] values) {
        double[] plain = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && !scientific(value))
                .toArray();
        double largest = Arrays.stream(plain).map(Math::abs).max().orElse(0);
        int limit = largest < 10 ? 4 : largest < 100 ? 3 : largest < 1000 ? 2 : 1;
        int decimals = Arrays.stream(plain)
                .mapToInt(value -> rounded(value, limit).scale())
                .max()
                .orElse(0);
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(text(value, Math.max(0, decimals)));
        }
        return texts;
    }

    private static String text(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        return scientific(value)
                ? String.format(Locale.ROOT, "%.2e", value)
                : rounded(value, decimals).setScale(decimals).toPlainString();
    }

    private static boolean scientific(double value) {
        double size = Math.abs(value);
        return size != 0 && size < 1e-3 || size >= 1e15 || size >= 1e9 && value != Math.rint(value);
    }

    private static BigDecimal rounded(double value, int decimals) {
        // valueOf, not the constructor: 0.00005 is rounded as it reads, not as its binary digits say.
        BigDecimal number = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
