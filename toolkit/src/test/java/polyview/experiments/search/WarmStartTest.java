package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.experiments.Runner;
import polyview.training.Fit;

/** Searches of networks that begin with what an earlier one has found: from what is known, and nothing of it again. */
@Tag("experiments")
class WarmStartTest {

    /** Most of it learns nothing that is worth it in three epochs. */
    private static final Space RATE = Space.empty().logUniform("rate", Lines.NOTHING, 0.3);

    /** Nine designs. */
    private static final Space FEW =
            Space.empty().choice("rate", 0.1, 0.01, Lines.NOTHING).choice("kind", "a", "b", "c");

    @TempDir
    Path folder;

    private static double mean(SearchResults results) {
        return results.trials().stream().mapToDouble(Trial::score).average().orElseThrow();
    }

    private static void assertNoneAgain(SearchResults earlier, SearchResults warm) {
        assertTrue(Collections.disjoint(Lines.designs(earlier), Lines.designs(warm)), () -> earlier + "\n" + warm);
    }

    @Test
    void itProposesFromWhatIsKnown() {
        SearchResults earlier =
                Lines.search(RATE).strategy(Strategy.random()).runs(12).run();
        Search search = Lines.search(RATE).strategy(Strategy.tpe().width(2)).runs(8);
        SearchResults cold = search.run();
        SearchResults warm = search.startFrom(earlier).run();
        // It begins where the earlier one ended: no random design, and none that learns as good as nothing but by
        // curiosity.
        assertTrue(mean(warm) < 0.8 * mean(cold), () -> warm + "\n" + cold);
        long learn = warm.trials().stream()
                .filter(t -> t.options().number("rate") > 1e-4)
                .count();
        assertTrue(learn >= 6, warm::toString);
        assertNoneAgain(earlier, warm);
        assertEquals(8.0, warm.runsSpent());
        assertEquals(warm.trials(), search.run().trials());
        assertEquals(warm.trials(), search.run(Runner.local(2)).trials());
    }

    /** Of fewer trials than TPE begins with, random ones follow: others than those of the earlier search, which has the same seed. */
    @Test
    void aShortEarlierSearchIsNotDrawnAgain() {
        SearchResults earlier =
                Lines.search(RATE).strategy(Strategy.random()).runs(3).run();
        Search search = Lines.search(RATE)
                .strategy(Strategy.tpe().width(2))
                .startFrom(earlier)
                .runs(4);
        SearchResults warm = search.run();
        assertNoneAgain(earlier, warm);
        assertEquals(4, new HashSet<>(Lines.designs(warm)).size());
        assertEquals(warm.trials(), search.run(Runner.local(2)).trials());
    }

    /** Five of nine designs are known: the other four are tried, once each. */
    @Test
    void ofFewDesignsTheOthersAreTried() {
        SearchResults earlier =
                Lines.search(FEW).strategy(Strategy.grid(1)).runs(5).run();
        SearchResults warm = Lines.search(FEW)
                .strategy(Strategy.tpe().startup(2))
                .startFrom(earlier)
                .runs(4)
                .run();
        Set<Options> both = new HashSet<>(Lines.designs(earlier));
        both.addAll(Lines.designs(warm));
        assertEquals(9, both.size(), () -> earlier + "\n" + warm);
    }

    /** A short training from one seed has told something, but not what three seeds and whole trainings tell. */
    @Test
    void whatWasTrainedLessMayBeTriedAgain() {
        Search less = Lines.search(FEW)
                .strategy(Strategy.grid(1))
                .fit(Fit.epochs(1).batchSize(16).threads(1));
        SearchResults shorter = less.runs(9).run();
        SearchResults oneSeed =
                Lines.search(FEW).strategy(Strategy.grid(1)).runs(9).run();
        for (SearchResults earlier : List.of(shorter, oneSeed)) {
            SearchResults warm = Lines.search(FEW)
                    .strategy(Strategy.tpe().startup(5))
                    .startFrom(earlier)
                    .seeds(earlier == shorter ? 1 : 2)
                    .runs(2)
                    .run();
            assertEquals(0.1, warm.trials().get(0).options().number("rate"), warm::toString);
        }
        // Designs that had an option more are not those of this space.
        SearchResults wide = Lines.search(FEW.integers("more", 1, 2))
                .strategy(Strategy.grid(1))
                .runs(9)
                .run();
        SearchResults narrow = Lines.search(FEW)
                .strategy(Strategy.tpe().startup(5))
                .startFrom(wide)
                .runs(1)
                .run();
        assertEquals(0.1, narrow.trials().get(0).options().number("rate"), narrow::toString);
    }

    /** Killed after two of six runs: they are not repeated, and the proposals are those of a search that was never stopped. */
    @Test
    void itGoesOnInAFolder() {
        SearchResults earlier =
                Lines.search(RATE).strategy(Strategy.random()).seeds(2).runs(24).run();
        Search search = Lines.search(RATE)
                .strategy(Strategy.tpe())
                .startFrom(earlier)
                .seeds(2)
                .directory(folder);
        List<String> first = new ArrayList<>();
        search.listeners(Lines.noting(first)).runs(2).run();
        assertEquals(List.of("trial-1 seed 1", "trial-1 seed 2"), first);
        SearchResults resumed = search.runs(6).run(Runner.local(2));
        assertEquals(6, first.size());
        assertEquals(6, new HashSet<>(first).size(), first::toString);
        SearchResults whole = Lines.search(RATE)
                .strategy(Strategy.tpe())
                .startFrom(earlier)
                .seeds(2)
                .runs(6)
                .run();
        assertEquals(whole.trials(), resumed.trials());
    }
}
