package polyview.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import polyview.data.FloatArray;

/**
 * The samples of a binary classifier in the order of falling scores, counted at each threshold.
 *
 * @param steps one for each distinct score
 * @param positives the number of positive samples
 * @param negatives the number of negative samples
 */
record RankedScores(List<Step> steps, int positives, int negatives) {

    /** How many positive and negative samples have at least this score. */
    record Step(double threshold, int truePositives, int falsePositives) {}

    static RankedScores of(FloatArray labels, FloatArray scores) {
        double[] ranked = scoreOfSample(scores);
        requireLabels(labels, ranked.length);
        int[] order = IntStream.range(0, ranked.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -ranked[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Step> steps = new ArrayList<>();
        int positives = 0;
        for (int i = 0; i < order.length; i++) {
            positives += (int) labels.values()[order[i]];
            // Equal scores are one step: no threshold separates them. Minus zero equals zero.
            if (i == order.length - 1 || ranked[order[i]] != ranked[order[i + 1]]) {
                steps.add(new Step(ranked[order[i]], positives, i + 1 - positives));
            }
        }
        if (positives == 0 || positives == order.length) {
            throw new IllegalArgumentException(
                    "labels must hold both 0 and 1, got " + (positives == 0 ? "0" : "1") + " only");
        }
        return new RankedScores(steps, positives, order.length - positives);
    }

    private static double[] scoreOfSample(FloatArray scores) {
        int rank = scores.shape().numDimensions();
        boolean two = rank == 2 && scores.size(1) == 2;
        if (rank != 1 && !(rank == 2 && scores.size(1) == 1) && !two) {
            throw new IllegalArgumentException(
                    "scores must have the shape (N), (N, 1) or (N, 2), got " + scores.shape());
        }
        double[] each = new double[scores.size(0)];
        for (int i = 0; i < each.length; i++) {
            each[i] = two ? (double) scores.get(i, 1) - scores.get(i, 0) : scores.values()[i];
            if (Double.isNaN(each[i])) {
                throw new IllegalArgumentException("scores must not be NaN, got NaN in sample " + i);
            }
            // Makes minus zero zero, which the order would tell apart.
            each[i] += 0.0;
        }
        return each;
    }

    private static void requireLabels(FloatArray labels, int samples) {
        int rank = labels.shape().numDimensions();
        if (rank != 1 && !(rank == 2 && labels.size(1) == 1)) {
            throw new IllegalArgumentException("labels must have the shape (N), got " + labels.shape());
        }
        if (labels.size(0) != samples) {
            throw new IllegalArgumentException(
                    "labels must have " + samples + " entries like the scores, got " + labels.size(0));
        }
        for (int i = 0; i < samples; i++) {
            float label = labels.values()[i];
            if (label != 0 && label != 1) {
                throw new IllegalArgumentException("label must be 0 or 1, got " + label + " in sample " + i);
            }
        }
    }
}
