package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.models.Model;
import polyview.models.Samples;

/** The text of the progress line, growing in place and not. */
@Tag("training")
class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static FakeRun run(Model model, int epochs) {
        var run = new FakeRun(model.engine(), Fit.epochs(epochs));
        run.values.put("loss", 0.5);
        run.values.put("accuracy", 0.75);
        return run;
    }

    /** Half of an epoch of 100 pairs in a second. */
    private static void half(ProgressLine line, FakeRun run) {
        run.samplesDone = 50;
        run.seconds = 1;
        line.onBatchEnd(run);
    }

    private static void whole(ProgressLine line, FakeRun run, int epoch) {
        run.epoch = epoch;
        run.samplesDone = 100;
        run.seconds = 2;
        line.onBatchEnd(run);
        line.onEpochEnd(run, new History.EpochLog(epoch, run.values, 3, 2500));
    }

    @Test
    void inPlaceTheLineGrows() {
        try (var model = Samples.denseNet(2, 2)) {
            var run = run(model, 2);
            var line = new ProgressLine(new LiveLine(out, true));
            half(line, run);
            // 50 of 100 pairs in 1 s: 100 images/s, and 1.5 epochs of 2 s are left.
            String first = "epoch 1/2   50%  100 images/s  loss 0.5000  accuracy 0.7500  3.0 s left";
            assertEquals("\r" + first, text());
            whole(line, run, 1);
            List<String> shown = List.of(text().split("\r"));
            assertEquals("epoch 1/2  100%  100 images/s  loss 0.5000  accuracy 0.7500  2.0 s left", shown.get(2));
            assertEquals(
                    "epoch 1/2  3.0 s  2,500 images/s  loss 0.5000  accuracy 0.7500  3.0 s left",
                    shown.get(3).stripTrailing());
            assertTrue(text().endsWith("\n"));
        }
    }

    @Test
    void aShorterLineCoversALongerOne() {
        try (var model = Samples.denseNet(2, 2)) {
            var run = run(model, 1);
            var line = new ProgressLine(new LiveLine(out, true));
            half(line, run);
            int length = text().length() - 1;
            run.values.remove("accuracy");
            whole(line, run, 1);
            String[] shown = text().replace("\n", "").split("\r");
            assertEquals(length, shown[2].length());
            assertEquals("epoch 1/1  3.0 s  2,500 images/s  loss 0.5000", shown[3].stripTrailing());
            assertTrue(shown[3].length() >= shown[2].stripTrailing().length());
        }
    }

    @Test
    void inPlaceItIsWrittenAFewTimesASecondOnly() {
        try (var model = Samples.denseNet(2, 2)) {
            var run = run(model, 1);
            var line = new ProgressLine(new LiveLine(out, true));
            for (int i = 1; i <= 100; i++) {
                run.samplesDone = i;
                run.seconds = i * 0.01;
                line.onBatchEnd(run);
            }
            // One second: at 0.25, 0.50, 0.75 and 1.
            assertEquals(4, text().chars().filter(c -> c == '\r').count());
        }
    }

    @Test
    void elsewhereOnlyFinishedEpochsAreWritten() {
        try (var model = Samples.denseNet(2, 2)) {
            var run = run(model, 2);
            var line = new ProgressLine(new LiveLine(out, false));
            half(line, run);
            assertEquals("", text());
            whole(line, run, 1);
            whole(line, run, 2);
            line.onTrainEnd(run, new History(List.of(), History.Stop.DONE, 1, 8, true));
            line.end();
            assertEquals("""
                    epoch 1/2  3.0 s  2,500 images/s  loss 0.5000  accuracy 0.7500  3.0 s left
                    epoch 2/2  3.0 s  2,500 images/s  loss 0.5000  accuracy 0.7500
                    """, text());
        }
    }

    @Test
    void longTimesAreInMinutes() {
        try (var model = Samples.denseNet(2, 2)) {
            var run = run(model, 3);
            new ProgressLine(new LiveLine(out, false)).onEpochEnd(run, new History.EpochLog(1, Map.of(), 70, 1));
            assertEquals("epoch 1/3  1 min 10 s  1 images/s  2 min 20 s left\n", text());
        }
    }

    @Test
    void anInterruptIsTold() {
        try (var model = Samples.denseNet(2, 2)) {
            var run = run(model, 2);
            var line = new ProgressLine(new LiveLine(out, true));
            half(line, run);
            Thread.currentThread().interrupt();
            line.onTrainEnd(run, new History(List.of(), History.Stop.INTERRUPTED, 1, 4, true));
            assertTrue(Thread.interrupted(), "writing keeps the flag");
            assertEquals(
                    "interrupted in epoch 1 after 4 steps; another fit begins with epoch 2",
                    text().substring(text().lastIndexOf('\r') + 1).strip());
            assertTrue(text().endsWith("\n"));
        }
    }
}
