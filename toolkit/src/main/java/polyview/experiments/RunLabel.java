package polyview.experiments;

/**
 * Identifies a run of a sweep.
 *
 * <p>Example: prints {@code run 3/10 concat seed 2}.
 *
 * @param number from 1, in the order of seeds and variants; runs that were done earlier count too
 * @param runs of the whole sweep
 * @param variant its name
 * @param seed the seed of everything random
 */
public record RunLabel(int number, int runs, String variant, long seed) {

    /** The number alone: {@code run 3/10}. */
    String numbers() {
        return "run " + number + "/" + runs;
    }

    @Override
    public String toString() {
        return numbers() + " " + variant + " seed " + seed;
    }
}
