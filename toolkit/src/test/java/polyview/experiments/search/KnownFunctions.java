package polyview.experiments.search;

/** Functions with known minima, as collections of test functions have them. */
public final class KnownFunctions {

    /** At (-pi, 12.275), (pi, 2.275) and (9.42478, 2.475). */
    public static final double BRANIN = 0.397887;

    /** At (0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573). */
    public static final double HARTMANN6 = -3.32237;

    private static final double[] ALPHA = {1, 1.2, 3, 3.2};
    private static final double[][] A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] P = {
        {1312, 1696, 5569, 124, 8283, 5886},
        {2329, 4135, 8307, 3736, 1004, 9991},
        {2348, 1451, 3522, 2883, 3047, 6650},
        {4047, 8828, 8732, 5743, 1091, 381}
    };

    private KnownFunctions() {}

    /** x and y. */
    public static Space braninSpace() {
        return Space.empty().uniform("x", -5, 10).uniform("y", 0, 15);
    }

    /** Three minima of the same value. */
    public static double branin(Options options) {
        double x = options.number("x");
        double bent = options.number("y") - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return bent * bent + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }

    /** x0 to x5. */
    public static Space hartmannSpace() {
        Space space = Space.empty();
        for (int i = 0; i < 6; i++) {
            space = space.uniform("x" + i, 0, 1);
        }
        return space;
    }

    /** One deep minimum among others. */
    public static double hartmann6(Options options) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double inner = 0;
            for (int j = 0; j < 6; j++) {
                double off = options.number("x" + j) - 1e-4 * P[i][j];
                inner += A[i][j] * off * off;
            }
            sum -= ALPHA[i] * Math.exp(-inner);
        }
        return sum;
    }
}
