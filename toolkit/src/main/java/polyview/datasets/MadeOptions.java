package polyview.datasets;

import polyview.base.Checks;

/** The rules for options that all synthetic data sets share. */
final class MadeOptions {

    private MadeOptions() {}

    static void check(int count, int height, int width, float noise) {
        Checks.requireNotNegative("count", count);
        if (height <= 0 || width <= 0) {
            throw new IllegalArgumentException("size must be positive, got " + height + " x " + width);
        }
        share("noise", noise);
    }

    static void share(String name, float value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie in [0, 1], got " + value);
        }
    }
}
