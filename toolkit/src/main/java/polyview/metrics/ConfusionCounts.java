package polyview.metrics;

import java.util.OptionalDouble;
import polyview.base.Checks;
import polyview.data.FloatArray;

/**
 * How often each class was answered where each was wanted, counted batch by batch: a confusion matrix of data whose predictions do
 * not fit into memory, such as the pixels of many images. {@code Plots.confusionMatrix} draws it and makes a table of it.
 *
 * <pre>{@code
 * var counts = ConfusionCounts.ofClasses(3);
 * try (Epoch pass = test.epoch(32, Order.asStored())) {
 *     while (pass.hasNext()) {
 *         Batch batch = pass.next();
 *         counts.add(model.engine().predictOnBatch(batch.inputs()).get(0), batch.targets().get(0));
 *     }
 * }
 * Plots.confusionMatrix(counts, List.of("sky", "street", "car"))
 * }</pre>
 *
 * <p>Refused: {@code classes must be at least 2, got 1}; {@code threshold must be finite, got NaN}; {@code confusion needs 3 scores for
 * each target, got 4}; {@code confusion: label must be one of the classes 0 to 2, got 3.0}; {@code confusion: scores must not be NaN}.
 *
 * <p>Example: labels (0, 0, 1) and scores ((2, 1), (0, 3), (1, 4)): {@code count(0, 0)}, {@code count(0, 1)} and {@code count(1, 1)} are 1.
 */
public final class ConfusionCounts {

    private static final String NAME = "confusion";

    private final long[][] counts;
    private final OptionalDouble threshold;
    private final OptionalDouble ignored;

    private ConfusionCounts(int classes, OptionalDouble threshold, OptionalDouble ignored) {
        this.counts = new long[classes][classes];
        this.threshold = threshold;
        this.ignored = ignored;
    }

    /** Of so many classes: the largest score decides, the first of equal ones. */
    public static ConfusionCounts ofClasses(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be at least 2, got " + classes);
        }
        return new ConfusionCounts(classes, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Of no and yes, classes 0 and 1: a score above the threshold is a yes; 0 for logits, 0.5 for probabilities. */
    public static ConfusionCounts ofLabels(double threshold) {
        Checks.requireFinite("threshold", threshold);
        return new ConfusionCounts(2, OptionalDouble.of(threshold), OptionalDouble.empty());
    }

    /** The same, still empty, without positions of this target: see {@link polyview.losses.Loss#ignoring}. */
    public ConfusionCounts ignoring(double target) {
        return new ConfusionCounts(counts.length, threshold, OptionalDouble.of(target));
    }

    /**
     * Takes a batch.
     *
     * @param scores (N, ..., K), logits or probabilities; with a threshold the shape of the targets
     * @param targets (N, ...), the indices of the classes
     */
    public void add(FloatArray scores, FloatArray targets) {
        float[] x = scores.values();
        float[] y = targets.values();
        int width = threshold.isPresent() ? 1 : counts.length;
        Targets.requireOneForEach(x.length / width, NAME, scores, targets);
        if (width > 1 && Answers.classes(NAME, scores) != width) {
            throw new IllegalArgumentException(
                    NAME + " needs " + width + " scores for each target, got " + Answers.classes(NAME, scores));
        }
        for (int i = 0; i < y.length; i++) {
            if (isIgnored(y[i])) {
                continue;
            }
            int answer = threshold.isPresent()
                    ? Answers.yesOrNo(x[i], (float) threshold.getAsDouble())
                    : Answers.largest(x, i * width, width);
            if (answer == Answers.NONE) {
                throw new IllegalArgumentException(NAME + ": scores must not be NaN");
            }
            counts[Answers.requireClass(NAME, counts.length, y[i])][answer]++;
        }
    }

    private boolean isIgnored(float target) {
        return ignored.isPresent()
                && (target == (float) ignored.getAsDouble()
                        || Float.isNaN(target) && Double.isNaN(ignored.getAsDouble()));
    }

    /** The number of classes. */
    public int classes() {
        return counts.length;
    }

    /** How often this class was answered where that one was wanted. */
    public long count(int wanted, int answered) {
        return counts[wanted][answered];
    }
}
