package polyview.experiments.search;

import java.util.List;
import java.util.Optional;

/**
 * The checked settings of a {@link Search}.
 *
 * @param runs the budget, in whole runs
 * @param earlier trials of an earlier search, as far as they fit
 * @param notes what was left out of them
 * @param designs empty for a function
 */
record SearchPlan(
        String name,
        Space space,
        Strategy strategy,
        long seed,
        List<Long> seeds,
        int runs,
        Optional<Pruning> pruning,
        List<Trial> earlier,
        List<String> notes,
        Optional<Designs> designs) {}
