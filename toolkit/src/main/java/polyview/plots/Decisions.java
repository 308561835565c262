package polyview.plots;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * The predicted class of each sample, and how confident the prediction is.
 *
 * <p>With scores (N, K) it is the class with the largest score, the first of equal ones; with scores (N) or (N, 1) it is class 1
 * above the threshold.
 */
final class Decisions {

    private final FloatArray scores;
    private final int classes;
    private final double threshold;

    private Decisions(FloatArray scores, int classes, double threshold) {
        this.scores = scores;
        this.classes = classes;
        // In 32 bits like the scores, so that 0.1 is not above 0.1.
        this.threshold = (float) threshold;
        for (int i = 0; i < scores.values().length; i++) {
            if (Float.isNaN(scores.values()[i])) {
                throw new IllegalArgumentException("scores must not be NaN, got NaN in sample "
                        + i / Math.max(1, scores.values().length / scores.size(0)));
            }
        }
    }

    /** With several scores for each sample. */
    static Decisions largest(FloatArray scores) {
        Shape shape = scores.shape();
        if (shape.numDimensions() == 1 || shape.numDimensions() == 2 && shape.get(1) == 1) {
            throw new IllegalArgumentException(
                    "scores of shape " + shape + " need a threshold: 0 for logits, 0.5 for what ends in a sigmoid");
        }
        if (shape.numDimensions() != 2 || shape.get(1) == 0) {
            throw new IllegalArgumentException("scores must have the shape (N, K), got " + shape);
        }
        return new Decisions(scores, scores.size(1), Double.NaN);
    }

    /** With one score for each sample. */
    static Decisions above(FloatArray scores, double threshold) {
        Shape shape = scores.shape();
        if (shape.numDimensions() != 1 && !(shape.numDimensions() == 2 && shape.get(1) == 1)) {
            throw new IllegalArgumentException(
                    "scores must have the shape (N) or (N, 1) for a threshold, got " + shape);
        }
        if (!Float.isFinite((float) threshold)) {
            throw new IllegalArgumentException("threshold must be finite, got " + threshold);
        }
        return new Decisions(scores, 2, threshold);
    }

    /** The classes of all samples, checked; (N) or (N, 1). */
    int[] truths(FloatArray labels) {
        int[] truths = truths(labels, 0);
        if (truths.length != samples()) {
            throw new IllegalArgumentException(
                    "labels must have " + samples() + " entries like the scores, got " + truths.length);
        }
        return truths;
    }

    /** The same for some of the samples, from this one on. */
    int[] truths(FloatArray labels, int first) {
        int rank = labels.shape().numDimensions();
        if (rank != 1 && !(rank == 2 && labels.size(1) == 1)) {
            throw new IllegalArgumentException("labels must have the shape (N), got " + labels.shape());
        }
        int[] truths = new int[labels.size(0)];
        for (int i = 0; i < truths.length; i++) {
            float label = labels.values()[i];
            if (!(label >= 0 && label < classes) || label != (int) label) {
                throw new IllegalArgumentException("label must be one of the classes 0 to " + (classes - 1) + ", got "
                        + label + " in sample " + (first + i));
            }
            truths[i] = (int) label;
        }
        return truths;
    }

    /** A name for each class: the given ones, or else the indices. */
    List<String> names(List<String> given) {
        return names(given, classes);
    }

    static List<String> names(List<String> given, int classes) {
        if (given.isEmpty()) {
            return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        }
        if (given.size() != classes) {
            throw new IllegalArgumentException(
                    "classes must have " + classes + " names, one for each class, got " + given.size());
        }
        return List.copyOf(given);
    }

    int samples() {
        return scores.size(0);
    }

    int predicted(int sample) {
        if (!Double.isNaN(threshold)) {
            return scores.values()[sample] > threshold ? 1 : 0;
        }
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (scores.get(sample, k) > scores.get(sample, best)) {
                best = k;
            }
        }
        return best;
    }

    /**
     * The margin of the decision, to rank samples by: how far the largest score is above the next one, in the unit of the scores;
     * with a threshold, the distance from it. It needs not to know whether scores are logits or probabilities.
     */
    double margin(int sample) {
        if (!Double.isNaN(threshold)) {
            return Math.abs(scores.values()[sample] - threshold);
        }
        int largest = predicted(sample);
        double next = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            if (k != largest) {
                next = Math.max(next, scores.get(sample, k));
            }
        }
        // Two infinite scores are equal; their difference would be NaN.
        return scores.get(sample, largest) == next ? 0 : scores.get(sample, largest) - next;
    }
}
