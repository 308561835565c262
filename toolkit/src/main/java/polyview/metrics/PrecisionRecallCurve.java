package polyview.metrics;

import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;

/**
 * Precision against recall of a binary classifier, over all thresholds.
 *
 * <p>There is a point for each distinct score: samples with at least that score are predicted positive. The average precision is
 * {@code sum((R_i - R_(i-1)) P_i)}; interpolating between the points would be too optimistic.
 *
 * <p>Example: labels (0, 0, 1, 1) and scores (0.1, 0.4, 0.35, 0.8) have the points (0.5, 1), (0.5, 0.5), (1, 0.6667), (1, 0.5)
 * and the average precision 0.8333.
 *
 * @param points in the order of falling thresholds
 * @param averagePrecision 1 for perfect scores, {@link #positiveShare} for random ones
 * @param positiveShare the fraction of positive samples
 */
public record PrecisionRecallCurve(List<Point> points, double averagePrecision, double positiveShare) {

    /**
     * The values at one threshold.
     *
     * @param threshold samples with at least this score are predicted positive
     * @param recall the fraction of the positive samples that are predicted positive
     * @param precision the fraction of the predicted positives that are positive
     */
    public record Point(double threshold, double recall, double precision) {}

    /** A copy of the list is kept. */
    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /** The curve of a binary classifier; arguments and refusals as in {@link RocCurve#of}. */
    public static PrecisionRecallCurve of(FloatArray labels, FloatArray scores) {
        RankedScores ranked = RankedScores.of(labels, scores);
        List<Point> points = new ArrayList<>();
        double sum = 0;
        double before = 0;
        for (RankedScores.Step step : ranked.steps()) {
            double recall = step.truePositives() / (double) ranked.positives();
            double precision = step.truePositives() / (double) (step.truePositives() + step.falsePositives());
            sum += (recall - before) * precision;
            before = recall;
            points.add(new Point(step.threshold(), recall, precision));
        }
        return new PrecisionRecallCurve(
                points, sum, ranked.positives() / (double) (ranked.positives() + ranked.negatives()));
    }
}
