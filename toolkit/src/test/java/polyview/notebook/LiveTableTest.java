package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;
import polyview.training.FakeRun;
import polyview.training.Fit;

/** What a cell shows while an experiment runs. */
@Tag("notebooks")
class LiveTableTest {

    private static final long SECOND = 1_000_000_000;

    private final Screen before = Screen.current();
    private final Recorder screen = new Recorder();
    private final RunResult first = run("concat", 0.9123, 20);
    private final RunResult second = run("<b>sum", 0.5, 10);
    private long now;
    private final LiveTable table = new LiveTable(() -> now);

    @BeforeEach
    void use() {
        Screen.use(screen);
    }

    @AfterEach
    void leave() {
        Screen.use(before);
    }

    private static RunResult run(String variant, double accuracy, double seconds) {
        return new RunResult(
                variant,
                1,
                RunResult.Status.FINISHED,
                "",
                74,
                Map.of("loss", 0.5, "accuracy", accuracy),
                List.of(),
                seconds);
    }

    private static Model compiled() {
        Model model = Samples.denseNet(2, 2);
        model.compile(new SGD(0.1f), Loss.softmaxCrossEntropy());
        return model;
    }

    private static Results soFar(RunResult... runs) {
        return new Results(
                "fusion",
                List.of("concat", "<b>sum"),
                "concat",
                List.of(1L),
                "accuracy",
                List.of(runs),
                Map.of("loss", false, "accuracy", true));
    }

    private void sweep(long betweenSteps) {
        try (Model model = Samples.denseNet(2, 2)) {
            var training = new FakeRun(model.engine(), Fit.epochs(8));
            training.epoch = 4;
            training.samplesDone = 50;
            training.values.put("loss", 0.25);
            table.onBegin(soFar());
            now += betweenSteps;
            table.onStep(new RunLabel(1, 2, "concat", 1), training);
            now += betweenSteps;
            table.onRunEnd(new RunLabel(1, 2, "concat", 1), first, soFar(first));
            now += betweenSteps;
            table.onStep(new RunLabel(2, 2, "<b>sum", 1), training);
            now += betweenSteps;
            table.onRunEnd(new RunLabel(2, 2, "<b>sum", 1), second, soFar(first, second));
            table.onEnd(soFar(first, second));
        }
    }

    @Test
    void theLineAndTheTableMoveInOnePlaceAndTheResultsStay() {
        sweep(SECOND);

        assertEquals(List.of("1 show", "1 update", "1 update", "1 update", "1 update", "1 stay"), screen.names());
        assertState(0, "0 of 2 runs done", soFar());
        assertState(1, "run 1/2 concat seed 1: epoch 4/8   50%  loss 0.2500", soFar());
        // One run took 20 s, and one is to come.
        assertState(2, "run 1/2 concat seed 1: accuracy 0.9123 in 20.0 s  20.0 s left", soFar(first));
        assertState(3, "run 2/2 <b>sum seed 1: epoch 4/8   50%  loss 0.2500  20.0 s left", soFar(first));
        assertState(4, "run 2/2 <b>sum seed 1: accuracy 0.5000 in 10.0 s", soFar(first, second));
        assertEquals(RichOutput.of(soFar(first, second)).orElseThrow(), screen.last());
        assertFalse(screen.last().content().contains("<b>sum"));
    }

    private void assertState(int event, String line, Results soFar) {
        RichOutput shown = screen.events.get(event).shown();
        assertEquals(line + "\n" + soFar.readable().printAll(), shown.text());
        assertEquals(Html.note(line) + Html.table(soFar.readable()), shown.content());
        assertFalse(shown.content().contains("<b>sum"));
    }

    @Test
    void itIsShownAFewTimesASecondAtMost() {
        sweep(SECOND / 10);

        // At 0 and 0.3 s, and the results.
        assertEquals(List.of("1 show", "1 update", "1 stay"), screen.names());
        assertTrue(screen.events.get(1).shown().text().startsWith("run 2/2 <b>sum"));
    }

    @Test
    void aSecondSweepHasAPlaceAndAClockOfItsOwn() {
        sweep(SECOND);
        sweep(SECOND);

        assertEquals("2 show", screen.names().get(6));
        RichOutput beforeAnyRun = screen.events.get(7).shown();
        assertFalse(beforeAnyRun.text().contains("left"), beforeAnyRun.text());
    }

    @Test
    void anExperimentShowsItsResults() {
        Results results = Experiment.named("nets")
                .variant("small", LiveTableTest::compiled)
                .variant("same", LiveTableTest::compiled)
                .seeds(2)
                .fit(Fit.epochs(2))
                .data(Samples.rows(8, 2, 2), Samples.rows(6, 2, 2))
                .listeners(table)
                .verbose(false)
                .run();

        assertEquals(
                "0 of 4 runs done",
                screen.events.get(0).shown().text().lines().findFirst().orElseThrow());
        assertEquals(List.of(), results.failures());
        assertEquals(RichOutput.of(results).orElseThrow(), screen.last());
        assertEquals("1 stay", screen.names().get(screen.names().size() - 1));
    }

    @Test
    void withoutAKernelTheResultsAreWrittenAtTheEnd() {
        Screen.use(new PlainScreen());
        PrintStream out = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            sweep(SECOND);
        } finally {
            System.setOut(out);
        }
        assertEquals(soFar(first, second) + System.lineSeparator(), bytes.toString(StandardCharsets.UTF_8));
    }
}
