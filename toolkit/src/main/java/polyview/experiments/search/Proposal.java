package polyview.experiments.search;

import java.util.Optional;
import java.util.OptionalInt;
import polyview.base.Checks;

/**
 * What a {@link Strategy} wants to be tried: a new design, or more epochs of a trial that is there.
 *
 * @param options the design
 * @param trial the number of the trial that goes on; empty for a new one
 * @param epochs up to which it is trained, those it was trained for before included; empty for the whole training
 */
public record Proposal(Options options, OptionalInt trial, OptionalInt epochs) {

    /** Refused: {@code epochs must be positive, got 0}. */
    public Proposal {
        epochs.ifPresent(n -> Checks.requirePositive("epochs", n));
    }

    /** A new design, trained whole. */
    public static Proposal of(Options options) {
        return new Proposal(options, OptionalInt.empty(), OptionalInt.empty());
    }

    /** A new design, trained for so many epochs at first. */
    public static Proposal of(Options options, int epochs) {
        return new Proposal(options, OptionalInt.empty(), OptionalInt.of(epochs));
    }

    /** A trial that goes on until it has so many epochs in all. */
    public static Proposal goOn(Trial trial, int epochs) {
        return new Proposal(trial.options(), OptionalInt.of(trial.number()), OptionalInt.of(epochs));
    }

    /** The trial that goes on, among those of a study. */
    Optional<Trial> trial(Study study) {
        return trial.isPresent() ? Optional.of(study.trial(trial.getAsInt())) : Optional.empty();
    }
}
