package polyview.experiments.search;

/**
 * A function of a design, such as a known one to try strategies on, or a table of trainings that were done before.
 *
 * <p>It gives the same number for the same arguments. What it throws makes the trial a failed one.
 */
@FunctionalInterface
public interface Objective {

    /**
     * The score of a design.
     *
     * @param options the design
     * @param seed one of {@link Search#seeds}
     * @param epochs for how long it is trained; that of {@link Search#epochs} but on the lower rungs of halving
     */
    double score(Options options, long seed, int epochs);
}
