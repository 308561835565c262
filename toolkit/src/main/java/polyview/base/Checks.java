package polyview.base;

/** Checks of arguments; the message names the argument, the rule and what came. */
public final class Checks {

    private Checks() {}

    /** Refuses what is not above 0, or not finite: {@code learningRate must be positive, got 0.0}. */
    public static double requirePositive(String argument, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(argument + " must be positive, got " + value);
        }
        return value;
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
