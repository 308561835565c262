package polyview.metrics;

import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;

/**
 * The ROC curve of a binary classifier: its true positive rate against its false positive rate, over all thresholds.
 *
 * <p>There is a point for each distinct score, from (0, 0) to (1, 1): samples with at least that score are predicted positive. The
 * area under the curve (trapezoids) is the probability that a positive sample has a larger score than a negative one; equal scores
 * count half.
 *
 * <p>Example: labels (0, 0, 1, 1) and scores (0.1, 0.4, 0.35, 0.8) have the points (0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1,
 * 1) and the area 0.75.
 *
 * @param points in the order of falling thresholds
 * @param area the area under the curve, 0.5 for random scores and 1 for perfect ones
 */
public record RocCurve(List<Point> points, double area) {

    /**
     * The values at one threshold.
     *
     * @param threshold samples with at least this score are predicted positive; infinite at first
     * @param falsePositiveRate the fraction of the negative samples that are predicted positive
     * @param truePositiveRate the fraction of the positive samples that are predicted positive
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

    /** A copy of the list is kept. */
    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * The curve of a binary classifier; logits and probabilities give the same one, except for the thresholds.
     *
     * <p>Refused: {@code label must be 0 or 1, got 2.0 in sample 3}; {@code labels must hold both 0 and 1, got 1 only}; {@code
     * labels must have the shape (N), got [4, 2]}; {@code labels must have 4 entries like the scores, got 3}; {@code scores must
     * have the shape (N), (N, 1) or (N, 2), got [4, 3]}; {@code scores must not be NaN, got NaN in sample 2}.
     *
     * @param labels (N), 0 or 1
     * @param scores (N) or (N, 1), larger for positive samples; or (N, 2), a negative and a positive score, whose difference counts
     */
    public static RocCurve of(FloatArray labels, FloatArray scores) {
        RankedScores ranked = RankedScores.of(labels, scores);
        List<Point> points = new ArrayList<>(List.of(new Point(Double.POSITIVE_INFINITY, 0, 0)));
        double area = 0;
        for (RankedScores.Step step : ranked.steps()) {
            Point last = points.get(points.size() - 1);
            Point point = new Point(
                    step.threshold(),
                    step.falsePositives() / (double) ranked.negatives(),
                    step.truePositives() / (double) ranked.positives());
            area += (point.falsePositiveRate - last.falsePositiveRate)
                    * (point.truePositiveRate + last.truePositiveRate)
                    / 2;
            points.add(point);
        }
        return new RocCurve(points, area);
    }
}
