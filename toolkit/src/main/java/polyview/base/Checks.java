package polyview.base;

/** Checks of arguments; the message names the argument, the rule and what came. */
public final class Checks {

    private Checks() {}

    /**
     * Refuses numbers that are not positive and finite: {@code learningRate must be positive, got 0.0}.
     *
     * <p>Graphs compute in 32 bits, so what is 0 or infinite there is refused too: {@code learningRate must be positive and
     * finite as a 32-bit float, got 1.0E39}, and so 1e-50 and 1e-40, which TensorFlow takes for 0.
     */
    public static double requirePositive(String argument, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(argument + " must be positive, got " + value);
        }
        if (vanishes(value) || Float.isInfinite((float) value)) {
            throw new IllegalArgumentException(
                    argument + " must be positive and finite as a 32-bit float, got " + value);
        }
        return value;
    }

    /** Refuses NaN and infinity, also as a 32-bit float: {@code scale must be finite as a 32-bit float, got 1.0E39}. */
    public static float requireFinite(String argument, double value) {
        float rounded = (float) value;
        if (!Float.isFinite(rounded)) {
            String how = Double.isFinite(value) ? " as a 32-bit float" : "";
            throw new IllegalArgumentException(argument + " must be finite" + how + ", got " + value);
        }
        return rounded;
    }

    /** Whether a number becomes 0 in a graph: TensorFlow takes the smallest floats, those below 1.2e-38, for 0. */
    public static boolean vanishes(double value) {
        return value != 0 && Math.abs((float) value) < Float.MIN_NORMAL;
    }

    /** Refuses numbers below one: {@code filters must be positive, got 0}. */
    public static int requirePositive(String argument, int value) {
        return (int) requirePositive(argument, (long) value);
    }

    /** The same for numbers that may be large. */
    public static long requirePositive(String argument, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(argument + " must be positive, got " + value);
        }
        return value;
    }

    /** Refuses numbers below zero: {@code cache must not be negative, got -1}. */
    public static long requireNotNegative(String argument, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(argument + " must not be negative, got " + value);
        }
        return value;
    }

    /** Refuses numbers below zero: {@code padding must not be negative, got -1}. */
    public static int requireNotNegative(String argument, int value) {
        return (int) requireNotNegative(argument, (long) value);
    }

    /** Refuses numbers below zero and what is no finite number: {@code minDelta must not be negative, got -1.0}. */
    public static double requireNotNegative(String argument, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(argument + " must not be negative, got " + value);
        }
        requireFinite(argument, value);
        return value;
    }

    /**
     * Refuses a part of a whole outside [0, 1), and gives it as TensorFlow takes it: {@code rate must lie in [0, 1), got 1.0}.
     *
     * <p>What rounds to 1 is refused too: {@code rate must lie in [0, 1) as a 32-bit float, got 0.99999999999}.
     */
    public static float requireFraction(String argument, double value) {
        float rounded = (float) value;
        if (!(value >= 0 && rounded < 1)) {
            String how = value >= 0 && value < 1 ? " as a 32-bit float" : "";
            throw new IllegalArgumentException(argument + " must lie in [0, 1)" + how + ", got " + value);
        }
        return rounded;
    }
}
