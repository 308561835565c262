package polyview.layers;

import polyview.base.Checks;

/**
 * The checks of options that are real numbers; each returns the number rounded to 32 bits, as TensorFlow takes it.
 *
 * <p>Refused: {@code alpha must be positive, got 0.0}; {@code alpha must be finite, got Infinity}; and numbers that are invalid
 * only after rounding: {@code alpha must be positive as a 32-bit float, got 1.0E-60}, {@code l2 must be 0 or positive as a 32-bit
 * float, got 1.0E-60}.
 */
final class FloatChecks {

    private FloatChecks() {}

    /** A number above 0. */
    static float positive(String argument, double value) {
        float rounded = finite(argument, value);
        return require(rounded > 0 && !Checks.vanishes(value), value > 0, argument, "positive", value, rounded);
    }

    /** A number that is 0 or above: {@code stddev must not be negative, got -1.0}. */
    static float notNegative(String argument, double value) {
        float rounded = finite(argument, value);
        if (value < 0) {
            throw new IllegalArgumentException(argument + " must not be negative, got " + value);
        }
        // A tiny number that rounds to zero would have no effect, which nobody wants.
        return require(!Checks.vanishes(value), true, argument, "0 or positive", value, rounded);
    }

    /** A finite number. */
    static float finite(String argument, double value) {
        return Checks.requireFinite(argument, value);
    }

    private static float require(
            boolean keeps, boolean keptBeforeRounding, String argument, String rule, double value, float rounded) {
        if (!keeps) {
            String how = keptBeforeRounding ? " as a 32-bit float" : "";
            throw new IllegalArgumentException(argument + " must be " + rule + how + ", got " + value);
        }
        return rounded;
    }
}
