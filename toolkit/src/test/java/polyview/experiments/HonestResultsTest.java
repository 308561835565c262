package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Tables, verdicts and numbers of results whose p-values are corrected. */
@Tag("experiments")
class HonestResultsTest {

    private static final Map<String, Boolean> UP = Map.of("accuracy", true);

    /** A baseline of zeros, and variants with these accuracies. */
    private static Results results(double[]... variants) {
        List<RunResult> runs = new ArrayList<>(ResultsTest.runs("none", new double[variants[0].length]));
        List<String> names = new ArrayList<>(List.of("none"));
        for (int i = 0; i < variants.length; i++) {
            String name = String.valueOf((char) ('a' + i));
            names.add(name);
            runs.addAll(ResultsTest.runs(name, variants[i]));
        }
        List<Long> seeds = LongStream.rangeClosed(1, variants[0].length).boxed().toList();
        return new Results("made", names, "none", seeds, "accuracy", runs, UP);
    }

    /** With 2 pairs, 0 and x against zeros, t = 1; with -+: of two values m - s and m + s, p = 1 - 2 atan(m / s) / pi. */
    private static double[] withP(double p) {
        double s = 0.1 / Math.tan(Math.PI / 2 * (1 - p));
        return new double[] {0.1 - s, 0.1 + s};
    }

    @Test
    void pValuesAreCorrectedForTheNumberOfVariants() {
        Results three = results(withP(0.01), withP(0.03), withP(0.04));
        double[] holm = {0.03, 0.06, 0.06};
        double[] plain = {0.01, 0.03, 0.04};
        Table table = three.table();
        for (int i = 0; i < 3; i++) {
            VariantScore score = three.of(three.variants().get(i + 1));
            assertEquals(plain[i], score.pValue(), 1e-12);
            assertEquals(holm[i], score.pHolm(), 1e-12);
            assertEquals(3, score.paired().comparisons());
            assertEquals(plain[i], table.doubleColumn("p_value").get(i + 1), 1e-12);
            assertEquals(holm[i], table.doubleColumn("p_holm").get(i + 1), 1e-12);
            assertEquals(i == 0, score.better(0.05));
            assertFalse(score.worse(0.05));
            assertTrue(score.better(0.061));
        }
        assertTrue(table.doubleColumn("p_holm").isMissing(0), "of the baseline");
        assertEquals(
                List.of("", "0.030", "0.060", "0.060"),
                three.readable().stringColumn("p (Holm)").asList());
        assertEquals("""
                a: better than none (+0.1000, Holm p = 0.030)
                b: no difference from none can be told (+0.1000, Holm p = 0.060)
                c: no difference from none can be told (+0.1000, Holm p = 0.060)""", three.verdicts());
        assertEquals(
                "a: better than none (+0.1000, p = 0.010)",
                results(withP(0.01)).verdicts(),
                "a single comparison needs no correction");
    }

    @Test
    void aVariantWithoutPairsWasAskedToo() {
        Results two = results(withP(0.03), new double[] {Double.NaN, Double.NaN});
        assertEquals(0.06, two.of("a").pHolm(), 1e-12);
        assertEquals(Double.NaN, two.of("b").pHolm());
        assertEquals(
                "b: no verdict, since it and none finished no seed with a number",
                two.verdicts().lines().toList().get(1));
    }

    @Test
    void theDifferenceHasAnIntervalAndASize() {
        Results one = results(new double[] {0.01, 0.02, 0.03, 0.04, 0.05});
        VariantScore a = one.of("a");
        // Mean 0.03, variance 0.00025; t(0.975, 4) = 2.7764451; J(4) = Gamma(2) / (sqrt(2) Gamma(1.5)).
        double half = 2.7764451051977987 * Math.sqrt(0.00025 / 5);
        assertEquals(0.03 - half, a.paired().low(), 1e-12);
        assertEquals(0.03 + half, a.paired().high(), 1e-12);
        double hedges = 1 / (Math.sqrt(2) * Math.sqrt(Math.PI) / 2);
        assertEquals(hedges * 0.03 / Math.sqrt(0.00025), a.effectSize(), 1e-12);
        assertEquals(5, a.paired().pairs());
        assertEquals(1, a.paired().rankBiserial());
        Table table = one.table();
        assertEquals(a.effectSize(), table.doubleColumn("effect_size").get(1));
        assertEquals(a.paired().low(), table.doubleColumn("difference_low").get(1));
        assertEquals(a.paired().high(), table.doubleColumn("difference_high").get(1));
        assertFalse(table.containsColumn("rank_biserial"));
        assertEquals(Double.NaN, results(withP(0.1)).of("a").effectSize(), "two pairs have none");
        assertEquals(Double.NaN, results(new double[] {0.1, 0.1, 0.1}).of("a").effectSize(), "nor have equal ones");
    }

