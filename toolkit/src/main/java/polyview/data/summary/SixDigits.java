package polyview.data.summary;

import java.io.Serial;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Prints six digits of each number of a column, where Tablesaw would print seventeen: {@code 0.577350269 -> 0.57735}, {@code
 * 1.5e-7 -> 1.5E-7}. The numbers themselves keep all digits.
 */
final class SixDigits extends NumberFormat {

    @Serial
    private static final long serialVersionUID = 1;

    private static final MathContext DIGITS = new MathContext(6);

    private SixDigits() {}

    /** A column that prints so; a missing value is an empty cell. */
    static DoubleColumn column(String name) {
        DoubleColumn column = DoubleColumn.create(name);
        column.setPrintFormatter(new NumberColumnFormatter(new SixDigits()));
        return column;
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
        if (!Double.isFinite(number)) {
            return to.append(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(number);
        boolean plain = number == 0 || size >= 1e-4 && size < 1e9;
        return to.append(plain ? rounded.toPlainString() : rounded.toString());
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
        return to.append(number);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
        throw new UnsupportedOperationException("numbers are only printed");
    }
}
