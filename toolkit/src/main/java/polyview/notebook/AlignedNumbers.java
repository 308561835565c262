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
     * <p>At most 4 decimals where all are below 0.1, 3 below 10, 2 below 100, 1 below 1000, and otherwise none: three digits of the
     * largest, four at most. A number that would keep no digit is written as {@code 1.5e-05}, as is a number of a billion and more that is
     * not whole.
     */
    static List<String> aligned(double[] values) {
        double[] finite = Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && !huge(value))
                .toArray();
        int limit = limit(finite);
        int decimals = Arrays.stream(finite)
                .filter(value -> !vanishes(value, limit))
                .map(Math::abs)
                .mapToInt(value -> rounded(value, limit).scale())
                .max()
                .orElse(0);
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(text(value, Math.max(0, decimals), limit));
        }
        return texts;
    }

    private static int limit(double[] finite) {
        double largest = Arrays.stream(finite).map(Math::abs).max().orElse(0);
        if (largest >= 1000) {
            // A half beside thousands keeps its digit.
            boolean parts = Arrays.stream(finite).map(Math::abs).anyMatch(size -> size > 0 && size < 1);
            return parts ? 1 : 0;
        }
        return largest < 0.1 ? 4 : largest < 10 ? 3 : largest < 100 ? 2 : 1;
    }

    private static String text(double value, int decimals, int limit) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        return huge(value) || vanishes(value, limit)
                ? String.format(Locale.ROOT, "%.1e", value)
                : rounded(value, decimals).setScale(decimals).toPlainString();
    }

    private static boolean huge(double value) {
        double size = Math.abs(value);
        return size >= 1e15 || size >= 1e9 && value != Math.rint(value);
    }

    private static boolean vanishes(double value, int limit) {
        return value != 0 && Math.abs(value) < Math.pow(10, -limit);
    }

    private static BigDecimal rounded(double value, int decimals) {
        // valueOf, not the constructor: 0.00005 is rounded as it reads, not as its binary digits say.
        BigDecimal number = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
