package polyview.experiments;

import java.io.Serializable;

/**
 * Identifies a run of a sweep.
 *
 * <p>Example: prints {@code run 3/10 concat seed 2}, or {@code run 3/10 concat seed 2 fold 1}.
 *
 * @param number from 1, in the order of seeds, folds and variants; runs that were done earlier count too
 * @param runs of the whole sweep
 * @param variant its name
 * @param seed the seed of everything random
 * @param fold from 1; 0 without folds
 */
public record RunLabel(int number, int runs, String variant, long seed, int fold) implements Serializable {

    /** Of an experiment without folds. */
    public RunLabel(int number, int runs, String variant, long seed) {
        this(number, runs, variant, seed, 0);
    }

    /** Which run it is. */
    public RunKey key() {
        return new RunKey(variant, seed, fold);
    }

    /** The number alone: {@code run 3/10}. */
    String numbers() {
        return "run " + number + "/" + runs;
    }

    @Override
    public String toString() {
        return numbers() + " " + key();
    }
}
