package polyview.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.experiments.Runner;
import polyview.experiments.RunnerSession;
import polyview.experiments.search.Search;
import polyview.experiments.search.SearchListener;
import polyview.experiments.search.SearchResults;
import polyview.experiments.search.Space;
import polyview.experiments.search.Strategy;
import polyview.experiments.search.Trial;
import polyview.layers.Fusion;
import polyview.training.Fit;

/** A search connects once, whatever the number of its generations, and leaves nothing open. */
@Timeout(600)
class SearchConnectionTest {

    /** Notes the applications of Spark in which runs ended. */
    private static class Applications implements SearchListener {
        final Set<String> ids = new ConcurrentSkipListSet<>();
        int trials;

        @Override
        public void onRunEnd(RunLabel label, RunResult run) {
            ids.add(SparkContext.getOrCreate().applicationId());
        }

        @Override
        public void onTrial(Trial trial, SearchResults soFar) {
            trials++;
        }
    }

    /** Three generations of one run. */
    private static Search search(SearchListener listener) {
        return Search.named("fusion")
                .space(Space.empty().choice("fusion", "concat", "add", "multiply"))
                .model(options ->
                        FusionExperiment.model(options.text("fusion").equals("add") ? Fusion.add() : Fusion.concat()))
                .fit(Fit.epochs(1).batchSize(16))
                .data(FusionExperiment.made(32, 1), FusionExperiment.made(16, 2))
                .strategy(Strategy.tpe())
                .runs(3)
                .listeners(listener)
                .verbose(false);
    }

    private static void assertNothingIsOpen() {
        assertTrue(assertThrows(IllegalStateException.class, Spark.active()::open)
                .getMessage()
                .startsWith("no context of Spark is active: "));
    }

    private static List<Object> found(SearchResults results) {
        return Collections.unmodifiableList(results.trials().stream()
                .<Object>map(t -> List.of(t.options(), t.state(), t.rungs()))
                .toList());
    }

    @Test
    void oneConnectionForAllGenerations() {
        Applications applications = new Applications();
        SearchResults there = search(applications).run(Runner.spark("local[2]"));
        assertEquals(3, applications.trials);
        assertEquals(1, applications.ids.size(), applications.ids::toString);
        assertNothingIsOpen();
        assertEquals(
                found(search(new Applications() {
                            @Override
                            public void onRunEnd(RunLabel label, RunResult run) {
                                // Nothing of Spark: these runs are here.
                            }
                        })
                        .run()),
                found(there));
    }

    @Test
    void closedWhereItFails() {
        SearchListener failing = new SearchListener() {
            @Override
            public void onTrial(Trial trial, SearchResults soFar) {
                throw new IllegalStateException("no more trials");
            }
        };
        assertEquals(
                "no more trials",
                assertThrows(IllegalStateException.class, () -> search(failing).run(Runner.spark("local[2]")))
                        .getMessage());
        assertNothingIsOpen();
    }

    @Test
    void closedWhereItIsInterrupted() {
        SearchListener interrupting = new SearchListener() {
            @Override
            public void onTrial(Trial trial, SearchResults soFar) {
                Thread.currentThread().interrupt();
            }
        };
        SearchResults results = search(interrupting).run(Runner.spark("local[2]"));
        assertTrue(Thread.interrupted(), "the interrupt stays");
        assertFalse(results.complete());
        assertEquals(1, results.trials().size());
        assertNothingIsOpen();
    }

    @Test
    void anOpenConnectionIsUsedAndStaysOpen() {
        Applications applications = new Applications();
        try (SparkConnection open = Spark.master("local[2]").open()) {
            search(applications).run(Runner.spark("local[2]"));
            assertEquals(Set.of(open.context().sc().applicationId()), applications.ids);
            assertEquals(3, open.context().parallelize(List.of(1, 2), 2).reduce(Integer::sum));
        }
        assertNothingIsOpen();
    }

    @Test
    void aSessionOfTheUserIsUsedAndStaysOpen() {
        Applications applications = new Applications();
        RunnerSession kept = Runner.spark("local[2]").session();
        try (kept) {
            search(applications).run(kept);
            search(applications).seed(2).run(kept);
            assertEquals(1, applications.ids.size(), applications.ids::toString);
        }
        assertNothingIsOpen();
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> search(applications).run(kept));
        assertEquals("this session on Spark[local[2]] is closed: take another one by session()", e.getMessage());
    }
}
