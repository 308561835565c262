package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyview.base.Checks;
import polyview.base.Seeds;

/**
 * Designs like the best ones so far, and unlike the others: the tree-structured Parzen estimator.
 *
 * <p>The trials are divided into the best {@code min(25, ceil(n / 10))} and the rest. A density l of designs is estimated from the best, and
 * a density g from the rest; of some candidates drawn from l, the one with the largest l/g is taken that was not tried yet.
 *
 * <p>A density is a mixture of one distribution around each design, a product over its options, and of one over the whole space as a prior. On
 * a range it is normal with the deviation {@code 0.2 n^(-1/(d+4))} of the range, for n designs of d options, but no less than 1/min(100, n + 1),
 * and cut at the ends; of a choice, the design's own value has the weight 1 and 1/(n + 1) more, as all others have. An option that a design lacks, since it
 * exists only beside others, is distributed as in the prior. From 25 trials on, older ones of the rest weigh less. Trials that were
 * pruned stand behind those that are done, failed ones last. Designs that are under way in the same generation count as bad ones, so that
 * they are not all alike.
 *
 * <p>It begins with random designs; those of an earlier search ({@link Search#startFrom}) count among them, and those that it trained as long and from the
 * same seeds are not proposed again. J. Bergstra, R. Bardenet,
 * Y. Bengio and B. Kégl, <em>Algorithms for hyper-parameter optimization</em>, 2011; options together, and the numbers, as in Optuna.
 *
 * @param startup trials that are drawn at random before the first estimate; 10 by default
 * @param candidates drawn for each trial; 24 by default
 * @param width how many trials may be under way at the same time; 1 by default, which makes the best use of few runs
 */
public record Tpe(int startup, int candidates, int width) implements Strategy {

    private static final double BEST = 0.1;
    private static final int MOST_BEST = 25;

    /** How many times a design, or the candidates, are drawn until one is new. */
    private static final int PATIENCE = 20;

    /** Refused: {@code startup must be positive, got 0}, candidates and width too. */
    public Tpe {
        Checks.requirePositive("startup", startup);
        Checks.requirePositive("candidates", candidates);
        Checks.requirePositive("width", width);
    }

    /** Trials that are drawn at random before the first estimate. */
    public Tpe startup(int trials) {
        return new Tpe(trials, candidates, width);
    }

    /** Candidates for each trial. */
    public Tpe candidates(int number) {
        return new Tpe(startup, number, width);
    }

    /** How many trials may be under way at the same time. */
    public Tpe width(int trials) {
        return new Tpe(startup, candidates, trials);
    }

    @Override
    public List<Proposal> propose(Study study) {
        List<Options> underWay = new ArrayList<>();
        boolean estimates = study.earlier().size() + study.trials().size() >= startup;
        for (int i = 1; i <= width; i++) {
            int number = study.trials().size() + i;
            underWay.add(
                    estimates
                            ? estimated(study, underWay, Seeds.stream(study.seed(), number))
                            : drawn(study, Seeds.stream(study.seed(), number)));
        }
        return underWay.stream().map(Proposal::of).toList();
    }

    /** As in random search, but for what the earlier search has: with the same seed it drew the same designs. */
    private static Options drawn(Study study, SplittableRandom random) {
        Set<Options> known = study.known();
        Options design = study.space().draw(random);
        for (int i = 1; i < PATIENCE && known.contains(design); i++) {
            design = study.space().draw(random);
        }
        return design;
    }

    private Options estimated(Study study, List<Options> underWay, SplittableRandom random) {
        List<Trial> known =
                Stream.concat(study.earlier().stream(), study.trials().stream()).toList();
        int best = Math.min(MOST_BEST, (int) Math.ceil(BEST * known.size()));
        List<Trial> good = known.stream().sorted(order(study)).limit(best).toList();
        // In the order of time, for the weights of old ones.
        List<Options> bad = new ArrayList<>();
        known.stream()
                .filter(trial -> !good.contains(trial))
                .map(Trial::options)
                .forEach(bad::add);
        bad.addAll(underWay);
        Parzen l = Parzen.of(study.space(), good.stream().map(Trial::options).toList());
        Parzen g = Parzen.of(study.space(), bad);
        Set<Options> tried = Stream.concat(study.trials().stream().map(Trial::options), underWay.stream())
                .collect(Collectors.toCollection(HashSet::new));
        tried.addAll(study.known());
        Optional<Options> chosen = Optional.empty();
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates || chosen.isEmpty() && i < PATIENCE * candidates; i++) {
            Options candidate = l.draw(random);
            double ratio = l.log(candidate) - g.log(candidate);
            if (ratio > largest && !tried.contains(candidate)) {
                chosen = Optional.of(candidate);
                largest = ratio;
            }
        }
        return chosen.orElseGet(() -> study.space().draw(random));
    }

    /** The sort is stable: of equal ones the earlier is the better one. */
    private static Comparator<Trial> order(Study study) {
        return Comparator.comparing(Trial::state).thenComparingDouble(study::loss);
    }
}
