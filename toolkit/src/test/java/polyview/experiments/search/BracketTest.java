package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rungs against the table of Li et al. (2018) for R = 81 and eta = 3, and what a search does with them. */
@Tag("experiments")
class BracketTest {

    private static List<String> text(List<Bracket> brackets) {
        return brackets.stream()
                .map(bracket -> String.join(
                        ", ",
                        bracket.rungs().stream()
                                .map(rung -> rung.trials() + " " + rung.epochs())
                                .toList()))
                .toList();
    }

    @Test
    void asThePaper() {
        assertEquals(
                List.of(
                        "81 1, 27 3, 9 9, 3 27, 1 81",
                        "34 3, 11 9, 3 27, 1 81",
                        "15 9, 5 27, 1 81",
                        "8 27, 2 81",
                        "5 81"),
                text(Strategy.hyperband().brackets(81)));
    }

    @Test
    void byHand() {
        assertEquals(
                List.of("27 1, 9 3, 3 9, 1 27"), text(List.of(Strategy.halving().bracket(27))));
        assertEquals(
                List.of("9 3, 3 9, 1 27"),
                text(List.of(Strategy.halving().fewest(2).bracket(27))));
        assertEquals(
                List.of("10 3, 5 5, 2 10"),
                text(List.of(Strategy.halving().eta(2).fewest(2).trials(10).bracket(10))));
        // 20 / 9 = 2.2 and 20 / 3 = 6.7 epochs, and above 10 / 4 = 2.5.
        assertEquals(
                List.of("9 2, 3 7, 1 20"),
                text(List.of(Strategy.halving().fewest(2).bracket(20))));
        assertEquals(List.of("1 1"), text(Strategy.hyperband().brackets(1)));
    }

    /** The value of a design is its x whatever the epochs, so the smallest must go on. */
    @Test
    void theBestGoOn() {
        List<String> asked = new ArrayList<>();
        SearchResults results = Search.named("x")
                .space(Space.empty().uniform("x", 0, 1))
                .minimize((options, seed, epochs) -> {
                    asked.add(epochs + "");
                    return options.number("x");
                })
                .epochs(27)
                .strategy(Strategy.halving())
                .runs(3)
                .verbose(false)
                .run();
        assertEquals(27 + 9 + 3 + 1, asked.size());
        double[] sorted = results.trials().stream()
                .mapToDouble(t -> t.options().number("x"))
                .sorted()
                .toArray();
        for (Trial trial : results.trials()) {
            int rank = Arrays.binarySearch(sorted, trial.options().number("x"));
            assertEquals(rank == 0 ? 27 : rank < 3 ? 9 : rank < 9 ? 3 : 1, trial.epochs(), () -> trial.toString());
            assertEquals(rank == 0 ? Trial.State.DONE : Trial.State.PRUNED, trial.state());
        }
        assertEquals(
                "left after 3 of 27 epochs",
                results.trials().stream()
                        .filter(t -> t.epochs() == 3)
                        .findFirst()
                        .orElseThrow()
                        .reason());
        // 27 x 1 + 9 x 2 + 3 x 6 + 1 x 18 epochs of 27.
        assertEquals(3, results.runsSpent());
        assertEquals(81, results.epochsSpent());
    }

    @Test
    void bracketsFollowEachOther() {
        SearchResults results = Search.named("x")
                .space(Space.empty().uniform("x", 0, 1))
                .maximize((options, seed, epochs) -> options.number("x"))
                .epochs(9)
                .strategy(Strategy.hyperband())
                .runs(30)
                .verbose(false)
                .run();
        // Brackets of 9, 5 and 3 designs cost 21, 15 + 6 and 27 epochs of 9; and again, with others.
        assertEquals(
                List.of(17L, 17L),
                List.of(
                        results.trials().stream()
                                .filter(t -> t.number() <= 17)
                                .map(Trial::options)
                                .distinct()
                                .count(),
                        results.trials().stream()
                                .filter(t -> t.number() > 17 && t.number() <= 34)
                                .map(Trial::options)
                                .distinct()
                                .count()));
        assertTrue(results.best().orElseThrow().score() > 0.9);
    }

    /** In the place of a trial that failed on a later rung the next best goes on. */
    @Test
    void oneThatFailsDoesNotGoOn() {
        SearchResults results = Search.named("x")
                .space(Space.empty().integers("x", 1, 100))
                .minimize((options, seed, epochs) -> {
                    if (epochs == 3 && options.integer("x") % 2 == 0) {
                        throw new IllegalStateException("even");
                    }
                    return options.integer("x");
                })
                .epochs(3)
                .strategy(Strategy.halving().trials(12))
                .runs(12)
                .verbose(false)
                .run();
        assertTrue(results.trials().stream()
                .filter(t -> t.state() == Trial.State.DONE)
                .allMatch(t -> t.options().integer("x") % 2 == 1));
        assertTrue(results.trials().stream()
                .filter(t -> t.state() == Trial.State.FAILED)
                .allMatch(t -> t.reason().equals("IllegalStateException: even")
                        && t.options().integer("x") % 2 == 0));
    }

    @Test
    void refusals() {
        assertEquals(
                "eta must be at least 2, got 1",
                assertThrows(IllegalArgumentException.class, () -> Strategy.hyperband()
                                .eta(1))
                        .getMessage());
        Search pruning = Search.named("x")
                .space(Space.empty().uniform("x", 0, 1))
                .minimize((options, seed, epochs) -> 0)
                .epochs(9)
                .seeds(6)
                .strategy(Strategy.halving())
                .pruning(Pruning.wilcoxon(0.1))
                .runs(60);
        assertTrue(assertThrows(IllegalArgumentException.class, pruning::run)
                .getMessage()
                .startsWith("pruning is for strategies that train all designs whole; SuccessiveHalving["));
    }
}
