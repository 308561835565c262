package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Budgets, generations, failures, pruning, and what was found before, on functions. */
@Tag("experiments")
class FunctionSearchTest {

    private static final Space X = Space.empty().uniform("x", 0, 1);

    private static Search search() {
        return Search.named("x").space(X).minimize(o -> o.number("x")).verbose(false);
    }

    @Test
    void theBestIsTheSmallestOrTheLargest() {
        SearchResults smallest = search().strategy(Strategy.random()).runs(30).run();
        SearchResults largest = Search.named("x")
                .space(X)
                .maximize(o -> o.number("x"))
                .strategy(Strategy.random())
                .runs(30)
                .verbose(false)
                .run();
        double[] x = smallest.trials().stream()
                .mapToDouble(t -> t.options().number("x"))
                .sorted()
                .toArray();
        assertEquals(x[0], smallest.best().orElseThrow().score());
        assertEquals(x[29], largest.best().orElseThrow().score());
        assertEquals(
                List.of(x[0], x[1], x[2]),
                smallest.best(3).stream().map(Trial::score).toList());
        assertEquals(30, smallest.bestSoFar().size());
        assertEquals(smallest.trials().get(0).score(), smallest.bestAfter(1));
        assertEquals(x[0], smallest.bestAfter(30));
        assertEquals(Double.NaN, smallest.bestAfter(0.5));
        assertEquals(
                "[trial, state, x, value, value_std, seeds, epochs, epochs_spent, runs_spent, reason]",
                smallest.table().columnNames().toString());
        assertEquals(30, smallest.table().rowCount());
    }

    @Test
    void theBudgetIsRuns() {
        List<Long> seeds = new ArrayList<>();
        SearchResults results = Search.named("x")
                .space(X)
                .minimize((options, seed, epochs) -> {
                    seeds.add(seed);
                    return seed;
                })
                .strategy(Strategy.random().width(3))
                .seeds(4)
                .runs(19)
                .verbose(false)
                .run();
        assertEquals(4, results.trials().size(), "a fifth trial would need 20 runs");
        assertEquals(16, seeds.size());
        assertEquals(16.0, results.runsSpent());
        assertEquals(2.5, results.best().orElseThrow().score());
        // Of 1, 2, 3 and 4.
        assertEquals(
                Math.sqrt(5 / 3.0),
                results.best().orElseThrow().last().orElseThrow().std(),
                1e-12);
    }

    /** What a generation proposes is asked before any of its results is there. */
    @Test
    void aGenerationKnowsOnlyThoseBefore() {
        List<Integer> known = new ArrayList<>();
        Strategy spying = study -> {
            known.add(study.trials().size());
            return Strategy.random().width(3).propose(study);
        };
        search().strategy(spying).runs(7).run();
        assertEquals(List.of(0, 3, 6, 7), known);
    }

    @Test
    void failuresAreTold() {
        SearchResults results = Search.named("x")
                .space(X)
                .minimize(o -> {
                    if (o.number("x") < 0.5) {
                        throw new IllegalStateException("too small");
                    }
                    return o.number("x") < 0.6 ? Double.NaN : o.number("x");
                })
                .strategy(Strategy.tpe().startup(5))
                .runs(40)
                .verbose(false)
                .run();
        for (Trial trial : results.trials()) {
            double x = trial.options().number("x");
            assertEquals(x < 0.6 ? Trial.State.FAILED : Trial.State.DONE, trial.state());
            assertEquals(x < 0.5 ? "IllegalStateException: too small" : x < 0.6 ? "value is NaN" : "", trial.reason());
        }
        assertTrue(results.best().orElseThrow().score() >= 0.6);
        assertTrue(results.title().contains(" failed), 40.0 of 40 runs; best trial-"), results::title);
    }

