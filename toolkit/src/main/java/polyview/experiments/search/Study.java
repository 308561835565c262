package polyview.experiments.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Strategy} decides from: all trials of the generations that are done.
 *
 * <p>{@link #loss} turns scores so that smaller is always better, whichever way the metric runs.
 *
 * @param space where designs are from
 * @param seed from which all that is random is drawn: {@code Seeds.stream(seed, trialNumber)}
 * @param epochs of a whole training; 1 for a function that knows of none
 * @param higherIsBetter the way of the score
 * @param trials in the order of their numbers
 * @param earlier what an earlier search found, as far as it fits the space, with numbers below 0; see {@link Search#startFrom}
 * @param known the designs of the earlier search whose trials would be the same here, trained as long and from the same seeds: trying one again
 *     tells nothing new
 */
public record Study(
        Space space,
        long seed,
        int epochs,
        boolean higherIsBetter,
        List<Trial> trials,
        List<Trial> earlier,
        Set<Options> known) {

    /** Copies of the lists and the set are kept. */
    public Study {
        known = Set.copyOf(known);
        trials = List.copyOf(trials);
        earlier = List.copyOf(earlier);
    }

    /** The mean score of a trial's longest training, turned so that smaller is better; infinite where it failed or has none. */
    public double loss(Trial trial) {
        return loss(trial, trial.last());
    }

    /** The same after exactly so many epochs. */
    public double loss(Trial trial, int epochsDone) {
        return loss(trial, trial.at(epochsDone));
    }

    private double loss(Trial trial, Optional<Trial.Rung> rung) {
        double score = rung.map(Trial.Rung::mean).orElse(Double.NaN);
        boolean failed = trial.state() == Trial.State.FAILED || Double.isNaN(score);
        return failed ? Double.POSITIVE_INFINITY : higherIsBetter ? -score : score;
    }

    /** The best one of those that are done; of equal ones the first. Empty where none is. */
    public Optional<Trial> best() {
        return trials.stream()
                .filter(trial -> trial.state() == Trial.State.DONE)
                .min(Comparator.comparingDouble(this::loss));
    }

    /** The trial of a number; refused: {@code there is no trial 9; there are 4}. */
    public Trial trial(int number) {
        if (number < 1 || number > trials.size()) {
            throw new IllegalArgumentException("there is no trial " + number + "; there are " + trials.size());
        }
        return trials.get(number - 1);
    }
}
