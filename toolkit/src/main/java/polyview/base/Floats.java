package polyview.base;

import java.io.IOException;
import java.math.BigDecimal;

/** Numbers of files as 32-bit floats: what they cannot hold is refused, the digits of a fraction are rounded. */
public final class Floats {

    private Floats() {}

    /** The nearest float; refused: {@code value 1.0E39 is too large for a 32-bit float}. */
    public static float of(double value) throws IOException {
        if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
            throw new IOException("value " + value + " is too large for a 32-bit float");
        }
        return (float) value;
    }

    /**
     * A whole number, exactly.
     *
     * <p>From 2^24 on not every whole number is a float, and two identifiers would become one. Refused: {@code value 16777217
     * has no exact 32-bit float, the nearest is 16777216}.
     */
    public static float of(long value) throws IOException {
        float nearest = value;
        // 2^63 is a float, but no long: the way back would end at 2^63 - 1 and hide the difference.
        if (nearest == 0x1p63f || (long) nearest != value) {
            throw new IOException("value " + value + " has no exact 32-bit float, the nearest is "
                    + new BigDecimal(nearest).toPlainString());
        }
        return nearest;
    }
}
