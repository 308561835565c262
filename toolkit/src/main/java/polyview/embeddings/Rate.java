package polyview.embeddings;

import java.util.Locale;
import polyview.base.Checks;

/**
 * How often something came in so many trials, with Wilson's 95% interval of its probability.
 *
 * <p>The interval takes trials for independent; those with samples of one class are not, so it is too narrow rather than too wide.
 *
 * <p>Refused: {@code count must lie in [0, 4], got 5}; {@code of must not be negative, got -1}.
 *
 * <p>Example: {@code new Rate(1, 20)} is 0.05, from 0.009 to 0.236. Source: Wilson 1927, <i>Probable inference, the law of succession, and
 * statistical inference</i>.
 *
 * @param count how often it came
 * @param of in how many trials
 */
public record Rate(long count, long of) {

    /** The point of the normal distribution between whose two sides lie 95%. */
    private static final double Z = 1.959963984540054;

    /** Checks the numbers. */
    public Rate {
        Checks.requireNotNegative("of", of);
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("count must lie in [0, " + of + "], got " + count);
        }
    }

    /** The share, {@code count / of}; NaN without trials. */
    public double value() {
        return (double) count / of;
    }

    /** The lower end of the interval; NaN without trials. */
    public double low() {
        return middle() - half();
    }

    /** The upper end of the interval; NaN without trials. */
    public double high() {
        return middle() + half();
    }

    private double middle() {
        return (count + Z * Z / 2) / (of == 0 ? Double.NaN : of + Z * Z);
    }

    private double half() {
        double variance = (double) count * (of - count) / of + Z * Z / 4;
        return Z * Math.sqrt(variance) / (of + Z * Z);
    }

    /** {@code 0.050 (1 of 20, 95% from 0.009 to 0.236)}. */
    @Override
    public String toString() {
        return of == 0
                ? "none of none"
                : String.format(
                        Locale.ROOT, "%.3f (%d of %d, 95%% from %.3f to %.3f)", value(), count, of, low(), high());
    }
}
