package polyview.experiments.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import polyview.base.Checks;
import polyview.base.Seeds;

/**
 * Designs like the best ones so far, and unlike the others: the tree-structured Parzen estimator.
 *
 * <p>The trials are divided into the best {@code min(25, ceil(n / 10))} and the rest. For each option a density l of its values
 * among the best, and a density g among the rest, are estimated; of some candidates drawn from l, the one with the largest l/g is
 * taken. Options are taken one by one, those that depend on another one where they exist, and only trials that have them count.
 *
 * <p>Densities are mixtures of normal distributions, cut at the ends of the range, one at each value, as wide as the distance to the
 * farther of its two neighbours but no narrower than 1/min(100, n + 1) of the range, and one over the whole range as a prior; of choices,
 * counts and one trial more that is spread over all. From 25 trials on, older ones of the rest weigh less. Trials that were
 * pruned stand behind those that are done, failed ones last. Designs that are under way in the same generation count as bad ones, so that
 * they are not all alike.
 *
 * <p>It begins with random designs; those of an earlier search ({@link Search#startFrom}) count among them. J. Bergstra, R. Bardenet,
 * Y. Bengio and B. Kégl, <em>Algorithms for hyper-parameter optimization</em>, 2011; the numbers are those that Hyperopt and Optuna use.
 *
 * @param startup trials that are drawn at random before the first estimate; 10 by default
 * @param candidates drawn for each option; 24 by default
 * @param width how many trials may be under way at the same time; 1 by default, which makes the best use of few runs
 */
public record Tpe(int startup, int candidates, int width) implements Strategy {

    private static final double BEST = 0.1;
    private static final int MOST_BEST = 25;

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

    /** Candidates for each option. */
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
                            : RandomSearch.draw(study, number));
        }
        return underWay.stream().map(Proposal::of).toList();
    }

    private Options estimated(Study study, List<Options> underWay, SplittableRandom random) {
        List<Trial> known =
                Stream.concat(study.earlier().stream(), study.trials().stream()).toList();
        int best = Math.min(MOST_BEST, (int) Math.ceil(BEST * known.size()));
        List<Trial> good = known.stream().sorted(order(study)).limit(best).toList();
        List<Options> l = good.stream().map(Trial::options).toList();
        // In the order of time, for the weights of old ones.
        List<Options> g = new ArrayList<>();
        known.stream()
                .filter(trial -> !good.contains(trial))
                .map(Trial::options)
                .forEach(g::add);
        g.addAll(underWay);
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (Option option : study.space().options()) {
            if (Space.exists(option, chosen)) {
                chosen.put(option.name(), estimated(option, values(option, l), values(option, g), random));
            }
        }
        return new Options(chosen);
    }

    /** The sort is stable: of equal ones the earlier is the better one. */
    private static Comparator<Trial> order(Study study) {
        return Comparator.comparing(Trial::state).thenComparingDouble(study::loss);
    }

    private static List<Object> values(Option option, List<Options> designs) {
        return designs.stream()
                .filter(design -> design.has(option.name()))
                .map(design -> design.values().get(option.name()))
                .toList();
    }

    private Object estimated(Option option, List<Object> good, List<Object> bad, SplittableRandom random) {
        Density l = Density.of(option, good);
        Density g = Density.of(option, bad);
        Object best = l.draw(random);
        double largest = l.log(best) - g.log(best);
        for (int i = 1; i < candidates; i++) {
            Object candidate = l.draw(random);
            double ratio = l.log(candidate) - g.log(candidate);
            if (ratio > largest) {
                best = candidate;
                largest = ratio;
            }
        }
        return best;
    }
}
