package polyview.experiments;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import polyview.base.Checks;

/**
 * The folds of an experiment, as far as its statistics depend on them.
 *
 * <p>The training parts of folds share samples, so that their scores vary together and the plain t-test finds differences where there
 * are none. The corrected resampled t-test counts for that: with n folds, {@code t = mean(d) / sqrt((1/n + r) var(d))} with n - 1 degrees
 * of freedom, for the differences d of each fold, averaged over the seeds, and r test samples for each training sample. The plain test
 * has r = 0. Intervals of means take the same factor. Example: of five folds, 1/n + r is 0.2 + 0.25, so t is 1.5 times smaller.
 *
 * <p>Source: C. Nadeau, Y. Bengio, "Inference for the Generalization Error", Machine Learning 52 (2003); for repeated folds R. R.
 * Bouckaert, E. Frank, "Evaluating the Replicability of Significance Tests for Comparing Learning Algorithms" (2004).
 *
 * <p>Refused: {@code folds must be positive, got 0}; {@code testOverTrain must be positive, got 0.0}.
 *
 * @param folds their number, all repeats together
 * @param testOverTrain the test samples of a fold for each of its training samples, on average
 */
public record Resampling(int folds, double testOverTrain) {

    /** Checks the numbers. */
    public Resampling {
        Checks.requirePositive("folds", folds);
        Checks.requirePositive("testOverTrain", testOverTrain);
    }

    /** The folds from 1; 0 alone where there are none. */
    static List<Integer> numbers(Optional<Resampling> folds) {
        return folds.map(of -> IntStream.rangeClosed(1, of.folds()).boxed().toList())
                .orElse(List.of(0));
    }
}
