package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import polyview.data.FloatArray;

/**
 * How far TensorFlow's floats may lie from a reference in doubles, and the largest distance seen.
 *
 * <p>The distance is relative to the largest expected element, since sums of terms of both signs may cancel. A sum of n
 * products in floats is off by about {@code sqrt(n) 6e-8} of the size of its terms; with the few hundred terms of the
 * battery 1e-5 leaves room for cancellation, and a wrong index or factor is off by far more.
 */
final class Closeness {

    /** For outputs. */
    static final double VALUES = 1e-5;

    /** For gradients, which are sums over more terms, of outputs that are rounded already. */
    static final double GRADIENTS = 1e-4;

    /** Expected arrays that are zero in exact arithmetic are compared as if their largest element were this. */
    private static final double SMALLEST_SCALE = 1e-2;

    private double largest;

    /** The largest relative distance so far. */
    double largest() {
        return largest;
    }

    void check(String what, DoubleArray expected, FloatArray got, double tolerance) {
        assertEquals(expected.floats().shape(), got.shape(), "shape of " + what);
        double scale = SMALLEST_SCALE;
        for (double value : expected.values()) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.values().length; i++) {
            double distance = Math.abs(got.values()[i] - expected.values()[i]) / scale;
            // Written so that NaN fails.
            boolean close = distance <= tolerance;
            int place = i;
            assertTrue(
                    close,
                    () -> what + " at " + place + ": expected " + expected.values()[place] + ", got "
                            + got.values()[place]);
            largest = Math.max(largest, distance);
        }
    }
}
