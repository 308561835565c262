package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.training.History;
import tech.tablesaw.api.Table;

/** Tables and text of results made by hand. */
@Tag("experiments")
public class ResultsTest {

    /** Runs with these accuracies, one for each seed from 1; NaN for a run that failed. */
    static List<RunResult> runs(String variant, double... accuracies) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < accuracies.length; i++) {
            Map<String, Double> scores = new LinkedHashMap<>();
            scores.put("loss", 1 - accuracies[i]);
            scores.put("accuracy", accuracies[i]);
            var log = new History.EpochLog(1, scores, 2 + i, 1000);
            runs.add(
                    Double.isNaN(accuracies[i])
                            ? RunResult.failed(variant, i + 1, "IOException: <gone>", 12, 1)
                            : new RunResult(
                                    variant, i + 1, RunResult.Status.FINISHED, "", 12, scores, List.of(log), 3));
        }
        return runs;
    }

    /** Two variants; the third run of the second failed. */
    public static Results made() {
        List<RunResult> all = new ArrayList<>(runs("concat", 0.7, 0.7, 0.7));
        all.addAll(runs("multiply", 0.8, 0.9, Double.NaN));
        return results("accuracy", all);
    }

    private static Results results(String score, List<RunResult> runs) {
        return new Results(
                "fusion",
                List.of("concat", "multiply"),
                "concat",
                List.of(1L, 2L, 3L),
                score,
                runs,
                Map.of("loss", false, "accuracy", true));
    }

    @Test
    void theTextIsTheTitleTheTableAndTheReasons() {
        // multiply: differences 0.1 and 0.2, t = 3 with 1 degree of freedom, p = 1 - 2 atan(3) / pi; interval 0.85 -+
        // tan(0.475 pi) 0.05.
        assertEquals("""
                fusion: 2 variants, 3 seeds [1, 2, 3], 1 failed; accuracy on the test data, baseline concat
                """.strip(), made().toString().lines().findFirst().orElseThrow());
        List<String> lines = made().toString().lines().map(String::strip).toList();
        assertEquals(6 + 1, lines.size(), made().toString());
        assertEquals(
                "concat  |     3  |          12  |    0.7000  |        0.0000  |        0.7000  |         0.7000  |"
                        + "              |                  |                   |           |          |               |"
                        + "             3.0000  |             1000.0  |",
                lines.get(4));
        assertEquals("multiply seed 3: failed: IOException: <gone>", lines.get(6));
        assertEquals(0.15, made().table().doubleColumn("difference").get(1), 1e-12);
        assertEquals(
                1 - 2 * Math.atan(3) / Math.PI,
                made().table().doubleColumn("p_value").get(1),
                1e-9);
        assertEquals(
                0.85 + Math.tan(0.475 * Math.PI) * 0.05,
                made().table().doubleColumn("accuracy_high").get(1),
                1e-9);
    }

    @Test
    void theBestIsTheLargestAccuracyOrTheSmallestLoss() {
        assertEquals(Optional.of("multiply"), made().best());
        assertEquals(Optional.of("multiply"), results("loss", made().done()).best());
        List<RunResult> worse = new ArrayList<>(runs("concat", 0.7));
        worse.addAll(runs("multiply", 0.6));
        assertEquals(Optional.of("concat"), results("accuracy", worse).best());
        assertEquals(Optional.of("concat"), results("loss", worse).best());
        assertEquals(Optional.empty(), results("loss", List.of()).best());
    }

    @Test
    void smallNumbersKeepTheirDigits() {
        var text = new ShortNumbers();
        assertEquals("0.1235", text.format(0.12345678));
        assertEquals("1.50e-05", text.format(1.5e-5));
        assertEquals("-2.00e-04", text.format(-2e-4));
        assertEquals("12.346", text.format(12.345678));
        assertEquals("123.46", text.format(123.45678));
        assertEquals("5506.8", text.format(5506.8286));
        assertEquals("0.0000", text.format(0.0));
        assertEquals("", text.format(Double.NaN));
    }

    @Test
    void aReasonIsTheFirstLineAndTheFirstCause() {
        assertEquals("IllegalStateException: a", FailureReason.of(new IllegalStateException("a\nb")));
        assertEquals("NullPointerException", FailureReason.of(new NullPointerException(null)));
        assertEquals(
                "IllegalStateException: a (caused by ArithmeticException: c)",
                FailureReason.of(new IllegalStateException(
                        "a", new IllegalArgumentException("b", new ArithmeticException("c")))));
    }

    @Test
    void aVariantHasTheNumbersOfItsRow() {
        VariantScore multiply = made().of("multiply");
        assertEquals(2, multiply.runs());
        assertEquals(12, multiply.parameters());
        assertEquals(0.85, multiply.mean(), 1e-12);
        assertEquals(Math.sqrt(0.005), multiply.std(), 1e-12);
        assertEquals(0.85 - Math.tan(0.475 * Math.PI) * 0.05, multiply.low(), 1e-9);
        assertEquals(0.85 + Math.tan(0.475 * Math.PI) * 0.05, multiply.high(), 1e-9);
        assertEquals(0.15, multiply.difference(), 1e-12);
        assertEquals(1 - 2 * Math.atan(3) / Math.PI, multiply.pValue(), 1e-12);
        assertEquals(2.5, multiply.secondsPerEpoch());
        assertEquals(1000, multiply.imagesPerSecond());
        assertEquals(Double.NaN, made().of("concat").difference());
        String unknown = assertThrows(IllegalArgumentException.class, () -> made().of("sum"))
                .getMessage();
        assertEquals("no variant named sum; there are [concat, multiply]", unknown);
        assertEquals(
                unknown,
                assertThrows(IllegalArgumentException.class, () -> made().against("sum"))
                        .getMessage());
    }

    @Test
    void aPageShowsTheSameInFewerColumns() {
        Table page = made().readable();
        assertEquals(
                List.of(
                        "variant",
                        "runs",
                        "parameters",
                        "accuracy",
                        "95% interval",
                        "difference",
                        "p (Holm)",
                        "s/epoch",
                        "images/s"),
                page.columnNames());
        // The one spread that there is, 0.0707, has two digits with three decimals.
        assertEquals(
                List.of("concat", "3", "12", "0.700 ± 0.000", "0.700 to 0.700", "", "", "3.00", "1,000"), row(page, 0));
        assertEquals(
                List.of("multiply", "2", "12", "0.850 ± 0.071", "0.215 to 1.485", "+0.150", "0.20", "2.50", "1,000"),
                row(page, 1));
        Table none = results("accuracy", runs("concat", 0.25)).readable();
        assertEquals(List.of("concat", "1", "12", "0.2500", "", "", "", "2.00", "1,000"), row(none, 0));
        assertEquals(List.of("multiply", "0", "", "", "", "", "", "", ""), row(none, 1));
        // Two digits of the spread, 0.0000071, would be six decimals; the largest mean has four digits.
        Table close = results("accuracy", runs("concat", 0.552361, 0.552371)).readable();
        assertEquals("0.5524 ± 0.0000", row(close, 0).get(3));
    }

    private static List<String> row(Table table, int row) {
        return table.columns().stream().map(column -> column.getString(row)).toList();
    }

    @Test
    void anotherBaselineTurnsTheDifferenceRound() {
        Results other = made().against("multiply");
        assertEquals(-0.15, other.of("concat").difference(), 1e-12);
        assertEquals(made().of("multiply").pValue(), other.of("concat").pValue(), 1e-12);
        assertEquals("concat: no difference from multiply can be told (-0.1500, p = 0.20)", other.verdicts());
    }

    @Test
    void verdictsSayBetterAndWorseByTheScoreThatCounts() {
        // Differences 0.1, 0.11, 0.12: t = 0.11 / (0.01 / sqrt 3) = 19.05 with 2 degrees of freedom.
        double t = 11 * Math.sqrt(3);
        double p = 1 - t / Math.sqrt(t * t + 2);
        List<RunResult> all = new ArrayList<>(runs("concat", 0.7, 0.7, 0.7));
        all.addAll(runs("multiply", 0.8, 0.81, 0.82));
        Results accuracy = results("accuracy", all);
        assertEquals(p, accuracy.of("multiply").pValue(), 1e-12);
        assertEquals("multiply: better than concat (+0.1100, p = 0.0027)", accuracy.verdicts());
        assertEquals(
                "concat: worse than multiply (-0.1100, p = 0.0027)",
                accuracy.against("multiply").verdicts());
        // The loss is 1 - accuracy: the same runs, and smaller is better.
        assertEquals(
                "multiply: better than concat (-0.1100, p = 0.0027)",
                results("loss", all).verdicts());
        assertFalse(accuracy.of("multiply").better(0.001));
        assertTrue(accuracy.against("multiply").of("concat").worse(0.05));
        Results one = results(
                "accuracy",
                List.of(runs("concat", 0.7).get(0), runs("multiply", 0.8).get(0)));
        assertEquals("multiply: no verdict before all runs are done, 4 are to come", one.verdicts());
        Results whole = new Results(
                "fusion", one.variants(), "concat", List.of(1L), "accuracy", one.done(), one.higherIsBetter());
        assertEquals("multiply: no difference from concat can be told (+0.1000, no p-value)", whole.verdicts());
    }

    /** A p-value that is looked at while a sweep runs is no verdict, however small. */
    @Test
    void nothingIsClaimedBeforeTheLastRun() {
        List<RunResult> all = new ArrayList<>(runs("concat", 0.7, 0.7, 0.7));
        all.addAll(runs("multiply", 0.8, 0.81));
        VariantScore before = results("accuracy", all).of("multiply");
        // t = 0.105 / (0.00707 / sqrt 2) = 21 with one degree of freedom.
        assertEquals(1 - 2 / Math.PI * Math.atan(21), before.pHolm(), 1e-9);
        assertTrue(before.pHolm() < 0.05);
        assertFalse(before.better(0.05));
        assertFalse(before.worse(0.05));
        assertEquals(1, before.runsToCome());
        assertEquals("multiply: no verdict before all runs are done, 1 is to come", before.verdict());
        all.addAll(runs("multiply", 0.8, 0.81, 0.82).subList(2, 3));
        assertTrue(results("accuracy", all).of("multiply").better(0.05));
    }

    @Test
    void withoutAPairThereIsNoVerdict() {
        List<RunResult> all = new ArrayList<>(runs("concat", 0.7, 0.7, 0.7));
        for (long seed = 1; seed <= 3; seed++) {
            all.add(RunResult.failed("multiply", seed, "DivergedException: loss is NaN", 74, 3));
        }
        assertEquals(
                "multiply: no verdict, since it and concat finished no seed with a number",
                results("accuracy", all).verdicts());
    }
}
