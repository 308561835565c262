package polyview.experiments.search;

import java.util.List;

/**
 * How a {@link Search} chooses what to try next.
 *
 * <p>It is asked for generations: the trials of one generation may run side by side, and the next one is asked for when all of them
 * are done. What it proposes must follow from the {@link Study} alone, all that is drawn from {@link Study#seed}: then a search is
 * repeatable, whatever run finishes first, and goes on after its process was killed, by asking again.
 *
 * <p>Your own strategy is one method. Here the best design so far is tried with a single option drawn anew:
 *
 * <pre>{@code
 * Strategy climb = study -> {
 *     var random = Seeds.stream(study.seed(), study.trials().size());
 *     var drawn = new HashMap<>(study.space().draw(random).values());
 *     study.best().ifPresent(best -> {
 *         String changed = List.copyOf(best.options().values().keySet()).get(random.nextInt(best.options().values().size()));
 *         best.options().values().forEach((name, value) -> drawn.compute(name, (n, v) -> n.equals(changed) ? v : value));
 *     });
 *     return List.of(Proposal.of(new Options(drawn)));
 * };
 * }</pre>
 *
 * <p>Its {@code toString} tells a folder whether the search is still the same; a record has a good one.
 */
@FunctionalInterface
public interface Strategy {

    /**
     * The next generation; empty where nothing is left to try.
     *
     * <p>Where the budget does not last for all of them, the first ones are taken.
     */
    List<Proposal> propose(Study study);

    /** Every design drawn on its own, see {@link RandomSearch}. */
    static RandomSearch random() {
        return new RandomSearch(4);
    }

    /** Every combination, with so many values of each range, see {@link GridSearch}. */
    static GridSearch grid(int points) {
        return new GridSearch(points, 4);
    }

    /** Designs that fill the space evenly, see {@link SobolSearch}. */
    static SobolSearch sobol() {
        return new SobolSearch(4);
    }

    /** Designs like the best ones so far, see {@link Tpe}. */
    static Tpe tpe() {
        return new Tpe(10, 24, 1);
    }

    /** Many designs for a few epochs, the best of them for more, see {@link SuccessiveHalving}. */
    static SuccessiveHalving halving() {
        return new SuccessiveHalving(3, 1, 0);
    }

    /** Brackets of halving, from the boldest to plain random search, see {@link Hyperband}. */
    static Hyperband hyperband() {
        return new Hyperband(3, 1);
    }
}
