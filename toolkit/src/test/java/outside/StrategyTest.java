package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Seeds;
import polyview.experiments.search.Options;
import polyview.experiments.search.Proposal;
import polyview.experiments.search.Search;
import polyview.experiments.search.SearchResults;
import polyview.experiments.search.Space;
import polyview.experiments.search.Strategy;
import polyview.experiments.search.Study;

/** A strategy of one's own, with what every user has: the best design so far, with one of its options drawn anew. */
@Tag("experiments")
class StrategyTest {

    record Climb() implements Strategy {
        @Override
        public List<Proposal> propose(Study study) {
            SplittableRandom random = Seeds.stream(study.seed(), study.trials().size());
            Map<String, Object> design =
                    new LinkedHashMap<>(study.space().draw(random).values());
            study.best().ifPresent(best -> {
                List<String> names = List.copyOf(best.options().values().keySet());
                String changed = names.get(random.nextInt(names.size()));
                best.options().values().forEach((name, value) -> {
                    if (!name.equals(changed)) {
                        design.put(name, value);
                    }
                });
            });
            return List.of(Proposal.of(new Options(design)));
        }
    }

    private static Search search() {
        return Search.named("bowl")
                .space(Space.empty().uniform("x", -1, 1).uniform("y", -1, 1).integers("z", -5, 5))
                .minimize(o -> Math.abs(o.number("x")) + Math.abs(o.number("y")) + Math.abs(o.integer("z")))
                .runs(60)
                .verbose(false);
    }

    /** The best values of ten searches, each from a seed of its own. */
    private static double sum(Strategy strategy) {
        return LongStream.rangeClosed(1, 10)
                .mapToDouble(seed -> search().strategy(strategy)
                        .seed(seed)
                        .run()
                        .best()
                        .orElseThrow()
                        .score())
                .sum();
    }

    @Test
    void itClimbs() {
        double climbed = sum(new Climb());
        double random = sum(Strategy.random());
        assertTrue(climbed < random, () -> climbed + " against " + random);
        SearchResults results = search().strategy(new Climb()).run();
        assertEquals(60, results.trials().size());
        assertEquals(results.trials(), search().strategy(new Climb()).run().trials());
    }
}
