package polyview.applications;

/** Numbers of filters that processors like. */
final class Widths {

    private static final int DIVISOR = 8;

    private Widths() {}

    /** The nearest multiple of 8, at least 8, that is not more than a tenth below. */
    static int divisible(double filters) {
        int near = Math.max(DIVISOR, (int) (filters + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return near < 0.9 * filters ? near + DIVISOR : near;
    }
}
