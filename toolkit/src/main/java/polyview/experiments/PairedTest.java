package polyview.experiments;

/**
 * How the scores of a variant and of the baseline are compared, pair by pair; see {@link Results#test}.
 *
 * <p>Example: five accuracies of each, with differences 0.01, 0.02, 0.03, 0.04 and 0.05. The t-test gives p = 0.013; Wilcoxon's gives
 * p = 0.0625, the smallest that five pairs can give.
 */
public enum PairedTest {

    /**
     * Student's paired t-test of no mean difference, two-sided: {@code t = mean(d) / (s / sqrt(n))} with n - 1 degrees of freedom, for
     * the differences d and their standard deviation s. With folds it is the corrected resampled one, see {@link Resampling}.
     *
     * <p>It is exact for normal differences, and for few pairs it is the one that can tell anything. Source: Student, "The probable error
     * of a mean", Biometrika 6 (1908).
     */
    T_TEST("t-test"),

    /**
     * Wilcoxon's signed-rank test of differences that are symmetric about 0, two-sided: the absolute differences are ranked, and the
     * smaller sum of the ranks of one sign is held against its distribution where each sign is a fair coin.
     *
     * <p>It needs no normal differences, and one outlier counts by its rank alone. Differences of 0 are left out, as Wilcoxon did
     * (SciPy's {@code zero_method="wilcox"}); equal absolute differences get the mean of their ranks. Up to 50 differences the
     * distribution is exact, with equal ones too, where SciPy approximates; beyond, it is the normal one with the variance
     * corrected for equal ones and no continuity correction, as SciPy's {@code method="approx"}.
     *
     * <p>Of n pairs the smallest p-value is {@code 2^(1 - n)}: 0.0625 for five, 0.031 for six. A verdict says so where the level is
     * out of reach. It is not for folds. Source: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945).
     */
    WILCOXON("Wilcoxon");

    private final String text;

    PairedTest(String text) {
        this.text = text;
    }

    /** {@code t-test} or {@code Wilcoxon}. */
    @Override
    public String toString() {
        return text;
    }
}
