package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results in which runs failed, have no number, or would be counted twice. */
@Tag("experiments")
class FewerRunsTest {

    private static final Map<String, Boolean> WAYS = Map.of("loss", false, "accuracy", true);

    private static RunResult run(String variant, long seed, double accuracy) {
        return new RunResult(
                variant, seed, RunResult.Status.FINISHED, "", 1, Map.of("accuracy", accuracy), List.of(), 1);
    }

    /** Accuracies of the seeds from 1, by variant; a missing run for each minus 1. */
    private static Results results(Map<String, double[]> accuracies) {
        List<RunResult> runs = new ArrayList<>();
        accuracies.forEach((variant, values) -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] != -1) {
                    runs.add(run(variant, i + 1, values[i]));
                }
            }
        });
        List<String> variants = List.copyOf(accuracies.keySet());
        return new Results("made", variants, variants.get(0), List.of(1L, 2L, 3L), "accuracy", runs, WAYS);
    }

    private static Results two(double[] a, double... b) {
        return results(new TreeMap<>(Map.of("a", a, "b", b)));
    }

    /** The third seed is easy: b has the higher mean because its other runs are missing. */
    @Test
    void theBestIsFoundOverTheSeedsThatBothHave() {
        for (double gone : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            Results results = two(new double[] {0.5, 0.6, 0.95}, gone, gone, 0.9);
            assertTrue(results.of("b").mean() > results.of("a").mean());
            assertEquals(-0.05, results.of("b").difference(), 1e-12);
            assertEquals(Optional.of("a"), results.best());
        }
    }

    @Test
    void whatCannotBeComparedHasNoBest() {
        assertEquals(Optional.empty(), two(new double[] {0.5, -1, -1}, -1, 0.9).best());
        // Each is beaten by one where both have a run.
        Results round = results(new TreeMap<>(Map.of(
                "a", new double[] {0.2, 0.1, -1}, "b", new double[] {0.1, -1, 0.2}, "c", new double[] {-1, 0.2, 0.1})));
        assertEquals(Optional.empty(), round.best());
        assertEquals(Optional.of("b"), two(new double[] {Double.NaN}, 0.1).best());
    }

    /** The same numbers in another order: sums differ by rounding, the variants do not. */
    @Test
    void ofEqualOnesTheFirstIsTheBest() {
        double[] up = {0.1, 0.2, 0.3 + 1e-16};
        double[] down = {0.3, 0.2, 0.1};
        assertEquals(Optional.of("a"), two(up, down).best());
        assertEquals(Optional.of("a"), two(down, up).best());
        assertEquals(Optional.of("b"), two(up, 0.3, 0.2, 0.1001).best());
    }

    /** Three runs with (0.7, NaN, 0.9): mean 0.8, deviation sqrt(0.02), of two. */
    @Test
    void aRunWithoutANumberIsNotCounted() {
        Results results = two(new double[] {0.7, Double.NaN, 0.9}, 0.1, 0.2, 0.3);
        VariantScore a = results.of("a");
        assertEquals(2, a.runs());
        assertEquals(0.8, a.mean(), 1e-12);
        assertEquals(Math.sqrt(0.02), a.std(), 1e-12);
        assertEquals(2, results.table().intColumn("runs").get(0));
        assertEquals(
                "made: 2 variants, 3 seeds [1, 2, 3], 1 without a number in accuracy; accuracy on the test data, baseline a",
                results.title());
        // Pairs of seeds 1 and 3: differences -0.6 and -0.6, without a spread.
        assertEquals(-0.6, results.of("b").difference(), 1e-12);
        assertEquals(0, two(new double[] {Double.NaN}, 0.1).of("a").runs());
    }

    /** Each run twice made 4 pairs of 2 seeds, and a p-value that is too small. */
    @Test
    void noRunIsCountedTwice() {
        List<String> both = List.of("a", "b");
        refused(
                "done must hold each run once, got a seed 1 twice",
                () -> new Results(
                        "made",
                        both,
                        "a",
                        List.of(1L, 2L),
                        "accuracy",
                        List.of(run("a", 1, 0.5), run("a", 1, 0.5)),
                        WAYS));
        refused(
                "variants must differ, got [a, a]",
                () -> new Results("made", List.of("a", "a"), "a", List.of(1L), "accuracy", List.of(), WAYS));
        refused(
                "seeds must differ, got [1, 1]",
                () -> new Results("made", both, "a", List.of(1L, 1L), "accuracy", List.of(), WAYS));
    }

    @Test
    void everyRunAndTheBaselineAreOfTheExperiment() {
        List<String> one = List.of("a");
        refused(
                "no variant named b; there are [a]",
                () -> new Results("made", one, "b", List.of(1L), "accuracy", List.of(), WAYS));
        refused(
                "no variant named b; there are [a]",
                () -> new Results("made", one, "a", List.of(1L), "accuracy", List.of(run("b", 1, 0.5)), WAYS));
        refused(
                "run of a has seed 2, which is none of [1]",
                () -> new Results("made", one, "a", List.of(1L), "accuracy", List.of(run("a", 2, 0.5)), WAYS));
    }

    /** With 2 pairs and differences m - s, m + s the p-value is 1 - 2 atan(m / s) / pi. */
    private static Results withP(double p, double size) {
        double s = size / Math.tan(Math.PI / 2 * (1 - p));
        Results two = two(new double[] {0, 1}, size - s, 1 + size + s);
        return new Results("made", two.variants(), "a", List.of(1L, 2L), "accuracy", two.done(), WAYS);
    }

    @Test
    void noWordContradictsItsNumber() {
        assertEquals(
                "b: better than a (+0.1000, p = 0.0499)", withP(0.0499, 0.1).verdicts());
        assertEquals(
                "b: no difference from a can be told (+0.1000, p = 0.050)",
                withP(0.0501, 0.1).verdicts());
        assertEquals("b: better than a (+0.1000, p = 0.030)", withP(0.03, 0.1).verdicts());
        assertEquals(
                "b: better than a (+2.00e-05, p = 0.040)", withP(0.04, 2e-5).verdicts());
    }

    @Test
    void aDifferenceThatIsToldIsShown() {
        // The scores spread by 0.71 and get two decimals; the difference of pairs is sure, and has two digits.
        assertEquals(
                "+0.0012",
                withP(0.01, 0.0012).readable().stringColumn("difference").get(1));
        assertEquals(
                "+0.00",
                withP(0.5, 0.0012).readable().stringColumn("difference").get(1));
        Results tiny = two(new double[] {1e-10, 3e-10}, 2e-10, 6e-10);
        assertEquals(
                "2.00e-10 ± 1.41e-10", tiny.readable().stringColumn("accuracy").get(0));
        assertEquals("a seed 1: accuracy 2.00e-05 in 1.0 s", run("a", 1, 2e-5).line("accuracy"));
    }
}