    /** A design that is worse on every seed ends after four of them: four of one sign have the probability 1/16. */
    @Test
    void whatIsBehindIsPruned() {
        Space space = Space.empty().choice("worse", 0, 3, 1, 2);
        SearchResults results = Search.named("p")
                .space(space)
                .minimize((options, seed, epochs) -> 10 * seed + options.integer("worse"))
                .strategy(Strategy.grid(1).width(1))
                .seeds(8)
                .pruning(Pruning.wilcoxon(0.1))
                .runs(100)
                .verbose(false)
                .run();
        assertEquals(
                List.of(Trial.State.DONE, Trial.State.PRUNED, Trial.State.PRUNED, Trial.State.PRUNED),
                results.trials().stream().map(Trial::state).toList());
        assertEquals("behind trial-1 after 4 seeds", results.trials().get(1).reason());
        assertEquals(8 + 4 + 4 + 4, results.runsSpent());
        SearchResults later = Search.named("p")
                .space(space)
                .minimize((options, seed, epochs) -> 10 * seed + options.integer("worse"))
                .strategy(Strategy.grid(1).width(4))
                .seeds(8)
                .pruning(Pruning.wilcoxon(0.1))
                .runs(100)
                .verbose(false)
                .run();
        assertEquals(4, later.best(9).size(), "in the first generation there is none to be behind");
    }

    @Test
    void pruningByHand() {
        Pruning pruning = Pruning.wilcoxon(0.1);
        Map<Long, Double> best = Map.of(1L, 0.9, 2L, 0.8, 3L, 0.85, 4L, 0.7);
        Map<Long, Double> behind = Map.of(1L, 0.8, 2L, 0.75, 3L, 0.84, 4L, 0.5);
        assertEquals(1 / 16.0, pruning.p(behind, best, true), 1e-12);
        assertEquals(1, pruning.p(behind, best, false), "it is ahead where smaller is better");
        assertEquals(1, pruning.p(best, behind, true));
        assertEquals(1, pruning.p(Map.of(1L, 0.8), best, true), "too few seeds");
        assertEquals(
                "pruning with threshold 0.01 needs 7 seeds before the last one, got 5 seeds",
                assertThrows(IllegalArgumentException.class, () -> search().seeds(5)
                                .runs(10)
                                .pruning(Pruning.wilcoxon(0.01))
                                .run())
                        .getMessage());
        assertEquals(
                "threshold must lie between 0 and 1, got 1.0",
                assertThrows(IllegalArgumentException.class, () -> Pruning.wilcoxon(1))
                        .getMessage());
        assertEquals(
                "firstSeeds must be at least 2, got 1",
                assertThrows(IllegalArgumentException.class, () -> pruning.firstSeeds(1))
                        .getMessage());
    }

