package polyview.experiments;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;

/** Statistics of a few runs; NaN, which is Tablesaw's missing value, where there are too few. */
final class Statistics {

    private static final double CONFIDENCE = 0.95;

    /** Differences that spread less than this, relative to their numbers, differ only by rounding. */
    static final double ROUNDING = 1e-12;

    private Statistics() {}

    /** The mean; missing for no numbers. */
    static double mean(double... x) {
        return StatUtils.mean(x);
    }

    /** The median; missing for no numbers. */
    static double median(double... x) {
        return StatUtils.percentile(x, 50);
    }

    /** The standard deviation with n - 1; missing for fewer than two numbers. */
    static double deviation(double... x) {
        return x.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(x));
    }

    /**
     * Half of the 95% interval of the mean by Student's t, {@code t(0.975, n - 1) s / sqrt(n)}; missing for fewer than two
     * numbers.
     */
    static double halfInterval(double... x) {
        return correctedHalfInterval(0, x);
    }

    /**
     * The same with the factor {@code 1/n + r} of {@link Resampling} in the place of {@code 1/n}, for x of folds with r test samples for
     * each training sample.
     */
    static double correctedHalfInterval(double r, double... x) {
        if (x.length < 2) {
            return Double.NaN;
        }
        // No generator of random numbers: nothing is drawn. The default accuracy would leave 9 digits.
        double t = new TDistribution(null, x.length - 1, 1e-14).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return r == 0 ? t * deviation(x) / Math.sqrt(x.length) : t * deviation(x) * Math.sqrt(1.0 / x.length + r);
    }

    /**
     * The p-value of the paired t-test of equal means, two-sided; missing for fewer than two pairs, and where all differences are
     * equal, since the test needs a spread.
     */
    static double pairedP(double[] x, double[] y) {
        return pairedP(x, y, 0);
    }

    /** The p-value of the corrected resampled t-test, see {@link Resampling}, for r test samples for each training sample. */
    static double pairedP(double[] x, double[] y, double r) {
        double[] differences = new double[x.length];
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            differences[i] = x[i] - y[i];
            largest = Math.max(largest, Math.max(Math.abs(x[i]), Math.abs(y[i])));
        }
        double spread = deviation(differences);
        if (!(spread > ROUNDING * largest)) {
            return Double.NaN;
        }
        if (r == 0) {
            return new TTest().pairedTTest(x, y);
        }
        double t = mean(differences) / (spread * Math.sqrt(1.0 / x.length + r));
        return 2 * new TDistribution(null, x.length - 1, 1e-14).cumulativeProbability(-Math.abs(t));
    }

    /** The finite numbers. */
    static double[] finite(double... x) {
        return Arrays.stream(x).filter(Double::isFinite).toArray();
    }
}
