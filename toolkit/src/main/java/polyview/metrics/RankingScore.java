package polyview.metrics;

import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * An area under a curve over all thresholds: how well scores rank positives before negatives. {@link Metric#rocAuc()} and {@link
 * Metric#averagePrecision()} make it; {@link RocCurve} and {@link PrecisionRecallCurve} have the curves.
 *
 * <p>With a loss for labels all numbers are ranked together, targets of 0.5 and more as positives; with one for two classes, the difference of the two scores, class 1 being
 * positive. {@link #macro} is the mean over the numbers along the last axis, each ranked for itself; of classes, each against all
 * others, by its log-odds (scikit-learn: {@code multi_class="ovr"} for the ROC).
 *
 * <p>It is exact, so it must keep every distinct score with its count until the end of the epoch: 24 bytes for each, for
 * a moment three times that when they are sorted, and two numbers for each in the state of a checkpoint. For masks of many pixels take {@link #thresholds}, whose
 * memory is constant: probabilities are put into so many steps of equal width, and those of one step count as equal. That is an
 * approximation: the ROC area is off by at most half of the share of pairs that fall into one step. The column tells it: {@code
 * rocAuc_200_thresholds}.
 *
 * <p>NaN where there is no positive, for the ROC also where there is no negative (scikit-learn gives an error, or 0 with a warning), in
 * one of the classes with {@link #macro}; and where a score is NaN. Positions that a loss leaves out are not ranked; weights of
 * samples and classes have no effect.
 *
 * <p>Refused: {@code rocAuc has no meaning with meanSquaredError}; {@code rocAuc of 5 classes needs macro()}; {@code rocAuc_macro
 * needs an output (N, ..., K), and the loss leaves out positions of it}; {@code thresholds must be at least 2, got 1}.
 *
 * <p>Example: labels (0, 0, 1, 1) and scores (0.1, 0.4, 0.35, 0.8) have the ROC area 0.75 and the average precision 0.8333.
 *
 * @param curve which area
 * @param ofEachClass whether it is the mean over classes
 * @param thresholds the number of steps; 0 for an exact area
 */
public record RankingScore(Curve curve, boolean ofEachClass, int thresholds) implements Metric {

    /** What the area is under. */
    public enum Curve {
        /** True against false positive rate, {@link RocCurve#area}. */
        ROC,
        /** Precision against recall in steps, {@link PrecisionRecallCurve#averagePrecision}. */
        PRECISION_RECALL
    }

    /** Checks the number. */
    public RankingScore {
        if (thresholds != 0 && thresholds < 2) {
            throw new IllegalArgumentException("thresholds must be at least 2, got " + thresholds);
        }
    }

    /** The mean over the classes. */
    public RankingScore macro() {
        return new RankingScore(curve, true, thresholds);
    }

    /** An approximation in constant memory; 200 is what Keras takes. */
    public RankingScore thresholds(int count) {
        return new RankingScore(curve, ofEachClass, count);
    }

    @Override
    public String name() {
        return (curve == Curve.ROC ? "rocAuc" : "averagePrecision")
                + (ofEachClass ? "_macro" : "")
                + (thresholds == 0 ? "" : "_" + thresholds + "_thresholds");
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "curve", Columns.lower(curve),
                "macro", Boolean.toString(ofEachClass),
                "thresholds", Integer.toString(thresholds));
    }

    @Override
    public void check(Loss loss) {
        Answers.requireClassification(name(), loss);
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        if (ofEachClass && loss.task() == Task.LABELS) {
            Answers.requireAllPositions(name(), "an output (N, ..., K)", loss, output);
        }
        requireScores(loss.task(), output);
    }

    /** Refuses scores that it cannot be computed from. */
    void requireScores(Task task, Shape scores) {
        int rank = scores.numDimensions();
        if (rank < 2 && (ofEachClass || task == Task.CLASSES)) {
            throw new IllegalArgumentException(name() + " needs an output (N, ..., K), got " + Shapes.text(scores));
        }
        if (task == Task.CLASSES && !ofEachClass && scores.get(rank - 1) != 2) {
            throw new IllegalArgumentException(name() + " of " + scores.get(rank - 1) + " classes needs macro()");
        }
    }

    @Override
    public ScoreForm wants() {
        // Probabilities near 1 would be rounded to equal ones.
        return ScoreForm.LOGITS;
    }

    @Override
    public Tally tally(Task task) {
        return new RankingTally(this, task);
    }
}
