package polyview.experiments.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A design that a search has tried.
 *
 * @param number from 1, in the order of the proposals
 * @param options the design
 * @param state how far it came
 * @param reason why it failed, or was pruned; empty for one that is done
 * @param rungs its scores after so many epochs, shorter trainings first; one alone where the strategy trains all designs whole
 * @param epochsSpent epochs that were trained for it, over all seeds; repeated ones count again where a training began anew
 * @param runsSpent what the search had spent when this trial had ended, in whole runs; a run that goes on from 3 to 9 epochs of 27 is 6/27
 */
public record Trial(
        int number, Options options, State state, String reason, List<Rung> rungs, long epochsSpent, double runsSpent) {

    /** How far a trial came. */
    public enum State {
        /** All seeds were trained whole. */
        DONE,
        /** It was left before: too many others were better. */
        PRUNED,
        /** A run of it failed. */
        FAILED;

        /** In lower case, as tables show it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The scores after so many epochs.
     *
     * @param epochs of each run
     * @param scores by seed, in the order of the seeds
     */
    public record Rung(int epochs, Map<Long, Double> scores) {

        /** A copy is kept. */
        public Rung {
            scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        }

        /** The mean over the seeds; NaN without any. */
        public double mean() {
            return scores.values().stream().mapToDouble(s -> s).average().orElse(Double.NaN);
        }

        /** The standard deviation over the seeds, with n - 1; NaN for fewer than two. */
        public double std() {
            double mean = mean();
            double squares = scores.values().stream()
                    .mapToDouble(s -> (s - mean) * (s - mean))
                    .sum();
            return scores.size() < 2 ? Double.NaN : Math.sqrt(squares / (scores.size() - 1));
        }
    }

    /** A copy of the list is kept. */
    public Trial {
        rungs = List.copyOf(rungs);
    }

    /** The scores of its longest training; empty where it has none. */
    public Optional<Rung> last() {
        return rungs.isEmpty() ? Optional.empty() : Optional.of(rungs.get(rungs.size() - 1));
    }

    /** Its scores after exactly so many epochs; empty where it has none. */
    public Optional<Rung> at(int epochs) {
        return rungs.stream().filter(rung -> rung.epochs() == epochs).findFirst();
    }

    /** Its mean score after its longest training; NaN where it has none. */
    public double score() {
        return last().map(Rung::mean).orElse(Double.NaN);
    }

    /** The epochs of its longest training; 0 where it has no score. */
    public int epochs() {
        return last().map(Rung::epochs).orElse(0);
    }

    /** As runs and variants of an experiment name it: {@code trial-7}. */
    public String name() {
        return name(number);
    }

    static String name(int number) {
        return "trial-" + number;
    }
}
