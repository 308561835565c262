package polyview.experiments.search;

import java.util.List;
import java.util.stream.IntStream;
import polyview.base.Checks;

/**
 * Successive halving at several degrees of boldness, one bracket after another, from many designs for a few epochs to a few random
 * designs for all of them; then it begins anew, until the budget is spent.
 *
 * <p>For R epochs, {@code s_max = floor(log_eta R)}, the bracket s has {@code n = ceil((s_max + 1) eta^s / (s + 1))} designs and begins
 * with {@code r = R / eta^s} epochs. Example with R = 81 and eta = 3, designs and epochs of each rung:
 *
 * <pre>
 * s = 4   81 1   27 3   9 9   3 27   1 81
 * s = 3   34 3   11 9   3 27  1 81
 * s = 2   15 9    5 27  1 81
 * s = 1    8 27   2 81
 * s = 0    5 81
 * </pre>
 *
 * <p>L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh and A. Talwalkar, <em>Hyperband: a novel bandit-based approach to hyperparameter
 * optimization</em>, 2018.
 *
 * @param eta the best 1/eta go on, at least 2; 3 by default
 * @param fewest epochs of any rung, at least; 1 by default
 */
public record Hyperband(int eta, int fewest) implements Strategy {

    /** Refused: {@code eta must be at least 2, got 1}; {@code fewest must be positive, got 0}. */
    public Hyperband {
        SuccessiveHalving.requireEta(eta);
        Checks.requirePositive("fewest", fewest);
    }

    /** The best 1/eta go on. */
    public Hyperband eta(int newEta) {
        return new Hyperband(newEta, fewest);
    }

    /** At least so many epochs on any rung. */
    public Hyperband fewest(int epochs) {
        return new Hyperband(eta, epochs);
    }

    @Override
    public List<Proposal> propose(Study study) {
        List<Bracket> brackets = brackets(study.epochs());
        int before = 0;
        for (int i = 0; ; i = (i + 1) % brackets.size()) {
            List<Proposal> next = brackets.get(i).next(study, before);
            if (!next.isEmpty()) {
                return next;
            }
            before += brackets.get(i).rungs().get(0).trials();
        }
    }

    /** The brackets for a whole training of so many epochs, the boldest first. */
    List<Bracket> brackets(int epochs) {
        int deepest = Bracket.deepest(eta, epochs, fewest);
        return IntStream.rangeClosed(0, deepest)
                .map(i -> deepest - i)
                .mapToObj(s -> {
                    // ceil(a / b) of whole numbers.
                    long designs = ((deepest + 1) * Bracket.power(eta, s) + s) / (s + 1);
                    return Bracket.of((int) designs, s, eta, epochs);
                })
                .toList();
    }
}
