package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.training.LiveLine;

/** The text of the progress of a sweep, in place and not. */
@Tag("experiments")
class SweepLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private double seconds;
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final RunResult first = new RunResult(
            "concat", 1, RunResult.Status.FINISHED, "", 74, Map.of("loss", 0.5, "accuracy", 0.9123), List.of(), 20);
    private final RunResult second = RunResult.failed("multiply", 1, "ArithmeticException: loss is NaN", 68, 10);

    private static Results soFar(RunResult... runs) {
        return new Results(
                "fusion",
                List.of("concat", "multiply"),
                "concat",
                List.of(1L, 2L),
                "accuracy",
                List.of(runs),
                Map.of("loss", false, "accuracy", true));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static RunProgress at(int epoch, double part) {
        Map<String, Double> values = new TreeMap<>(Map.of("loss", 0.5, "accuracy", 0.75));
        return new RunProgress(RunProgress.HERE, epoch, 8, part, values);
    }

    private void sweep(SweepLine line) {
        RunLabel one = new RunLabel(1, 4, "concat", 1);
        RunLabel two = new RunLabel(2, 4, "multiply", 1);
        line.onBegin(soFar());
        line.onRunBegin(one);
        seconds = 0.5;
        line.onProgress(one, at(1, 0));
        seconds = 20;
        line.onRunEnd(one, first, soFar(first));
        line.onRunBegin(two);
        seconds = 30;
        line.onProgress(two, at(5, 0));
        seconds = 32;
        line.onRunEnd(two, second, soFar(first, second));
        line.onEnd(soFar(first, second));
    }

    private SweepLine line(boolean inPlace) {
        return new SweepLine(new LiveLine(out, inPlace), () -> (long) (seconds * 1e9));
    }

    @Test
    void elsewhereOnlyRunsThatEndedAreWritten() {
        sweep(line(false));
        // 20 s a run, then 32 / 2 s a run.
        assertEquals("""
                run 1/4 concat seed 1: accuracy 0.9123 in 20.0 s  1 min 0 s left
                run 2/4 multiply seed 1: failed: ArithmeticException: loss is NaN  32.0 s left
                not complete: 2 of 4 runs done
                """, text());
    }

    @Test
    void inPlaceTheRunIsSeen() {
        sweep(line(true));
        List<String> shown = List.of(text().replace("\n", "").split("\r")).stream()
                .map(String::stripTrailing)
                .toList();
        assertEquals("run 1/4 concat seed 1: epoch 1/8    0%  accuracy 0.7500, loss 0.5000", shown.get(1));
        // One run and a half in 30 s, and two and a half to come.
        assertEquals(
                "run 2/4 multiply seed 1: epoch 5/8    0%  accuracy 0.7500, loss 0.5000  50.0 s left", shown.get(3));
        assertTrue(text().endsWith("\n"));
    }

    @Test
    void whatWasDoneBeforeIsTold() {
        SweepLine line = line(false);
        line.onBegin(soFar(first));
        line.onEnd(soFar(
                first,
                second,
                RunResult.failed("concat", 2, "gone", 74, 1),
                RunResult.failed("multiply", 2, "gone", 68, 1)));
        assertEquals("1 of 4 runs done before\n", text());
    }
}