    @Test
    void wilcoxonSaysWhereItCannotTell() {
        Results five = results(new double[] {0.01, 0.02, 0.03, 0.04, 0.05}).test(PairedTest.WILCOXON);
        assertEquals(0.0625, five.of("a").pHolm(), 1e-12);
        assertEquals(
                "a: no difference from none can be told (+0.0300, p = 0.063; 5 pairs cannot reach p < 0.05 by Wilcoxon, 6 can)",
                five.verdicts());
        assertEquals(1, five.table().doubleColumn("rank_biserial").get(1));
        double[] six = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06};
        assertEquals(
                "a: better than none (+0.0350, p = 0.031)",
                results(six).test(PairedTest.WILCOXON).verdicts());
        assertEquals(
                "a: worse than none (+0.0350, p = 0.031)",
                new Results(
                                "made",
                                List.of("none", "a"),
                                "none",
                                results(six).seeds(),
                                "accuracy",
                                results(six).done(),
                                Map.of("accuracy", false))
                        .test(PairedTest.WILCOXON)
                        .verdicts());
        Results two = results(six, six).test(PairedTest.WILCOXON);
        assertEquals(
                "b: no difference from none can be told (+0.0350, Holm p = 0.063; 6 pairs cannot reach p < 0.05 by Wilcoxon over"
                        + " 2 comparisons, 7 can)",
                two.verdicts().lines().toList().get(1));
        double[] seven = {0.01, -0.02, 0.03, -0.04, 0.05, -0.06, 0.07};
        assertFalse(results(seven, seven).test(PairedTest.WILCOXON).verdicts().contains("cannot"), "seven could have");
    }

    @Test
    void theTestStaysWithTheResults() {
        Results ranks = results(withP(0.1), withP(0.2)).test(PairedTest.WILCOXON);
        assertEquals(PairedTest.WILCOXON, ranks.against("a").test());
        assertEquals(PairedTest.WILCOXON, ranks.by("accuracy").test());
        assertEquals(PairedTest.T_TEST, ranks.test(PairedTest.T_TEST).test());
        assertEquals(ranks.against("a").of("none").pValue(), ranks.of("a").pValue(), 1e-15);
    }

    @Test
    void wilcoxonIsNotForFolds() {
        Results folds = new Results(
                "made",
                List.of("a"),
                "a",
                List.of(1L),
                "accuracy",
                List.of(),
                UP,
                Optional.of(new Resampling(5, 0.25)));
        refused(
                "test Wilcoxon is for seeds: folds share training samples, and of the tests here only the t-test is corrected for"
                        + " that",
                () -> folds.test(PairedTest.WILCOXON));
    }

    @Test
    void seedsAreCountedForADifference() {
        Results one = results(new double[] {0.01, 0.02, 0.03, 0.04, 0.05});
        double spread = Math.sqrt(0.00025);
        assertEquals(Power.seeds(0.01 / spread, 0.8, 0.05), one.of("a").seedsFor(0.01, 0.8));
        assertEquals(22, one.of("a").seedsFor(0.01, 0.8), "statsmodels says 21.6");
        assertEquals(22, one.of("a").seedsFor(-0.01, 0.8));
        Results two = results(new double[] {0.01, 0.02, 0.03}, new double[] {0.01, 0.02, 0.03});
        assertEquals(Power.seeds(1, 0.8, 0.025), two.of("b").seedsFor(0.01, 0.8), "corrected for two");
        assertEquals(
                "seedsFor needs two pairs of a and none that differ from each other, got 1",
                assertThrows(
                                IllegalStateException.class,
                                () -> results(new double[] {1}).of("a").seedsFor(0.1, 0.8))
                        .getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> results(new double[] {0.1, 0.1}).of("a").seedsFor(0.1, 0.8));
        List<RunResult> runs = new ArrayList<>();
        for (int fold = 1; fold <= 5; fold++) {
            for (String variant : List.of("a", "b")) {
                double score = variant.equals("a") ? 0.5 : 0.5 + fold / 100.0;
                runs.add(new RunResult(
                        variant, 1, fold, RunResult.Status.FINISHED, "", 3, Map.of("accuracy", score), List.of(), 1));
            }
        }
        VariantScore folds = new Results(
                        "made",
                        List.of("a", "b"),
                        "a",
                        List.of(1L),
                        "accuracy",
                        runs,
                        UP,
                        Optional.of(new Resampling(5, 0.25)))
                .of("b");
        assertEquals(
                "seedsFor counts seeds, and these results are over folds: more seeds add no training data; see"
                        + " Power.power(folds, ...)",
                assertThrows(IllegalStateException.class, () -> folds.seedsFor(0.1, 0.8))
                        .getMessage());
        // 1 / n + r is 0.2 + 0.25: the interval is 1.5 times as wide as over seeds, the effect 1.12 times smaller.
        VariantScore seeds = one.of("a");
        assertEquals(1.5 * (seeds.paired().high() - 0.03), folds.paired().high() - 0.03, 1e-12);
        assertEquals(seeds.effectSize() / Math.sqrt(1.25), folds.effectSize(), 1e-12);
    }
}
