package polyview.experiments;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The statistics of one variant: the numbers of its row in {@link Results#table}.
 *
 * <p>Where the experiment has folds, they are of the scores of the folds, each the mean over its seeds, and interval and p-value are
 * corrected for the overlap of the training parts; see {@link Resampling}.
 *
 * <p>NaN are the spread and the interval of fewer than two runs, the p-value of fewer than two pairs or of differences that are
 * all equal, and the difference of the baseline to itself.
 *
 * <pre>{@code
 * results.of("multiply").mean()          // 0.888
 * results.of("multiply").better(0.05)    // whether it beats the baseline with a p-value below 0.05
 * }</pre>
 *
 * @param variant its name
 * @param baseline the variant that it is compared with
 * @param runs the number of runs that finished with a number; the statistics are of these
 * @param parameters of the model, fixed ones too; 0 where no model could be built
 * @param mean of the score, on the test data
 * @param std the standard deviation of the scores, with n - 1
 * @param low the lower end of the 95% interval of the mean, by Student's t
 * @param high the upper end
 * @param difference the mean of variant minus baseline, over the seeds and folds that both finished
 * @param pValue of the paired t-test of no difference, two-sided; with folds, of the corrected resampled t-test
 * @param smallerIsBetter whether a smaller score is the better one
 * @param secondsPerEpoch the median over the runs
 * @param imagesPerSecond the median over the runs
 */
public record VariantScore(
        String variant,
        String baseline,
        int runs,
        long parameters,
        double mean,
        double std,
        double low,
        double high,
        double difference,
        double pValue,
        boolean smallerIsBetter,
        double secondsPerEpoch,
        double imagesPerSecond) {

    /** The p-value below which {@link Results#verdicts} reports a difference. */
    static final double LEVEL = 0.05;

    /** As many as a double has. */
    private static final int MOST_DIGITS = 17;

    static VariantScore of(Results results, String variant) {
        double[] scores = results.scores(variant);
        double mean = Statistics.mean(scores);
        double half = Statistics.correctedHalfInterval(results.testOverTrain(), scores);
        PairedScores pairs = PairedScores.of(results, variant, results.baseline());
        long parameters = results.done().stream()
                .filter(run -> run.variant().equals(variant))
                .mapToLong(RunResult::parameters)
                .filter(count -> count > 0)
                .findFirst()
                .orElse(0);
        return new VariantScore(
                variant,
                results.baseline(),
                results.finishedWithNumber(variant),
                parameters,
                mean,
                Statistics.deviation(scores),
                mean - half,
                mean + half,
                pairs.difference(),
                pairs.p(),
                results.smallerIsBetter(),
                middle(results, variant, RunResult::secondsPerEpoch),
                middle(results, variant, RunResult::imagesPerSecond));
    }

    /**
     * Whether this variant's score is better than the baseline's, with a p-value below a level.
     *
     * @param level such as 0.05
     */
    public boolean better(double level) {
        return pValue < level && (smallerIsBetter ? difference < 0 : difference > 0);
    }

    /** Whether it is worse, with a p-value below a level. */
    public boolean worse(double level) {
        return pValue < level && !better(level);
    }

    /** In one line: {@code multiply: no difference from stacked can be told (-0.0200, p = 0.12)}. */
    String verdict() {
        String word = better(LEVEL)
                ? "better than " + baseline
                : worse(LEVEL) ? "worse than " + baseline : "no difference from " + baseline + " can be told";
        return String.format(Locale.ROOT, "%s: %s (%s, %s)", variant, word, ShortNumbers.signed(difference), p());
    }

    /** {@code p = 0.12}, {@code p < 0.001} or {@code no p-value}: rounding never moves a number across the level. */
    String p() {
        if (Double.isNaN(pValue)) {
            return "no p-value";
        }
        if (pValue < 0.001) {
            return "p < 0.001";
        }
        String text = "";
        for (int digits = 2; digits <= MOST_DIGITS; digits++) {
            text = String.format(Locale.ROOT, "%." + digits + "g", pValue);
            if (Double.parseDouble(text) < LEVEL == pValue < LEVEL) {
                break;
            }
        }
        return "p = " + text;
    }

    private static double middle(Results results, String variant, ToDoubleFunction<RunResult> what) {
        return Statistics.median(Statistics.finite(
                results.finished(variant).stream().mapToDouble(what).toArray()));
    }
}