    @Test
    void anEarlierSearchCounts() {
        Space wide = Space.empty().uniform("x", 0, 1).uniform("gone", 0, 1).choice("kind", "a", "b");
        SearchResults earlier = Search.named("before")
                .space(wide)
                .minimize(o -> Math.abs(o.number("x") - 0.3))
                .strategy(Strategy.tpe())
                .runs(40)
                .verbose(false)
                .run();
        Space narrow = Space.empty().uniform("x", 0, 0.5).choice("kind", "b", "c");
        SearchResults warm = Search.named("after")
                .space(narrow)
                .minimize(o -> Math.abs(o.number("x") - 0.3))
                .startFrom(earlier)
                .runs(5)
                .verbose(false)
                .run();
        long x = earlier.trials().stream()
                .filter(t -> t.options().number("x") > 0.5)
                .count();
        long kind = earlier.trials().stream()
                .filter(t -> t.options().text("kind").equals("a"))
                .count();
        long none = earlier.trials().stream()
                .filter(t -> t.options().number("x") > 0.5
                        && t.options().text("kind").equals("a"))
                .count();
        List<String> notes = new ArrayList<>(warm.notes());
        assertTrue(
                notes.remove("left out: option gone in 40 of the 40 trials of before, which the space does not have"));
        assertTrue(notes.remove("left out: option x in " + x
                + " of the 40 trials of before, whose value is none of x: uniform 0.0 to 0.5"));
        assertTrue(notes.remove("left out: option kind in " + kind
                + " of the 40 trials of before, whose value is none of kind: one of [b, c]"));
        assertEquals(
                none == 0
                        ? List.of()
                        : List.of("left out: " + none + " of the 40 trials of before, which have no option that fits"),
                notes);
        // Five trials from what forty have shown, against the first five of searches that know nothing.
        double knowing = 0;
        double cold = 0;
        for (long seed = 1; seed <= 10; seed++) {
            Search search = Search.named("after")
                    .space(narrow)
                    .minimize(o -> Math.abs(o.number("x") - 0.3))
                    .seed(seed)
                    .runs(5)
                    .verbose(false);
            cold += search.run().trials().stream().mapToDouble(Trial::score).sum();
            knowing += search.startFrom(earlier).run().trials().stream()
                    .mapToDouble(Trial::score)
                    .sum();
        }
        double mean = knowing / 50;
        double coldMean = cold / 50;
        assertTrue(mean < 0.7 * coldMean, () -> mean + " against " + coldMean);
        assertEquals(
                "the earlier search must maximize its function, as this one does",
                assertThrows(IllegalArgumentException.class, () -> Search.named("x")
                                .space(narrow)
                                .maximize(o -> 0)
                                .startFrom(earlier)
                                .runs(1)
                                .run())
                        .getMessage());
        assertEquals(
                "the earlier search must have the score accuracy, got value",
                assertThrows(IllegalArgumentException.class, () -> Nets.search(1)
                                .score("accuracy")
                                .startFrom(earlier)
                                .runs(1)
                                .run())
                        .getMessage());
    }

    @Test
    void curvesOfRepeatedSearches() {
        double[] values = {3, 1, 2};
        List<SearchResults> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double first = values[i];
            three.add(Search.named("c")
                    .space(Space.empty().choice("v", 10, 0))
                    .minimize(o -> first + o.integer("v"))
                    .strategy(Strategy.grid(1))
                    .runs(2)
                    .verbose(false)
                    .run());
        }
        SearchCurves curves = SearchCurves.of(Map.of("grid", three));
        assertEquals(
                List.of(new SearchCurves.Point(1, 11, 12, 13), new SearchCurves.Point(2, 1, 2, 3)),
                curves.points().get("grid"));
        assertEquals(
                "searches must not be empty",
                assertThrows(IllegalArgumentException.class, () -> SearchCurves.of(Map.of("a", List.of())))
                        .getMessage());
    }

    @Test
    void refusals() {
        assertEquals(
                "runs must be set: runs(40)",
                assertThrows(IllegalStateException.class, () -> search().run()).getMessage());
        assertEquals(
                "runs must be at least the 3 seeds of one trial, got 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> search().seeds(3).runs(2).run())
                        .getMessage());
        assertEquals(
                "space must have options",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> search().space(Space.empty()).runs(2).run())
                        .getMessage());
        assertEquals(
                "search must have a name, got \"\"",
                assertThrows(IllegalArgumentException.class, () -> Search.named(""))
                        .getMessage());
        Strategy wrong = study -> List.of(Proposal.of(new Options(Map.of("x", 2.0))));
        assertEquals(
                "options must be those of the space, with values that it allows: x: uniform 0.0 to 1.0, got x 2.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> search().strategy(wrong).runs(1).run())
                        .getMessage());
        Strategy tooLong = study -> List.of(Proposal.of(new Options(Map.of("x", 0.5)), 9));
        assertEquals(
                "a proposal must have more than the 0 epochs that its trial has and at most 1, got 9",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> search().strategy(tooLong).runs(1).run())
                        .getMessage());
        assertEquals(
                "a function has no test data: x",
                assertThrows(
                                IllegalStateException.class,
                                () -> search().runs(1).run().experiment(1, Nets.made(2, 1)))
                        .getMessage());
    }
}
