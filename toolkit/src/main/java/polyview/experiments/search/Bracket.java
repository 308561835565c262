package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One round of successive halving: many designs for a few epochs, the best part of them for more, and so on.
 *
 * <p>{@code n_i = floor(n / eta^i)} designs have {@code r_i = R / eta^(s-i)} epochs, for i from 0 to s; rounded, where R is no power of
 * eta.
 *
 * @param rungs the first one first
 */
record Bracket(List<Rung> rungs) {

    /**
     * So many trials, for so many epochs in all.
     *
     * @param trials that are trained
     * @param epochs those before included
     */
    record Rung(int trials, int epochs) {}

    static Bracket of(int trials, int s, int eta, int epochs) {
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i <= s; i++) {
            int left = (int) (trials / power(eta, i));
            int reached = (int) Math.max(1, Math.round(epochs / (double) power(eta, s - i)));
            if (left > 0) {
                rungs.add(new Rung(left, reached));
            }
        }
        return new Bracket(rungs);
    }

    /** The largest s for which {@code R / eta^s} is at least the smallest number of epochs. */
    static int deepest(int eta, int epochs, int fewest) {
        int s = 0;
        while (power(eta, s + 1) * (long) fewest <= epochs) {
            s++;
        }
        return s;
    }

    static long power(int base, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, base);
        }
        return power;
    }

    /**
     * The next generation of this bracket, whose trials are those behind the given number; empty where it is over.
     *
     * @param before the number of trials that others have made
     */
    List<Proposal> next(Study study, int before) {
        int first = rungs.get(0).trials();
        List<Trial> mine = study.trials().stream().skip(before).limit(first).toList();
        if (mine.size() < first) {
            List<Proposal> proposals = new ArrayList<>();
            for (int number = before + mine.size() + 1; number <= before + first; number++) {
                proposals.add(Proposal.of(
                        RandomSearch.draw(study, number), rungs.get(0).epochs()));
            }
            return proposals;
        }
        List<Trial> inside = mine;
        for (int i = 1; i < rungs.size(); i++) {
            Rung rung = rungs.get(i);
            int reached = rungs.get(i - 1).epochs();
            inside = inside.stream()
                    .filter(trial -> trial.at(reached).isPresent())
                    .sorted(Comparator.comparingDouble((Trial trial) -> study.loss(trial, reached)))
                    .limit(rung.trials())
                    .toList();
            List<Proposal> missing = inside.stream()
                    .filter(trial -> trial.state() != Trial.State.FAILED
                            && trial.at(rung.epochs()).isEmpty())
                    .sorted(Comparator.comparingInt(Trial::number))
                    .map(trial -> Proposal.goOn(trial, rung.epochs()))
                    .toList();
            if (!missing.isEmpty()) {
                return missing;
            }
        }
        return List.of();
    }
}
