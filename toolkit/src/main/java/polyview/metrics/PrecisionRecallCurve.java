package polyview.metrics;

import java.util.ArrayList;
import java.util.List;
import polyview.data.FloatArray;

/**
 * How many of what a model takes for a yes are one, against how many of the yes samples it finds, over all thresholds.
 *
 * <p>One point for each different score, all samples of at least that score being a yes: samples of equal scores come
 * together. The average precision is {@code sum((R_i - R_(i-1)) P_i)}, without a line between the points, which would promise
 * too much.
 *
 * <p>Example: labels (0, 0, 1, 1) and scores (0.1, 0.4, 0.35, 0.8) have the points (0.5, 1), (0.5, 0.5), (1, 0.6667), (1, 0.5)
 * and the average precision 0.8333.
 *
 * @param points from the largest score on
 * @param averagePrecision 1 for perfect scores; {@link #positiveShare} for scores that tell nothing
 * @param positiveShare the part of the samples that are a yes
 */
public record PrecisionRecallCurve(List<Point> points, double averagePrecision, double positiveShare) {

    /**
     * What one threshold gives.
     *
     * @param threshold samples of at least this score are a yes
     * @param recall the part of the yes samples that are found
     * @param precision the part of what is taken for a yes that is one
     */
    public record Point(double threshold, double recall, double precision) {}

    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /** The curve of a model of yes or no; arguments and refusals as in {@link RocCurve#of}. */
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
