package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.models.Samples;
import polyview.training.FakeRun;
import polyview.training.Fit;
import polyview.training.LiveLine;

/** The text of the progress of a sweep, in place and not. */
@Tag("experiments")
class SweepLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
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

    private void sweep(SweepLine line) {
        try (var model = Samples.denseNet(2, 2)) {
            var run = new FakeRun(model.engine(), Fit.epochs(8));
            run.epoch = 4;
            run.samplesDone = 50;
            run.seconds = 1;
            run.values.put("loss", 0.5);
            run.values.put("accuracy", 0.75);
            line.onBegin(soFar());
            line.onStep(new RunLabel(1, 4, "concat", 1), run);
            line.onRunEnd(new RunLabel(1, 4, "concat", 1), first, soFar(first));
            line.onStep(new RunLabel(2, 4, "multiply", 1), run);
            line.onRunEnd(new RunLabel(2, 4, "multiply", 1), second, soFar(first, second));
            line.onEnd(soFar(first, second));
        }
    }

    @Test
    void elsewhereOnlyRunsThatEndedAreWritten() {
        sweep(new SweepLine(new LiveLine(out, false)));
        // 20 s a run, then (20 + 10) / 2 s a run.
        assertEquals("""
                run 1/4 concat seed 1: accuracy 0.9123 in 20.0 s  1 min 0 s left
                run 2/4 multiply seed 1: failed: ArithmeticException: loss is NaN  30.0 s left
                not complete: 2 of 4 runs done
                """, text());
    }

    @Test
    void inPlaceTheRunIsSeen() {
        sweep(new SweepLine(new LiveLine(out, true)));
        List<String> shown = List.of(text().replace("\n", "").split("\r")).stream()
                .map(String::stripTrailing)
                .toList();
        assertEquals("run 1/4 concat seed 1: epoch 4/8   50%  loss 0.5000, accuracy 0.7500", shown.get(1));
        assertEquals(
                "run 2/4 multiply seed 1: epoch 4/8   50%  loss 0.5000, accuracy 0.7500  1 min 0 s left", shown.get(3));
        assertTrue(text().endsWith("\n"));
    }

    @Test
    void whatWasDoneBeforeIsTold() {
        SweepLine line = new SweepLine(new LiveLine(out, false));
        line.onBegin(soFar(first));
        line.onEnd(soFar(
                first,
                second,
                RunResult.failed("concat", 2, "gone", 74, 1),
                RunResult.failed("multiply", 2, "gone", 68, 1)));
        assertEquals("1 of 4 runs done before\n", text());
    }
}
