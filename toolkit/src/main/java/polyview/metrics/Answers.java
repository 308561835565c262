package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** What is wanted and what is answered at each position of a batch. */
final class Answers {

    /** The answer where a score is NaN: no decision. */
    static final int NONE = -1;

    private Answers() {}

    /** Takes positions one after another. */
    interface Taker {
        void take(int wanted, int answer);
    }

    /** Refuses losses that know no right and wrong: {@code f1 has no meaning with meanSquaredError}. */
    static void requireClassification(String metric, Loss loss) {
        if (!loss.task().isClassification()) {
            throw noMeaning(metric, loss);
        }
    }

    /** Refuses losses whose targets are no numbers to compare with: {@code r2 has no meaning with softmaxCrossEntropy}. */
    static void requireNumbers(String metric, Loss loss) {
        if (loss.task().isClassification() || loss.task() == Task.EMBEDDINGS) {
            throw noMeaning(metric, loss);
        }
    }

    /** Refuses losses that leave out positions: what is left has lost its place, and comes as {@code (M)}. */
    static void requireAllPositions(String metric, String needs, Loss loss, Shape output) {
        if (loss.targets(output).ignored().isPresent()) {
            throw new IllegalArgumentException(
                    metric + " needs " + needs + ", and the loss leaves out positions of it");
        }
    }

    /**
     * Refuses losses whose targets have another shape than the output: {@code endpointError needs targets of the shape of the output, (N, 8, 8,
     * 2), and those of targetRegistrationError are (N, ?, 4)}.
     */
    static void requireTargetsAsOutput(String metric, Loss loss, Shape output) {
        Shape targets = loss.targetShape(output).prepend(-1);
        if (!targets.isCompatibleWith(output)) {
            throw otherTargets(metric, loss, output, targets);
        }
    }

    /** Refuses losses whose targets are known not to be one for each number of the output; in what shape they come is theirs. */
    static void requireTargetForEachNumber(String metric, Loss loss, Shape output) {
        Shape wanted = output.tail();
        Shape targets = loss.targetShape(output);
        boolean known = !wanted.hasUnknownDimension() && !targets.hasUnknownDimension();
        boolean fits = known
                ? wanted.size() == targets.size()
                : wanted.numDimensions() != targets.numDimensions() || wanted.isCompatibleWith(targets);
        if (!fits) {
            throw otherTargets(metric, loss, output, targets.prepend(-1));
        }
    }

    private static IllegalArgumentException otherTargets(String metric, Loss loss, Shape output, Shape targets) {
        return new IllegalArgumentException(metric + " needs targets of the shape of the output, " + Shapes.text(output)
                + ", and those of " + loss.name() + " are " + Shapes.text(targets));
    }

    static IllegalArgumentException noMeaning(String metric, Loss loss) {
        return new IllegalArgumentException(metric + " has no meaning with " + loss.name());
    }

    /** The index of the largest value, the first of equal ones; {@link #NONE} where it is NaN. */
    static int largest(float[] x, int from, int count) {
        int best = 0;
        for (int k = 1; k < count; k++) {
            if (x[from + k] > x[from + best]) {
                best = k;
            }
        }
        return Float.isNaN(x[from + best]) ? NONE : best;
    }

    /** The number of classes of these scores. */
    static int classes(String metric, FloatArray scores) {
        int rank = scores.shape().numDimensions();
        if (rank < 2) {
            throw new IllegalArgumentException(
                    metric + " needs scores (N, ..., K) of classes, got " + Shapes.text(scores.shape()));
        }
        return scores.size(rank - 1);
    }

    /**
     * The wanted class of each position; targets are indices, or a number for each class, the largest of which is wanted.
     *
     * <p>Refused: {@code f1: label must be one of the classes 0 to 9, got 10.0}.
     */
    static int[] wanted(String metric, FloatArray scores, FloatArray targets) {
        int classes = classes(metric, scores);
        int[] wanted = new int[scores.values().length / classes];
        float[] y = targets.values();
        if (targets.shape().equals(scores.shape())) {
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = requireClass(metric, classes, largest(y, i * classes, classes));
            }
            return wanted;
        }
        Targets.requireOneForEach(wanted.length, metric, scores, targets);
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = requireClass(metric, classes, y[i]);
        }
        return wanted;
    }

    static int requireClass(String metric, int classes, float label) {
        if (!(label >= 0 && label < classes) || label != (int) label) {
            throw new IllegalArgumentException(
                    metric + ": label must be one of the classes 0 to " + (classes - 1) + ", got " + label);
        }
        return (int) label;
    }

    /** The numbers along the last axis are one decision for one of these classes. */
    static void ofClasses(String metric, FloatArray scores, FloatArray targets, Taker taker) {
        int[] wanted = wanted(metric, scores, targets);
        int classes = classes(metric, scores);
        for (int i = 0; i < wanted.length; i++) {
            taker.take(wanted[i], largest(scores.values(), i * classes, classes));
        }
    }

    /** Each number is a decision of its own: 1 for yes, which is a score above the threshold, and 0 for no. */
    static void ofLabels(String metric, float threshold, FloatArray scores, FloatArray targets, Taker taker) {
        float[] x = scores.values();
        float[] y = targets.values();
        Targets.requireOneForEach(x.length, metric, scores, targets);
        for (int i = 0; i < y.length; i++) {
            taker.take(isYes(y[i]) ? 1 : 0, yesOrNo(x[i], threshold));
        }
    }

    /** A label between 0 and 1 is what it is nearer to; 1/2 is a yes. */
    static boolean isYes(float label) {
        return Math.round(label) == 1;
    }

    static int yesOrNo(float score, float threshold) {
        return Float.isNaN(score) ? NONE : score > threshold ? 1 : 0;
    }
}
