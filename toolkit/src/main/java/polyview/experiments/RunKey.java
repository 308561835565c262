package polyview.experiments;

/**
 * Which run of an experiment: a variant, a seed, and a fold where the experiment has folds.
 *
 * <p>Example: prints {@code concat seed 2}, or {@code concat seed 2 fold 3}.
 *
 * @param variant its name
 * @param seed the seed of everything random
 * @param fold from 1, as {@link Experiment#folds} lists them; 0 without folds
 */
public record RunKey(String variant, long seed, int fold) {

    /** Without folds. */
    public static RunKey of(String variant, long seed) {
        return new RunKey(variant, seed, 0);
    }

    /** What the data of the run is made from: the same for all variants. */
    RunKey ofData() {
        return new RunKey("", seed, fold);
    }

    @Override
    public String toString() {
        return variant + " seed " + seed + (fold > 0 ? " fold " + fold : "");
    }
}
