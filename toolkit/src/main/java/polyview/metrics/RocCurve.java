package polyview.metrics;

import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;

/**
 * How many of the yes samples a model finds, against how many of the no samples it takes for one, over all thresholds.
 *
 * <p>One point for each different score, all samples of at least that score being a yes, from (0, 0) to (1, 1): samples of
 * equal scores come together. The area below (trapezoids) is the chance that a yes sample has a larger score than a no sample,
 * equal ones counting half.
 *
 * <p>Example: labels (0, 0, 1, 1) and scores (0.1, 0.4, 0.35, 0.8) have the points (0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1,
 * 1) and the area 0.75.
 *
 * @param points from the largest score on
 * @param area the area below, 0.5 for scores that tell nothing and 1 for perfect ones
 */
public record RocCurve(List<Point> points, double area) {

    /**
     * What one threshold gives.
     *
     * @param threshold samples of at least this score are a yes; infinite at first
     * @param falsePositiveRate the part of the no samples that are taken for a yes
     * @param truePositiveRate the part of the yes samples that are found
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * The curve of a model of yes or no; logits and probabilities give the same, but for the thresholds.
     *
     * <p>Refused: {@code label must be 0 or 1, got 2.0 in sample 3}; {@code labels must hold both 0 and 1, got 1 only}; {@code
     * labels must have the shape (N), got [4, 2]}; {@code labels must have 4 entries like the scores, got 3}; {@code scores must
     * have the shape (N), (N, 1) or (N, 2), got [4, 3]}; {@code scores must not be NaN, got NaN in sample 2}.
     *
     * @param labels (N), 0 or 1
     * @param scores (N) or (N, 1), larger for a yes; or (N, 2), one score for no and one for yes, of which the difference
     *     counts
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
