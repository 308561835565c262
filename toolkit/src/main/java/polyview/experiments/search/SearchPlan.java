package polyview.experiments.search;

import java.util.List;
import java.util.Optional;

/**
 * The checked settings of a {@link Search}.
 *
 * @param runs the budget, in whole runs
 * @param earlier what an earlier search found, as far as it fits
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
        Earlier earlier,
        Optional<Designs> designs) {}
