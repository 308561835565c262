package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.experiments.Runner;

/** Pruning of networks that are trained: what learns nothing is left after four seeds, and the best one is the same. */
@Tag("experiments")
class PrunedNetworksTest {

    /** Rates that learn slowly, nothing, well, and nothing again. */
    private static final Space RATES = Space.empty().choice("rate", 0.01, Lines.NOTHING, 0.1, 1e-13);

    @TempDir
    Path folder;

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    private static Search grid(int width) {
        return Lines.search(RATES)
                .strategy(Strategy.grid(1).width(width))
                .seeds(5)
                .runs(20);
    }

    private static Search pruned(int width) {
        return grid(width).pruning(Pruning.wilcoxon(0.1));
    }

    @Test
    void whatLearnsNothingIsLeftAndTheBestIsTheSame() {
        SearchResults all = grid(1).run();
        List<String> runs = new ArrayList<>();
        SearchResults some = pruned(1).listeners(Lines.noting(runs)).run();
        assertEquals(4, all.best(9).size(), all::toString);
        assertEquals(0.1, all.best().orElseThrow().options().number("rate"));
        // The same design with the same scores, from all seeds.
        assertEquals(
                all.best().orElseThrow().options(), some.best().orElseThrow().options());
        assertEquals(all.best().orElseThrow().rungs(), some.best().orElseThrow().rungs());
        assertEquals(
                List.of("", "behind trial-1 after 4 seeds", "", "behind trial-3 after 4 seeds"),
                some.trials().stream().map(Trial::reason).toList(),
                all::toString);
        // 5 + 4 + 5 + 4 of 20, and so many were trained.
        assertEquals(18.0, some.runsSpent());
        assertEquals(3 * 18, some.epochsSpent());
        assertEquals(18, runs.size());
        assertFalse(runs.contains("trial-2 seed 5"));
        assertEquals(20.0, all.runsSpent());
        // Its four scores are those that it has without pruning.
        Map<Long, Double> whole = all.trials().get(1).last().orElseThrow().scores();
        Map<Long, Double> left = some.trials().get(1).last().orElseThrow().scores();
        assertEquals(Set.of(1L, 2L, 3L, 4L), left.keySet());
        left.forEach((seed, score) -> assertEquals(whole.get(seed), score));
    }

    @Test
    void everyRunnerPrunesTheSame() {
        SearchResults one = pruned(2).run();
        // In the first generation there is none to be behind.
        assertEquals(
                List.of(Trial.State.DONE, Trial.State.DONE, Trial.State.DONE, Trial.State.PRUNED),
                one.trials().stream().map(Trial::state).toList());
        assertEquals(one.trials(), pruned(2).run(Runner.local(2)).trials());
        assertEquals(one.trials(), pruned(2).run(Nets.REVERSED).trials());
    }

    /** What is spared goes into more designs, and TPE proposes the same with one worker and with two. */
    @Test
    void tpeTriesMoreForTheSameBudget() {
        List<String> runs = new ArrayList<>();
        Search search = Lines.search(Space.empty().logUniform("rate", Lines.NOTHING, 0.3))
                .strategy(Strategy.tpe().startup(4).width(2))
                .seeds(5)
                .runs(30)
                .pruning(Pruning.wilcoxon(0.3));
        SearchResults one = search.run();
        SearchResults two = search.listeners(Lines.noting(runs)).run(Runner.local(2));
        assertTrue(one.trials().size() > 30 / 5, one::toString);
        assertTrue(one.runsSpent() <= 30);
        assertEquals(one.trials(), two.trials());
        assertEquals(one.runsSpent(), runs.size());
    }

    /** Stopped between the seeds of a generation: no finished run is repeated, and what was left is not trained after all. */
    @Test
    void aFolderGoesOnBetweenTheSeeds() {
        List<String> first = new ArrayList<>();
        AtomicInteger left = new AtomicInteger(2);
        Runner stopping = (tasks, report) -> {
            Runner.local().run(tasks, report);
            boolean second = tasks.get(0).label().variant().equals("trial-3");
            if (second && left.decrementAndGet() == 0) {
                throw new InterruptedException("after the second seed of the second generation");
            }
        };
        SearchResults stopped =
                pruned(2).directory(folder).listeners(Lines.noting(first)).run(stopping);
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertFalse(stopped.complete());
        assertEquals(2, stopped.trials().size());
        assertEquals(5 + 5 + 2 + 2, first.size());
        List<String> then = new ArrayList<>();
        SearchResults resumed =
                pruned(2).directory(folder).listeners(Lines.noting(then)).run(Runner.local(2));
        List<String> uninterrupted = new ArrayList<>();
        SearchResults whole = pruned(2).listeners(Lines.noting(uninterrupted)).run();
        assertEquals(whole.trials(), resumed.trials());
        List<String> both = Stream.concat(first.stream(), then.stream()).toList();
        assertEquals(uninterrupted.size(), both.size(), "none twice: " + both);
        assertEquals(new TreeSet<>(uninterrupted), new TreeSet<>(both));
        List<String> again = new ArrayList<>();
        pruned(2).directory(folder).listeners(Lines.noting(again)).run();
        assertEquals(List.of(), again);
    }
}
