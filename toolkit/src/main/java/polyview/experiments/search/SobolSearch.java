package polyview.experiments.search;

import java.util.List;
import java.util.stream.IntStream;
import polyview.base.Checks;
import polyview.base.Seeds;

/**
 * Designs that fill the space more evenly than chance does: Sobol's sequence, shifted by the seed. Good for a first look, and in numbers of
 * trials that are powers of two.
 *
 * <p>Each option is a dimension of the sequence, also one that exists only beside others. Trial i is the same whatever the others
 * gave. Refused, before the first run: {@code Sobol's sequence has up to 1000 options, the space has 1200}.
 *
 * <p>I. M. Sobol, <em>On the distribution of points in a cube</em>, 1967; direction numbers of S. Joe and F. Y. Kuo, 2008.
 *
 * @param width how many trials may be under way at the same time
 */
public record SobolSearch(int width) implements Strategy {

    /** Refused: {@code width must be positive, got 0}. */
    public SobolSearch {
        Checks.requirePositive("width", width);
    }

    /** How many trials may be under way at the same time; 4 by default. */
    public SobolSearch width(int trials) {
        return new SobolSearch(trials);
    }

    @Override
    public List<Proposal> propose(Study study) {
        int dimensions = study.space().options().size();
        if (dimensions > SobolPoints.MOST_DIMENSIONS) {
            throw new IllegalArgumentException("Sobol's sequence has up to " + SobolPoints.MOST_DIMENSIONS
                    + " options, the space has " + dimensions);
        }
        SobolPoints points = SobolPoints.shifted(dimensions, Seeds.stream(study.seed()));
        int first = study.trials().size();
        return IntStream.range(first, first + width)
                .mapToObj(number -> Proposal.of(study.space().at(points.at(number))))
                .toList();
    }
}
