package polyview.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.experiments.RunLabel;
import polyview.experiments.RunProgress;
import polyview.experiments.RunResult;
import polyview.experiments.search.Search;
import polyview.experiments.search.SearchListener;
import polyview.experiments.search.SearchResults;
import polyview.experiments.search.Space;
import polyview.experiments.search.Strategy;
import polyview.experiments.search.Trial;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.SGD;
import polyview.training.Fit;

/** What a cell shows while a search runs. */
@Tag("notebooks")
class LiveSearchTest {

    private static final long SECOND = 1_000_000_000;

    private final Screen before = Screen.current();
    private final Recorder screen = new Recorder();
    private long now;
    private final LiveSearch live = new LiveSearch(() -> now);

    @BeforeEach
    void use() {
        Screen.use(screen);
    }

    @AfterEach
    void leave() {
        Screen.use(before);
    }

    private static Model compiled(double rate) {
        Model model = Samples.denseNet(2, 2);
        model.compile(new SGD((float) rate), Loss.softmaxCrossEntropy());
        return model;
    }

    private Search search() {
        return Search.named("nets")
                .space(Space.empty().choice("rate", 0.1, 0.2, 0.4))
                .model(options -> compiled(options.number("rate")))
                .fit(Fit.epochs(2))
                .data(Samples.rows(8, 2, 2), Samples.rows(6, 2, 2))
                .strategy(Strategy.grid(3))
                .runs(3)
                .verbose(false);
    }

    @Test
    void theLineTheRunsUnderWayAndTheBestTrialsMoveInOnePlaceAndTheResultsStay() {
        SearchListener clock = new SearchListener() {
            @Override
            public void onRunBegin(RunLabel label) {
                now += SECOND;
                live.onRunBegin(label);
            }

            @Override
            public void onBegin(SearchResults soFar) {
                live.onBegin(soFar);
            }

            @Override
            public void onProgress(RunLabel label, RunProgress progress) {
                now += SECOND;
                live.onProgress(label, new RunProgress("node:7077 executor 2", 1, 2, 0.5, Map.of("loss", 0.25)));
            }

            @Override
            public void onRunEnd(RunLabel label, RunResult run) {
                now += SECOND;
                live.onRunEnd(label, run);
            }

            @Override
            public void onTrial(Trial trial, SearchResults soFar) {
                now += SECOND;
                live.onTrial(trial, soFar);
            }

            @Override
            public void onEnd(SearchResults results) {
                live.onEnd(results);
            }
        };
        SearchResults results = search().listeners(clock).run();

        assertEquals(3, results.trials().size());
        List<String> states =
                screen.events.stream().map(event -> event.shown().text()).toList();
        assertEquals("0.0 of 3 runs spent, 0 trials", states.get(0));
        String row = states.stream()
                .filter(text -> text.contains("executor 2"))
                .findFirst()
                .orElseThrow()
                .lines()
                .filter(line -> line.contains("executor 2"))
                .findFirst()
                .orElseThrow();
        assertTrue(row.matches(".*trial-\\d seed 1 .*node:7077 executor 2 .* 1/2 .* 25% .* loss 0.2500 .*"), row);
        Trial best = results.best().orElseThrow();
        String told = String.format(Locale.ROOT, "best so far: %s, loss %.4f", best.name(), best.score());
        assertTrue(states.stream().anyMatch(text -> text.startsWith("3.0 of 3 runs spent, 3 trials; " + told)), told);
        assertEquals("1 stay", screen.names().get(screen.names().size() - 1));
        assertEquals(1, screen.names().stream().filter("1 show"::equals).count());
        assertEquals(RichOutput.of(results).orElseThrow(), screen.last());
    }

    @Test
    void aSearchShowsItselfAndIsShownAFewTimesASecondAtMost() {
        SearchResults results = search().listeners(live).run();

        // The clock of the test stands still: the first state, and the results.
        assertEquals(List.of("1 show", "1 stay"), screen.names());
        assertTrue(screen.last().content().contains("trial-3"), screen.last().content());
        assertEquals(results.toString(), screen.last().text());
    }
}
