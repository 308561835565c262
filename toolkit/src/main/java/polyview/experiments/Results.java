package polyview.experiments;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import polyview.base.Shapes;
import polyview.base.Startup;
import tech.tablesaw.api.Table;

/**
 * The results of an experiment: every run, and tables of them.
 *
 * <p>Refused: {@code variants must differ, got [a, a]}; {@code seeds must differ, got [7, 7]}; {@code no variant named sum; there
 * are [concat]}, of the baseline and of each run; {@code run of concat has seed 9, which is none of [1, 2]}; {@code done must hold
 * each run once, got concat seed 1 twice}; {@code run of concat has fold 6, and there are 5}; {@code higherIsBetter must say which way of auc is better, got {loss=false}};
 * a test that is not for folds, see {@link #test(PairedTest)}.
 *
 * @param name of the experiment
 * @param variants in the order of the table
 * @param baseline the variant that the others are compared with
 * @param seeds of the runs that were asked for
 * @param score the score that is compared
 * @param done the runs that are done, failed ones too; fewer than asked for where the sweep was stopped
 * @param higherIsBetter for each score whether higher is better, as its metric says; a lower loss is better
 * @param resampling the folds; empty without
 * @param test what p-values are of; the t-test, but for {@link #test(PairedTest)}
 */
