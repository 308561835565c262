package polyview.experiments;

import org.apache.commons.math3.special.Gamma;
import polyview.base.Shapes;

/**
 * A variant compared with the baseline, over the pairs of scores of the same seeds; over the same folds where there are folds.
 *
 * <p>Example, of accuracies with the differences 0.01, 0.02, 0.03, 0.04 and 0.05: mean 0.03, standard deviation 0.0158, 95% interval
 * 0.0104 to 0.0496, p-value 0.0132, effect size 1.51.
 *
 * <p>NaN are the spread, the interval and the p-value of fewer than two pairs, the effect size of fewer than three, the p-value and the effect
 * size of differences that are all equal, and everything of the baseline and itself.
 *
 * @param test what the p-value is of
 * @param pairs seeds, or folds, of which both runs finished with a number
 * @param mean of variant minus baseline
 * @param std the standard deviation of the differences, with n - 1; 0 where they differ by rounding alone
 * @param low the lower end of the 95% interval of the mean difference, by Student's t, {@code mean -+ t(0.975, n - 1) std sqrt(1 / n + r)}; r
 *     is 0 without folds, see {@link Resampling}
 * @param high the upper end
 * @param pValue of the test of no difference, two-sided, not corrected
 * @param comparisons the number of variants that are compared with the baseline
 * @param pHolm the p-value corrected for this number by Holm, so that among all of them one below 0.05 is false in at most 5 of 100
 *     experiments; {@link Results#verdicts} use it
 * @param leastHolm the smallest that the corrected p-value could have become with so many pairs, the other comparisons as they are: 0 of the
 *     t-test, more of Wilcoxon's
 * @param effectSize {@code J(n - 1) mean / (std sqrt(1 + r))}, Cohen's d of the differences with Hedges' correction {@code J(m) =
 *     Gamma(m / 2) / (sqrt(m / 2) Gamma((m - 1) / 2))}, without which few pairs make it too large (by a quarter for five); {@code 1 + r}
 *     stands for what the scores of folds share. Source: L. V. Hedges, "Distribution theory for Glass's estimator of effect size", Journal of
 *     Educational Statistics 6 (1981)
 * @param rankBiserial the part of the ranks, by absolute difference, that lies above 0, less the part below: 1 where the variant has the
 *     larger score in all pairs, -1 where in none. Source: D. S. Kerby, "The simple difference formula", Comprehensive Psychology 3 (2014)
 * @param testOverTrain the r above: test samples of a fold for each of its training samples, 0 without folds
 */
public record PairedDifference(
        PairedTest test,
        int pairs,
        double mean,
        double std,
        double low,
        double high,
        double pValue,
        int comparisons,
        double pHolm,
        double leastHolm,
        double effectSize,
        double rankBiserial,
        double testOverTrain) {

    static PairedDifference of(PairedScores scores, PairedTest test, int comparisons, double pHolm, double leastHolm) {
        double[] differences = scores.differences();
        double mean = scores.difference();
        double std = scores.spread() || differences.length < 2 ? Statistics.deviation(differences) : 0;
        double r = scores.testOverTrain();
        double half = Statistics.correctedHalfInterval(r, differences);
        return new PairedDifference(
                test,
                differences.length,
                mean,
                std,
                mean - half,
                mean + half,
                scores.p(test),
                comparisons,
                pHolm,
                leastHolm,
                scores.spread() ? hedges(differences.length - 1) * mean / (std * Math.sqrt(1 + r)) : Double.NaN,
                SignedRanks.of(differences, scores.rounding()).correlation(),
                r);
    }

    /** Hedges' J; for one degree of freedom there is no estimate that is right on average. */
    static double hedges(int degrees) {
        return degrees < 2
                ? Double.NaN
                : Math.exp(Gamma.logGamma(degrees / 2.0) - Gamma.logGamma((degrees - 1) / 2.0))
                        / Math.sqrt(degrees / 2.0);
    }

    /** {@code 5 pairs cannot reach p < 0.05 by Wilcoxon}; with several comparisons, what can. */
    String outOfReach(double level) {
        int enough = pairs;
        while (comparisons * SignedRanks.smallest(enough) >= level) {
            enough++;
        }
        return Shapes.count(pairs, "pair") + " cannot reach p < " + level + " by " + test
                + (comparisons > 1 ? " over " + comparisons + " comparisons" : "") + ", " + enough + " can";
    }
}
