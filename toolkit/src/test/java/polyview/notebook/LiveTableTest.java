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
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;
import polyview.training.Fit;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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

    private static RunProgress at(String place, int epoch, double part) {
        return new RunProgress(place, epoch, 8, part, Map.of("loss", 0.25));
    }

    private void sweep(long betweenSteps) {
        RunLabel one = new RunLabel(1, 2, "concat", 1);
        RunLabel two = new RunLabel(2, 2, "<b>sum", 1);
        table.onBegin(soFar());
        now += betweenSteps;
        table.onRunBegin(one);
        table.onProgress(one, at(RunProgress.HERE, 4, 0.5));
        now += betweenSteps;
        table.onRunEnd(one, first, soFar(first));
        now += betweenSteps;
        table.onRunBegin(two);
        table.onProgress(two, at(RunProgress.HERE, 4, 0.5));
        now += betweenSteps;
        table.onRunEnd(two, second, soFar(first, second));
        table.onEnd(soFar(first, second));
    }

    @Test
    void theLineAndTheTablesMoveInOnePlaceAndTheResultsStay() {
        sweep(20 * SECOND);

        assertEquals(List.of("1 show", "1 update", "1 update", "1 update", "1 update", "1 stay"), screen.names());
        assertState(0, "0 of 2 runs done", List.of(), soFar());
        assertState(1, "0 of 2 runs done", List.of("run 1/2 concat seed 1", "", "0%", ""), soFar());
        // One run took 20 s, and one is to come.
        assertState(
                2,
                "1 of 2 runs done; best so far: concat, accuracy 0.9123 in 1 run; 20.0 s left",
                List.of(),
                soFar(first));
        // The second began 20 s later: one run in 40 s, and one to come.
        assertState(
                3,
                "1 of 2 runs done; best so far: concat, accuracy 0.9123 in 1 run; 40.0 s left",
                List.of("run 2/2 <b>sum seed 1", "", "0%", ""),
                soFar(first));
        assertState(
                4, "2 of 2 runs done; best so far: concat, accuracy 0.9123 in 1 run", List.of(), soFar(first, second));
        assertEquals(RichOutput.of(soFar(first, second)).orElseThrow(), screen.last());
        assertFalse(screen.last().content().contains("<b>sum"));
    }

    /** The row under way has the columns under way, epoch, done, epoch so far. */
    private void assertState(int event, String line, List<String> row, Results soFar) {
        RichOutput shown = screen.events.get(event).shown();
        Table rows = Table.create("under way");
        List<String> names = List.of("under way", "epoch", "done", "epoch so far");
        for (int i = 0; i < row.size(); i++) {
            rows.addColumns(StringColumn.create(names.get(i), List.of(row.get(i))));
        }
        boolean any = !row.isEmpty();
        assertEquals(
                line + "\n" + (any ? rows.printAll() + "\n" : "")
                        + soFar.readable().printAll(),
                shown.text());
        assertEquals(Html.note(line) + (any ? Html.table(rows) : "") + Html.table(soFar.readable()), shown.content());
        assertFalse(shown.content().contains("<b>sum"));
    }

    /** Two runs at once, one of them on another machine that is then lost. */
    @Test
    void runsElsewhereHaveTheirPlace() {
        RunLabel one = new RunLabel(1, 2, "concat", 1);
        RunLabel two = new RunLabel(2, 2, "<b>sum", 1);
        table.onBegin(soFar());
        table.onRunBegin(one);
        table.onRunBegin(two);
        now += 10 * SECOND;
        table.onProgress(one, at("node:7077 executor 2", 4, 0.5));
        now += 10 * SECOND;
        table.onProgress(two, at(RunProgress.HERE, 1, 0.5));
        List<String> seen = screen.last().text().lines().map(String::strip).toList();
        // 0.4375 and 0.0625 of a run in 20 s, and one and a half to come.
        assertEquals("0 of 2 runs done; 1 min 0 s left", seen.get(0));
        assertTrue(
                row(seen, "run 1/2").matches(".*node:7077 executor 2 .* 4/8 .* 44% .* loss 0.2500 .*"),
                row(seen, "run 1/2"));
        assertTrue(row(seen, "run 2/2").matches(".*this process .* 1/8 .* 6% .* loss 0.2500 .*"), row(seen, "run 2/2"));
        assertTrue(screen.last().content().contains("&lt;b&gt;sum seed 1"));
        now += 10 * SECOND;
        table.onRunAbandoned(one);
        assertFalse(screen.last().text().contains("executor 2"), screen.last().text());
        assertTrue(screen.last().text().contains("run 2/2"));
        // What a lost executor sends too late makes no row.
        now += 10 * SECOND;
        table.onProgress(one, at("node:7077 executor 2", 5, 0.5));
        assertFalse(screen.last().text().contains("executor 2"), screen.last().text());
    }

    private static String row(List<String> lines, String begin) {
        return lines.stream().filter(line -> line.startsWith(begin)).findFirst().orElseThrow() + " ";
    }

    @Test
    void failedRunsAreCounted() {
        RunLabel one = new RunLabel(1, 2, "concat", 1);
        RunResult failed = RunResult.failed("concat", 1, "DivergedException: loss is NaN", 74, 3);
        table.onBegin(soFar());
        table.onRunBegin(one);
        now += 3 * SECOND;
        table.onRunEnd(one, failed, soFar(failed));
        assertEquals(
                "1 of 2 runs done, 1 failed; 3.0 s left",
                screen.last().text().lines().findFirst().orElseThrow());
    }

    @Test
    void itIsShownAFewTimesASecondAtMost() {
        sweep(SECOND / 10);

        // At 0 and 0.3 s, and the results.
        assertEquals(List.of("1 show", "1 update", "1 stay"), screen.names());
        assertTrue(screen.events.get(1).shown().text().contains("run 2/2 <b>sum"));
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