public record Results(
        String name,
        List<String> variants,
        String baseline,
        List<Long> seeds,
        String score,
        List<RunResult> done,
        Map<String, Boolean> higherIsBetter,
        Optional<Resampling> resampling,
        PairedTest test) {

    static {
        Startup.begin();
    }

    /** The score that every model has. */
    public static final String LOSS = "loss";

    /** Checks that every run belongs to the experiment, once; copies of the lists are kept. */
    public Results {
        variants = List.copyOf(variants);
        seeds = List.copyOf(seeds);
        done = List.copyOf(done);
        higherIsBetter = Map.copyOf(higherIsBetter);
        requireOnce("variants", variants);
        requireOnce("seeds", seeds);
        Variant.known(baseline, variants);
        Set<RunKey> runs = new HashSet<>();
        for (RunResult run : done) {
            Variant.known(run.variant(), variants);
            if (!seeds.contains(run.seed())) {
                throw new IllegalArgumentException(
                        "run of " + run.variant() + " has seed " + run.seed() + ", which is none of " + seeds);
            }
            // A repeated run would count twice in means, and as two pairs in p-values.
            if (!runs.add(run.key())) {
                throw new IllegalArgumentException("done must hold each run once, got " + run.key() + " twice");
            }
            int folds = resampling.map(Resampling::folds).orElse(0);
            if (run.fold() > folds || run.fold() < Math.min(1, folds)) {
                throw new IllegalArgumentException(
                        "run of " + run.variant() + " has fold " + run.fold() + ", and there are " + folds);
            }
        }
        if (!higherIsBetter.containsKey(score)) {
            throw new IllegalArgumentException("higherIsBetter must say which way of " + score + " is better, got "
                    + new TreeMap<>(higherIsBetter));
        }
        if (test != PairedTest.T_TEST && resampling.isPresent()) {
            throw new IllegalArgumentException(
                    "test " + test + " is for seeds: folds share training samples, and of the tests"
                            + " here only the t-test is corrected for that");
        }
    }

    /** The results of an experiment, compared by the t-test. */
    public Results(
            String name,
            List<String> variants,
            String baseline,
            List<Long> seeds,
            String score,
            List<RunResult> done,
            Map<String, Boolean> higherIsBetter,
            Optional<Resampling> resampling) {
        this(name, variants, baseline, seeds, score, done, higherIsBetter, resampling, PairedTest.T_TEST);
    }

    /** The results of an experiment without folds. */
    public Results(
            String name,
            List<String> variants,
            String baseline,
            List<Long> seeds,
            String score,
            List<RunResult> done,
            Map<String, Boolean> higherIsBetter) {
        this(name, variants, baseline, seeds, score, done, higherIsBetter, Optional.empty());
    }

    /**
     * What a sweep with {@link Experiment#directory} has done so far, also one that runs now, in this process or another.
     *
     * <p>Nothing is locked or written, and no run is seen in part: call it as often as you like. Runs that failed are there; a sweep that
     * begins again tries them again. Variants, seeds and score are those of the last sweep that began with the folder.
     *
     * <pre>{@code
     * var now = Results.load(Path.of("runs/fusion"));
     * now.title()         // fusion: 2 variants, 5 seeds [1, 2, 3, 4, 5], 7 of 10 runs done; ...
     * }</pre>
     *
     * <p>Refused: {@code cannot load runs/fusion: there is no such folder}; {@code cannot load runs/fusion: it holds no experiment, which has
     * a file results.properties}; a folder that an earlier version wrote, with what to do; a file that cannot be read.
     */
    public static Results load(Path folder) {
        return new RunDirectory(folder).load();
    }

    /**
     * One row for each variant.
     *
     * <p>The columns, with {@code accuracy} for the score: variant; runs, those that finished with a number;
     * parameters; accuracy, the mean over the runs on the test data; accuracy_std, the standard deviation (with n - 1);
     * accuracy_low and accuracy_high, the 95% interval of the mean by Student's t; difference, the mean of variant minus
     * baseline over the seeds that both finished; difference_low and difference_high, its 95% interval; p_value of the {@link #test} of no
     * difference, two-sided, as if there were no other comparison; p_holm, the same corrected for the number of variants by Holm;
     * effect_size, Cohen's d of the differences with Hedges' correction; with Wilcoxon's test also rank_biserial; seconds_per_epoch and
     * images_per_second, the median over the runs. See {@link PairedDifference}.
     *
     * <p>Missing are the spread, the interval and the p-values of fewer than two runs or pairs, the p-values where all
     * differences are equal, and the difference of the baseline to itself.
     *
     * <p>Where there are folds, mean, deviation and interval are of the scores of the folds, each the mean over its seeds, and interval
     * and p-value are corrected for training parts that overlap; see {@link Resampling}.
     */
    public Table table() {
        return ResultTables.variants(this);
    }

    /**
     * One row for each run, in the order of seeds, folds and variants.
     *
     * <p>The columns: variant, seed, fold where there are folds, status, the scores on the test data (loss first), epochs, seconds, seconds_per_epoch,
     * images_per_second, parameters, reason.
     */
    public Table runs() {
        return ResultTables.runs(this);
    }

    /**
     * One row for each epoch of each finished run: variant, seed, fold where there are folds, epoch, and the columns of {@link polyview.training.History}.
     *
     * <p>Curves with a band over the seeds are drawn from it.
     */
    public Table epochs() {
        return ResultTables.epochs(this);
    }

    /**
     * {@link #table} as a page shows it: mean ± standard deviation in one column, the interval in another, with as many decimals
     * as give the median of the standard deviations two digits, but at most four digits of the largest mean. All columns are text.
     *
     * <p>The columns, with {@code accuracy} for the score: variant, runs, parameters, accuracy, 95% interval,
     * difference, p (Holm), s/epoch, images/s. The p-value is the one corrected for the number of variants. Missing values are empty.
     *
     * <p>Example, a row: multiply, 2, 12, {@code 0.850 ± 0.071}, {@code 0.215 to 1.485}, {@code +0.150}, {@code 0.20}, 2.50,
     * {@code 1,000}.
     */
    public Table readable() {
        return ReadableTable.of(this);
    }

    /**
     * The numbers of one variant; {@code results.of("concat").mean()} is its mean score.
     *
     * <p>Refused: {@code no variant named sum; there are [concat, multiply]}.
     */
    public VariantScore of(String variant) {
        return VariantScore.of(this, known(variant));
    }

    /** The same runs, compared with another variant; refused as in {@link #of}. */
    public Results against(String otherBaseline) {
        return new Results(name, variants, known(otherBaseline), seeds, score, done, higherIsBetter, resampling, test);
    }

    /**
     * The same runs, compared by another test: {@code results.test(PairedTest.WILCOXON).verdicts()}.
     *
     * <p>Choose it before you see the numbers: the smaller of two p-values is no p-value. Refused: {@code test Wilcoxon is for seeds: folds
     * share training samples, and of the tests here only the t-test is corrected for that}.
     */
    public Results test(PairedTest other) {
        return new Results(name, variants, baseline, seeds, score, done, higherIsBetter, resampling, other);
    }

    /**
     * The same runs, compared by another score or {@link Experiment#measure}: {@code results.by("one_shot").table()}.
     *
     * <p>Refused: {@code no score named auc; there are [loss, accuracy, one_shot]}; {@code loss cannot be compared: the variants
     * have different losses}.
     */
    public Results by(String otherScore) {
        List<String> scores = done.stream()
                .flatMap(run -> run.scores().keySet().stream())
                .distinct()
                .toList();
        if (!scores.contains(otherScore)) {
            throw new IllegalArgumentException("no score named " + otherScore + "; there are " + scores);
        }
        if (otherScore.equals(LOSS) && !higherIsBetter.containsKey(LOSS)) {
            throw new IllegalArgumentException(LOSS + " cannot be compared: the variants have different losses");
        }
        return new Results(name, variants, baseline, seeds, otherScore, done, higherIsBetter, resampling, test);
    }

    private static void requireOnce(String what, List<?> values) {
        if (values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(what + " must differ, got " + values);
        }
    }

    private String known(String variant) {
        return Variant.known(variant, variants);
    }

    /**
     * A verdict on each variant against the baseline, a line each: {@code concat: worse than stacked (-0.0430,
     * p = 0.0004)}.
     *
     * <p>Better and worse need a p-value below 0.05. It is corrected for the number of variants by Holm, and named {@code Holm p} where
     * there are several: of all experiments without any difference, at most 5 of 100 have one line that tells of a difference. Comparisons
     * with another baseline or by another score are a question more, and are corrected among themselves alone.
     *
     * <p>Before the last run is done there is no verdict: {@code concat: no verdict before all runs are done, 32 are to come}. To look at p-values
     * again and again until one is small finds differences where there are none.
     *
     * <p>Where the number of pairs cannot give such a p-value, the line says so: {@code multiply: no difference from concat can be told (+0.0300,
     * p = 0.063; 5 pairs cannot reach p < 0.05 by Wilcoxon, 6 can)}.
     */
    public String verdicts() {
        return VariantScore.all(this).stream()
                .filter(variant -> !variant.variant().equals(baseline))
                .map(VariantScore::verdict)
                .collect(Collectors.joining("\n"));
    }

    /** The runs that failed. */
    public List<RunResult> failures() {
        return done.stream().filter(run -> !run.finished()).toList();
    }

    /** Whether every run was done; false for a sweep that was stopped. */
    public boolean complete() {
        return done.size() == asked();
    }

    /** The number of planned runs. */
    public int asked() {
        return variants.size()
                * seeds.size()
                * resampling.map(Resampling::folds).orElse(1);
    }

    /** Whether a smaller score is better, as the metric says; it is for a loss. */
    public boolean smallerIsBetter() {
        return !higherIsBetter.get(score);
    }

    /**
     * The variant that no other one beats; of equal ones, the first.
     *
     * <p>Two variants are compared by their means over the seeds that both finished with a number, as {@link #table} does in its
     * column difference: a variant is not the best because its runs of hard seeds failed. Where all runs have a number it is the
     * variant with the best mean. Variants without a number are left out.
     *
     * <p>The score of the best of many is too good: it was chosen by these test data, and a part of what lifts it above the others is
     * chance. What it is worth, other data must tell: keep some that no choice has seen.
     *
     * <p>Empty where no run has a number, and where there is no such variant: two have no seed in common, or each is beaten by
     * another one.
     */
    public Optional<String> best() {
        List<String> scored =
                variants.stream().filter(variant -> scores(variant).length > 0).toList();
        return scored.stream()
                .filter(variant -> scored.stream()
                        .allMatch(other -> other.equals(variant) || isUnbeaten(PairedScores.of(this, variant, other))))
                .findFirst();
    }

    private boolean isUnbeaten(PairedScores pairs) {
        return smallerIsBetter() ? pairs.sign() <= 0 : pairs.sign() >= 0;
    }

    /** The finite scores of a variant's finished runs; where there are folds, of each fold the mean over its seeds. */
    double[] scores(String variant) {
        if (resampling.isEmpty()) {
            return Statistics.finite(finished(variant).stream()
                    .mapToDouble(run -> run.score(score))
                    .toArray());
        }
        Map<Integer, Double> means = finished(variant).stream()
                .filter(run -> Double.isFinite(run.score(score)))
                .collect(Collectors.groupingBy(
                        RunResult::fold, TreeMap::new, Collectors.averagingDouble(run -> run.score(score))));
        return means.values().stream().mapToDouble(mean -> mean).toArray();
    }

    /** How many runs of a variant finished with a number. */
    int finishedWithNumber(String variant) {
        return (int) finished(variant).stream()
                .filter(run -> Double.isFinite(run.score(score)))
                .count();
    }

    /** See {@link Resampling}; 0 without folds. */
    double testOverTrain() {
        return resampling.map(Resampling::testOverTrain).orElse(0.0);
    }

    List<RunResult> finished(String variant) {
        return done.stream()
                .filter(run -> run.finished() && run.variant().equals(variant))
                .toList();
    }

    /** The experiment in one line. */
    public String title() {
        String stopped = complete() ? "" : ", " + done.size() + " of " + Shapes.count(asked(), "run") + " done";
        String failed = failures().isEmpty() ? "" : ", " + failures().size() + " failed";
        long numberless = done.stream()
                .filter(run -> run.finished() && !Double.isFinite(run.score(score)))
                .count();
        String without = numberless == 0 ? "" : ", " + numberless + " without a number in " + score;
        return name + ": " + Shapes.count(variants.size(), "variant") + ", " + Shapes.count(seeds.size(), "seed") + " "
                + seeds
                + resampling.map(of -> ", " + Shapes.count(of.folds(), "fold")).orElse("") + stopped + failed + without
                + "; " + score + " on the test data, baseline " + baseline;
    }

    /** The experiment, the table, and the reason of each failed run. */
    @Override
    public String toString() {
        return title() + "\n" + table().printAll()
                + failures().stream().map(run -> "\n" + run.line(score)).collect(Collectors.joining());
    }
}
