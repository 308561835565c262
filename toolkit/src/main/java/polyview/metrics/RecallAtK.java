package polyview.metrics;

import java.util.Map;
import polyview.base.Checks;
import polyview.losses.Loss;
import polyview.losses.Task;

/**
 * Recall at k of embeddings: the share of samples which have one of their own label among the k nearest other samples. {@link
 * Metric#recallAt} makes it.
 *
 * <p>For losses of embeddings: scores {@code (N, E)}, targets {@code (N)}; of {@code (N, V, E)} each view is an embedding of its own,
 * with the label of its sample. Distances are Euclidean, or, with {@link #cosine}, those of the directions. A sample whose label
 * occurs once has nothing to find and is left out; NaN where all are, and where an embedding holds a number that is not finite. Of
 * equally near samples those of other labels come first, so embeddings that are all the same find nothing, and the order of the samples
 * does not matter.
 *
 * <p>All samples are compared with all, so the embeddings of the whole epoch are kept, {@code 8 (E + k)} bytes and some more for each,
 * and {@code 8 (E + 1)} in the state of a checkpoint; an epoch of N takes {@code N^2 E} steps. In training each embedding is that of its
 * step, made by other weights than the next: the number of the validation is the one to look at.
 *
 * <p>Refused: {@code recallAt1 has no meaning with softmaxCrossEntropy}; {@code k must be positive, got 0}; {@code recallAt1 needs
 * embeddings (N, E) or (N, V, E) and a label for each of the N, got scores (4, 2) and targets (3)}.
 *
 * <p>Example: embeddings 0, 1, 3 and 4 with labels a, b, a and b have recall 0 at 1 and 1/2 at 2.
 *
 * @param k how many neighbours are looked at
 * @param directions whether embeddings are divided by their length
 */
public record RecallAtK(int k, boolean directions) implements Metric {

    /** Checks the number. */
    public RecallAtK {
        Checks.requirePositive("k", k);
    }

    /** The same by the angles between embeddings; one of length 0 stays as it is. */
    public RecallAtK cosine() {
        return new RecallAtK(k, true);
    }

    @Override
    public String name() {
        return "recallAt" + k + (directions ? "_cosine" : "");
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("k", Integer.toString(k), "distance", directions ? "cosine" : "euclidean");
    }

    @Override
    public void check(Loss loss) {
        if (loss.task() != Task.EMBEDDINGS) {
            throw Answers.noMeaning(name(), loss);
        }
    }

    @Override
    public Tally tally(Task task) {
        return new NeighbourTally(this);
    }
}
