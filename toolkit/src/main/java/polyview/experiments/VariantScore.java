package polyview.experiments;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The statistics of one variant: the numbers of its row in {@link Results#table}.
 *
 * <p>Where the experiment has folds, they are of the scores of the folds, each the mean over its seeds, and interval and p-value are
 * corrected for the overlap of the training parts; see {@link Resampling}.
 *
 * <p>NaN are the spread and the interval of fewer than two runs, and what {@link PairedDifference} names.
 *
 * <pre>{@code
 * var multiply = results.of("multiply");
 * multiply.mean()                 // 0.888
 * multiply.better(0.05)           // whether it beats the baseline with a corrected p-value below 0.05
 * multiply.effectSize()           // 1.51: the difference is one and a half of its spread over the seeds
 * multiply.seedsFor(0.01, 0.8)    // 22: so many seeds find a difference of 0.01 in 8 of 10 experiments
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
 * @param paired the comparison with the baseline
 * @param runsToCome how many runs of the experiment, of all variants, are not done
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
        PairedDifference paired,
        int runsToCome,
        boolean smallerIsBetter,
        double secondsPerEpoch,
        double imagesPerSecond) {

    /** The p-value below which {@link Results#verdicts} reports a difference. */
    public static final double LEVEL = 0.05;

    /** As many as a double has. */
    private static final int MOST_DIGITS = 17;

    static VariantScore of(Results results, String variant) {
        return of(results, variant, PValues.of(results));
    }

    /** Those of all variants, in their order; p-values are computed once. */
    static List<VariantScore> all(Results results) {
        PValues values = PValues.of(results);
        return results.variants().stream()
                .map(variant -> of(results, variant, values))
                .toList();
    }

    private static VariantScore of(Results results, String variant, PValues values) {
        double[] scores = results.scores(variant);
        double mean = Statistics.mean(scores);
        double half = Statistics.correctedHalfInterval(results.testOverTrain(), scores);
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
                values.paired(variant),
                results.asked() - results.done().size(),
                results.smallerIsBetter(),
                middle(results, variant, RunResult::secondsPerEpoch),
                middle(results, variant, RunResult::imagesPerSecond));
    }

    /** The mean of variant minus baseline, over the seeds and folds that both finished. */
    public double difference() {
        return paired.mean();
    }

    /** The p-value of this comparison alone, two-sided; with folds, of the corrected resampled t-test. */
    public double pValue() {
        return paired.pValue();
    }

    /** The p-value corrected for the number of variants by Holm; verdicts, {@link #better} and {@link #worse} use it. */
    public double pHolm() {
        return paired.pHolm();
    }

    /** Cohen's d of the differences with Hedges' correction, see {@link PairedDifference}. */
    public double effectSize() {
        return paired.effectSize();
    }

    /**
     * Whether this variant's score is better than the baseline's, with a p-value, corrected for the number of variants, below a level, and
     * no run is to come.
     *
     * <p>While runs are to come it is false: whoever looks often enough at a sweep that runs sees a small p-value at some moment, where there
     * is no difference too.
     *
     * @param level such as 0.05
     */
    public boolean better(double level) {
        return differs(level) && (smallerIsBetter ? difference() < 0 : difference() > 0);
    }

    /** Whether it is worse, with a corrected p-value below a level, and no run is to come; see {@link #better}. */
    public boolean worse(double level) {
        return differs(level) && !better(level);
    }

    private boolean differs(double level) {
        return runsToCome == 0 && pHolm() < level;
    }

    /**
     * How many seeds the paired t-test needs to find a difference from the baseline with some power, if the differences spread as in these
     * runs, at 0.05 over the number of comparisons, see {@link Power}.
     *
     * <p>The spread of few seeds is itself uncertain: for five, the true one is in 95 of 100 cases between 0.6 and 2.9 times as large, and the
     * number of seeds goes with its square. Plan with it, then begin anew with fresh seeds, or fix the number before you look.
     *
     * <p>Refused: {@code seedsFor needs two pairs of multiply and concat that differ from each other, got 1}; {@code seedsFor counts seeds, and these
     * results are over folds: more seeds add no training data; see Power.power(folds, ...)}; a difference or power as in {@link Power#seeds}.
     *
     * @param difference of the mean scores, such as 0.01
     * @param power such as 0.8
     */
    public int seedsFor(double difference, double power) {
        if (paired.testOverTrain() > 0) {
            throw new IllegalStateException(
                    "seedsFor counts seeds, and these results are over folds: more seeds add no training"
                            + " data; see Power.power(folds, ...)");
        }
        if (!(paired.std() > 0)) {
            throw new IllegalStateException("seedsFor needs two pairs of " + variant + " and " + baseline
                    + " that differ from each other, got " + paired.pairs());
        }
        return Power.seeds(difference / paired.std(), power, LEVEL / paired.comparisons());
    }

    /**
     * In one line: {@code multiply: no difference from stacked can be told (-0.0200, p = 0.12)}; see {@link Results#verdicts}. Of the baseline
     * itself nothing can be told. Before the last run is done nothing is claimed: {@code multiply: no verdict before all runs are done, 32 are
     * to come}; and without a pair of runs that finished nothing can be: {@code multiply: no verdict, since it and stacked finished no seed with
     * a number}.
     */
    public String verdict() {
        if (runsToCome > 0) {
            return variant + ": no verdict before all runs are done, " + runsToCome + " "
                    + (runsToCome == 1 ? "is" : "are") + " to come";
        }
        if (paired.pairs() == 0 && !variant.equals(baseline)) {
            return variant + ": no verdict, since it and " + baseline + " finished no "
                    + (paired.testOverTrain() > 0 ? "fold" : "seed") + " with a number";
        }
        String word = better(LEVEL)
                ? "better than " + baseline
                : worse(LEVEL) ? "worse than " + baseline : "no difference from " + baseline + " can be told";
        String reach = paired.pairs() == 0 || !(paired.leastHolm() >= LEVEL) ? "" : "; " + paired.outOfReach(LEVEL);
        return String.format(
                Locale.ROOT, "%s: %s (%s, %s%s)", variant, word, ShortNumbers.signed(difference()), p(), reach);
    }

    /** {@code p = 0.12}, or {@code Holm p = 0.24} where there are several comparisons. */
    private String p() {
        String p = shortP();
        String text = p.isEmpty() ? "no p-value" : p.startsWith("<") ? "p " + p : "p = " + p;
        return p.isEmpty() || paired.comparisons() < 2 ? text : "Holm " + text;
    }

    /** The corrected one: {@code 0.12}, {@code < 0.001}, or nothing; rounding never moves a number across the level. */
    String shortP() {
        double pValue = pHolm();
        if (Double.isNaN(pValue)) {
            return "";
        }
        if (pValue < 0.001) {
            return "< 0.001";
        }
        String text = "";
        for (int digits = 2; digits <= MOST_DIGITS; digits++) {
            text = String.format(Locale.ROOT, "%." + digits + "g", pValue);
            if (Double.parseDouble(text) < LEVEL == pValue < LEVEL) {
                break;
            }
        }
        return text;
    }

    private static double middle(Results results, String variant, ToDoubleFunction<RunResult> what) {
        return Statistics.median(Statistics.finite(
                results.finished(variant).stream().mapToDouble(what).toArray()));
    }
}
