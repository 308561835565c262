package polyview.metrics;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * A score of decisions made of the counts TP, FP and FN over the whole epoch: precision, recall, F1, the intersection over union, the
 * Dice coefficient. {@link Metric#precision()} and the like make it.
 *
 * <p>What counts as a decision, and as a yes:
 *
 * <ul>
 *   <li>With a loss for labels, such as {@link Loss#binaryCrossEntropy()} or {@link Loss#dice()}, each number is a decision of its own,
 *       and a probability above 1/2 is a yes, or one above {@link #threshold}. All are counted together, so that IoU and Dice are
 *       those of all pixels of the epoch, not means over images. Of the targets, a number of 0.5 and more is a yes, whatever the threshold: so
 *       are the pixels of a soft mask that are covered by half or more.
 *   <li>With a loss for classes, such as {@link Loss#softmaxCrossEntropy()}, the largest score decides, the first of equal ones. Of two
 *       classes, class 1 is the yes; of more, say {@link #macro}, {@link #micro} or {@link #ofClass}.
 * </ul>
 *
 * <p>{@link #macro}, the mean over classes, takes those that are wanted or answered at least once, as scikit-learn does; with
 * labels it is the mean over the numbers along the last axis. {@link #micro} adds up the counts of all classes first; of one class of
 * several, micro precision, recall and F1 are the accuracy.
 *
 * <p>Where the denominator is 0 (a precision without any yes, a recall without a positive) scikit-learn warns and gives 0. Here it
 * is NaN, and a macro mean of which a part is NaN is NaN; {@link #zeroDivision} sets another value. F1, Dice and IoU of a class
 * that occurs are never NaN. A score that is NaN is no decision: the label is missed.
 *
 * <p>Positions that a loss leaves out ({@link Loss#ignoring}) are not counted; weights of samples and classes have no effect.
 *
 * <p>The column tells what was set: {@code f1}, {@code f1_macro}, {@code iou_class_3}, {@code precision_above_0.3}.
 *
 * <p>Refused: {@code f1 has no meaning with meanSquaredError}; {@code f1_macro_above_0.3 has no meaning with softmaxCrossEntropy}; {@code
 * f1 of 5 classes must say which: macro(), micro() or ofClass(k)}; {@code ofClass must be one of the classes 0 to 4, got 7}; {@code
 * iou_macro needs an output (N, ..., K), and the loss leaves out positions of it}, since labels that are left over have lost their
 * place; {@code threshold must lie between 0 and 1, got 1.0}; {@code zeroDivision must be 0, 1 or NaN, got 2.0}.
 *
 * <p>Example: labels (1, 1, 1, 0, 1, 0) and probabilities (0.9, 0.6, 0.8, 0.6, 0.3, 0.1) have TP 3, FP 1 and FN 1: precision, recall
 * and F1 are 0.75, IoU is 0.6.
 *
 * @param score which one
 * @param average over several classes; {@link Average#BINARY} for none
 * @param ofClass the class that is the yes, where it is not class 1 of two
 * @param threshold the probability from which on, exclusively, an answer is yes
 * @param zeroDivision the value of 0 / 0
 */
public record DecisionScore(Score score, Average average, OptionalInt ofClass, double threshold, double zeroDivision)
        implements Metric {

    /** Which score; each with its formula. */
    public enum Score {
        /** {@code TP / (TP + FP)}. */
        PRECISION,
        /** {@code TP / (TP + FN)}. */
        RECALL,
        /** {@code 2 TP / (2 TP + FP + FN)}. */
        F1,
        /** {@code TP / (TP + FP + FN)}. */
        IOU,
        /** The same formula as {@link #F1}; its name where masks are compared. */
        DICE
    }

    /** How the numbers of several classes become one. */
    public enum Average {
        /** One class, the yes, counts. */
        BINARY,
        /** The mean of the scores of the classes. */
        MACRO,
        /** The score of the counts of all classes. */
        MICRO
    }

    private static final double HALF = 0.5;

    /** Checks the numbers. */
    public DecisionScore {
        if (!((float) threshold > 0 && (float) threshold < 1)) {
            throw new IllegalArgumentException("threshold must lie between 0 and 1, got " + threshold);
        }
        if (zeroDivision != 0 && zeroDivision != 1 && !Double.isNaN(zeroDivision)) {
            throw new IllegalArgumentException("zeroDivision must be 0, 1 or NaN, got " + zeroDivision);
        }
        if (ofClass.isPresent() && (ofClass.getAsInt() < 0 || average != Average.BINARY)) {
            throw new IllegalArgumentException("ofClass must be a class from 0 on, without an average, got "
                    + ofClass.getAsInt() + " with " + average);
        }
    }

    static DecisionScore of(Score score) {
        return new DecisionScore(score, Average.BINARY, OptionalInt.empty(), HALF, Double.NaN);
    }

    /** The mean over the classes. */
    public DecisionScore macro() {
        return new DecisionScore(score, Average.MACRO, OptionalInt.empty(), threshold, zeroDivision);
    }

    /** Of the counts of all classes. */
    public DecisionScore micro() {
        return new DecisionScore(score, Average.MICRO, OptionalInt.empty(), threshold, zeroDivision);
    }

    /** Of one class against all others; of labels, the one with this index along the last axis. */
    public DecisionScore ofClass(int index) {
        return new DecisionScore(score, Average.BINARY, OptionalInt.of(index), threshold, zeroDivision);
    }

    /** A yes is a probability above this one; for labels, and for one class of several. */
    public DecisionScore threshold(double probability) {
        return new DecisionScore(score, average, ofClass, probability, zeroDivision);
    }

    /** The value of 0 / 0: 0 as in scikit-learn, 1, or NaN, as it is where nothing is said. */
    public DecisionScore zeroDivision(double value) {
        return new DecisionScore(score, average, ofClass, threshold, value);
    }

    boolean hasThreshold() {
        return threshold != HALF;
    }

    @Override
    public String name() {
        return Columns.lower(score)
                + (average == Average.BINARY ? "" : "_" + Columns.lower(average))
                + (ofClass.isPresent() ? "_class_" + ofClass.getAsInt() : "")
                + (hasThreshold() ? "_above_" + Columns.number(threshold) : "");
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(Map.of(
                "score", Columns.lower(score),
                "average", Columns.lower(average),
                "threshold", Double.toString(threshold),
                "zeroDivision", Double.toString(zeroDivision)));
        ofClass.ifPresent(k -> all.put("ofClass", Integer.toString(k)));
        return all;
    }

    @Override
    public void check(Loss loss) {
        boolean several = loss.task() == Task.CLASSES && average != Average.BINARY && hasThreshold();
        if (!loss.task().isClassification() || several) {
            throw Answers.noMeaning(name(), loss);
        }
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        if (loss.task() == Task.LABELS && needsPlaces()) {
            Answers.requireAllPositions(name(), "an output (N, ..., K)", loss, output);
        }
        requireScores(loss.task(), output);
    }

    /** Whether it matters where along the last axis a label stands. */
    boolean needsPlaces() {
        return average == Average.MACRO || ofClass.isPresent();
    }

    /** Refuses scores that it cannot be computed from. */
    void requireScores(Task task, Shape scores) {
        int rank = scores.numDimensions();
        if ((task == Task.CLASSES || needsPlaces()) && rank < 2) {
            throw new IllegalArgumentException(name() + " needs an output (N, ..., K), got " + Shapes.text(scores));
        }
        long classes = scores.get(rank - 1);
        if (task == Task.CLASSES && average == Average.BINARY && ofClass.isEmpty() && classes != 2) {
            throw new IllegalArgumentException(
                    name() + " of " + classes + " classes must say which: macro(), micro() or ofClass(k)");
        }
        if (ofClass.isPresent() && ofClass.getAsInt() >= classes) {
            throw new IllegalArgumentException(
                    "ofClass must be one of the classes 0 to " + (classes - 1) + ", got " + ofClass.getAsInt());
        }
    }

    @Override
    public ScoreForm wants() {
        // The sign of a logit is exact where a probability would be rounded to 1/2.
        return hasThreshold() ? ScoreForm.PROBABILITIES : ScoreForm.LOGITS;
    }

    @Override
    public Tally tally(Task task) {
        return new DecisionTally(this, task);
    }
}
