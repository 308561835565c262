package polyview.training;

/** Checks that the optimizers share. */
final class Rates {

    private Rates() {}

    static void requirePositive(String argument, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(argument + " must be positive, got " + value);
        }
    }
}
