package polyview.metrics;

import java.util.Locale;

/** Parts of the names of columns. */
final class Columns {

    private Columns() {}

    static String lower(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    /** 0.3, and 5 for 5.0. */
    static String number(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }
}
