package polyview.experiments.search;

import java.util.List;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Seeds;

/**
 * Every design drawn from the space on its own: trial i is the same whatever the others gave.
 *
 * <p>The measure of all other strategies, and better than a grid where only some options matter (Bergstra and Bengio, <em>Random search
 * for hyper-parameter optimization</em>, 2012).
 *
 * @param width how many trials may be under way at the same time
 */
public record RandomSearch(int width) implements Strategy {

    /** Refused: {@code width must be positive, got 0}. */
    public RandomSearch {
        Checks.requirePositive("width", width);
    }

    /** How many trials may be under way at the same time; 4 by default. */
    public RandomSearch width(int trials) {
        return new RandomSearch(trials);
    }

    @Override
    public List<Proposal> propose(Study study) {
        int first = study.trials().size() + 1;
        return IntStream.range(first, first + width)
                .mapToObj(number -> Proposal.of(draw(study, number)))
                .toList();
    }

    /** The design of a trial. */
    static Options draw(Study study, int number) {
        return study.space().draw(Seeds.stream(study.seed(), number));
    }
}
