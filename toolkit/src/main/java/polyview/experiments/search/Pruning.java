package polyview.experiments.search;

import java.util.List;
import java.util.Map;

/**
 * Leaves a design before all its seeds are trained, where it is behind the best one so far.
 *
 * <p>A trial is trained seed by seed. After each seed, its scores are compared with those that the best trial of the generations before
 * has for the same seeds, by Wilcoxon's signed-rank test of paired differences. It is left where the probability of differences as
 * bad as these, for two designs that are alike, is below the threshold, and its mean is the worse one.
 *
 * <p>Example: {@code Pruning.wilcoxon(0.1)} needs four seeds, all of them worse: four differences of one sign have the probability 1/16, three
 * have 1/8. With fewer seeds a threshold is never met, which {@link Search#run} refuses: {@code pruning with threshold 0.01 needs 7 seeds before the last
 * one, got 5 seeds}.
 *
 * <p>A threshold is no promise about errors: designs are looked at after every seed, and the best one is the best by chance too. What is
 * pruned costs no more than being overlooked; claims need {@link SearchResults#experiment}. F. Wilcoxon, <em>Individual comparisons by
 * ranking methods</em>, 1945; for pruning, as in Optuna.
 *
 * @param threshold probabilities below it end a trial, between 0 and 1
 * @param firstSeeds seeds that are trained in any case
 */
public record Pruning(double threshold, int firstSeeds) {

    /** Refused: {@code threshold must lie between 0 and 1, got 1.0}; {@code firstSeeds must be at least 2, got 1}. */
    public Pruning {
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold must lie between 0 and 1, got " + threshold);
        }
        if (firstSeeds < 2) {
            throw new IllegalArgumentException("firstSeeds must be at least 2, got " + firstSeeds);
        }
    }

    /** With a threshold, and two seeds in any case. */
    public static Pruning wilcoxon(double threshold) {
        return new Pruning(threshold, 2);
    }

    /** At least so many seeds in any case. */
    public Pruning firstSeeds(int seeds) {
        return new Pruning(threshold, seeds);
    }

    /** Refuses a threshold that no seeds before the last one can meet. */
    void requireReachable(int seeds) {
        int needed = 1;
        while (StrictMath.pow(0.5, needed) >= threshold) {
            needed++;
        }
        needed = Math.max(needed, firstSeeds);
        if (needed >= seeds) {
            throw new IllegalArgumentException("pruning with threshold " + threshold + " needs " + needed
                    + " seeds before the last one, got " + seeds + (seeds == 1 ? " seed" : " seeds"));
        }
    }

    /** The probability of these differences or worse ones; 1 where the trial is not behind. */
    double p(Map<Long, Double> scores, Map<Long, Double> best, boolean higherIsBetter) {
        List<Long> seeds = scores.keySet().stream().filter(best::containsKey).toList();
        double[] behind = seeds.stream()
                .mapToDouble(seed -> (best.get(seed) - scores.get(seed)) * (higherIsBetter ? 1 : -1))
                .toArray();
        double sum = 0;
        for (double difference : behind) {
            sum += difference;
        }
        return sum > 0 && behind.length >= firstSeeds ? SignedRank.greater(behind) : 1;
    }

    boolean prunes(Map<Long, Double> scores, Map<Long, Double> best, boolean higherIsBetter) {
        return p(scores, best, higherIsBetter) < threshold;
    }
}
