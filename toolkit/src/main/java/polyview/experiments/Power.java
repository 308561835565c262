package polyview.experiments;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.TDistribution;
import polyview.base.Checks;

/**
 * What a number of seeds can tell: the power of the paired t-test, two-sided.
 *
 * <p>The effect is the mean difference over the standard deviation of the differences, Cohen's d of pairs. With n pairs the statistic
 * {@code t} has the noncentral t distribution with n - 1 degrees of freedom and {@code delta = effect sqrt(n)}; the power is the
 * probability that it lies beyond the points {@code t(1 - level / 2, n - 1)} of the central one. Source: J. Cohen, "Statistical Power
 * Analysis for the Behavioral Sciences" (1988), with exact distributions in the place of its tables.
 *
 * <p>With folds, of which the training parts overlap, {@code delta = effect sqrt(1 + r) / sqrt(1 / n + r)}, see {@link Resampling}: more
 * repeats help only up to {@code delta = effect sqrt(1 + 1 / r)}.
 *
 * <pre>{@code
 * Power.power(5, 1, 0.05)          // 0.401: five seeds find a difference of one deviation in 2 of 5 experiments
 * Power.seeds(1, 0.8, 0.05)        // 10
 * Power.detectable(5, 0.8, 0.05)   // 1.68
 * }</pre>
 *
 * <p>Of k variants against a baseline, corrected by Holm, {@code level / k} is safe: the smallest p-value must lie below it. Wilcoxon's
 * test needs about a twentieth more pairs where differences are normal.
 *
 * <p>Refused: {@code n must be at least 2, got 1}; {@code level must lie between 0 and 1, both excluded, got 5.0}, and so with power; {@code
 * effect must be finite, got NaN}.
 */
public final class Power {

    /** Beyond it a difference is none that seeds could tell. */
    private static final int MOST_SEEDS = 1_000_000_000;

    private static final double RELATIVE = 1e-13;

    private Power() {}

    /**
     * The probability that the test of n pairs finds an effect.
     *
     * @param n the number of seeds
     * @param effect the mean difference over the deviation of the differences; its sign makes no difference
     * @param level such as 0.05
     */
    public static double power(int n, double effect, double level) {
        Checks.requireFinite("effect", effect);
        return beyond(requirePairs(n), effect * Math.sqrt(n), level);
    }

    /** The same of the corrected resampled t-test over folds. */
    public static double power(Resampling folds, double effect, double level) {
        Checks.requireFinite("effect", effect);
        double r = folds.testOverTrain();
        double delta = effect * Math.sqrt(1 + r) / Math.sqrt(1.0 / folds.folds() + r);
        return beyond(requirePairs(folds.folds()), delta, level);
    }

    /**
     * The smallest number of seeds that finds an effect with a power, at least 2.
     *
     * <p>Refused: {@code effect must not be 0}; {@code effect 1.0E-6 needs more than 1000000000 seeds}; {@code power 0.01 must be larger than
     * the level 0.05}.
     */
    public static int seeds(double effect, double power, double level) {
        requireReachable(power, level);
        if (effect == 0) {
            throw new IllegalArgumentException("effect must not be 0");
        }
        int enough = 2;
        while (power(enough, effect, level) < power) {
            if (enough > MOST_SEEDS / 2) {
                throw new IllegalArgumentException("effect " + effect + " needs more than " + MOST_SEEDS + " seeds");
            }
            enough *= 2;
        }
        int few = enough / 2;
        while (enough - few > 1) {
            int middle = few + (enough - few) / 2;
            if (power(middle, effect, level) < power) {
                few = middle;
            } else {
                enough = middle;
            }
        }
        return enough;
    }

    /** The smallest effect that n pairs find with a power; refused as in {@link #seeds}. */
    public static double detectable(int n, double power, double level) {
        requireReachable(power, level);
        return root(effect -> power(n, effect, level), power);
    }

    /** The same of the corrected resampled t-test over folds. */
    public static double detectable(Resampling folds, double power, double level) {
        requireReachable(power, level);
        return root(effect -> power(folds, effect, level), power);
    }

    private static double beyond(int n, double delta, double level) {
        requireBetween("level", level);
        double t = -new TDistribution(null, n - 1, 1e-14).inverseCumulativeProbability(level / 2);
        return NoncentralT.cumulative(-t, n - 1, delta) + NoncentralT.cumulative(-t, n - 1, -delta);
    }

    /** Where a rising function of a number above 0 reaches a value. */
    private static double root(DoubleUnaryOperator rising, double value) {
        double above = 1;
        while (rising.applyAsDouble(above) < value) {
            above *= 2;
        }
        double below = 0;
        while (above - below > RELATIVE * above) {
            double middle = (below + above) / 2;
            if (rising.applyAsDouble(middle) < value) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    private static int requirePairs(int n) {
        if (n < 2) {
            throw new IllegalArgumentException("n must be at least 2, got " + n);
        }
        return n;
    }

    private static void requireReachable(double power, double level) {
        requireBetween("power", power);
        requireBetween("level", level);
        if (power <= level) {
            throw new IllegalArgumentException("power " + power + " must be larger than the level " + level);
        }
    }

    private static void requireBetween(String argument, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(argument + " must lie between 0 and 1, both excluded, got " + value);
        }
    }
}
