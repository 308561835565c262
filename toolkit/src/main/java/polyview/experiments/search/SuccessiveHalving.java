package polyview.experiments.search;

import java.util.List;
import polyview.base.Checks;

/**
 * Many random designs for a few epochs; the best 1/eta of them go on to eta times as many, and so on up to the whole training.
 *
 * <p>Example with {@code Fit.epochs(27)}, eta 3 and at least 1 epoch: 27 designs for 1 epoch, 9 for 3, 3 for 9 and 1 for 27. With 27
 * epochs for a whole run that costs 1 + 2/3 + 2/3 + 2/3 = 3 runs, where trainings go on. Then it begins anew with other designs, until the budget
 * is spent.
 *
 * <p>It loses designs that learn slowly at first; {@link Hyperband} hedges. Numbers of epochs are rounded where they are not whole. In the
 * place of one that failed the next best goes on. K. Jamieson and A. Talwalkar, <em>Non-stochastic best arm identification and
 * hyperparameter optimization</em>, 2016.
 *
 * @param eta the best 1/eta go on, at least 2; 3 by default
 * @param fewest epochs of the first rung, at least; 1 by default
 * @param trials of the first rung; 0 for as many as leave one at the end, eta^s
 */
public record SuccessiveHalving(int eta, int fewest, int trials) implements Strategy {

    /** Refused: {@code eta must be at least 2, got 1}; {@code fewest must be positive, got 0}; {@code trials must not be negative, got -1}. */
    public SuccessiveHalving {
        requireEta(eta);
        Checks.requirePositive("fewest", fewest);
        Checks.requireNotNegative("trials", trials);
    }

    static void requireEta(int eta) {
        if (eta < 2) {
            throw new IllegalArgumentException("eta must be at least 2, got " + eta);
        }
    }

    /** The best 1/eta go on. */
    public SuccessiveHalving eta(int newEta) {
        return new SuccessiveHalving(newEta, fewest, trials);
    }

    /** At least so many epochs on the first rung. */
    public SuccessiveHalving fewest(int epochs) {
        return new SuccessiveHalving(eta, epochs, trials);
    }

    /** So many trials on the first rung. */
    public SuccessiveHalving trials(int number) {
        return new SuccessiveHalving(eta, fewest, number);
    }

    @Override
    public List<Proposal> propose(Study study) {
        Bracket bracket = bracket(study.epochs());
        int size = bracket.rungs().get(0).trials();
        for (int before = 0; ; before += size) {
            List<Proposal> next = bracket.next(study, before);
            if (!next.isEmpty()) {
                return next;
            }
        }
    }

    /** The rungs for a whole training of so many epochs. */
    Bracket bracket(int epochs) {
        int s = Bracket.deepest(eta, epochs, fewest);
        int first = trials > 0 ? trials : (int) Math.min(Integer.MAX_VALUE, Bracket.power(eta, s));
        return Bracket.of(first, s, eta, epochs);
    }
}
