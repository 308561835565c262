package polyview.metrics;

import java.util.Map;
import java.util.Optional;
import polyview.base.Settings;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * A number that tells how well a model does, computed in Java from the model's outputs. Its value does not depend on the batch
 * size.
 *
 * <p>The metrics of the toolkit are the static methods here, {@link NWayAccuracy} and {@link RocCurve}. A metric of your own
 * needs a name, which way it is better, and a tally; example, the root of the mean squared error:
 *
 * <pre>{@code
 * record Rmse() implements Metric {
 *     public String name() { return "rmse"; }
 *     public boolean higherIsBetter() { return false; }
 *     public Tally tally(Task task) {
 *         return new Tally() {
 *             private double sum;
 *             private long count;
 *             public void add(FloatArray scores, FloatArray targets) {
 *                 for (int i = 0; i < targets.values().length; i++) {
 *                     sum += Math.pow(scores.values()[i] - targets.values()[i], 2);
 *                     count++;
 *                 }
 *             }
 *             public double value() { return Math.sqrt(sum / count); }
 *         };
 *     }
 * }
 * model.compile(new Adam(), Loss.meanSquaredError(), new Rmse());
 * }</pre>
 */
public interface Metric {

    /** The name: that of its column in histories and tables. */
    String name();

    /**
     * Whether a larger value is better. Early stopping, the best variant and all verdicts follow it; nothing is guessed from the
     * name.
     */
    boolean higherIsBetter();

    /** Throws where the metric has no meaning with this loss; by default it takes every loss. */
    default void check(Loss loss) {}

    /**
     * Whether the value depends on the order of the samples; false by default. Such a metric is refused where a sample could not
     * be read, since the others then move up.
     */
    default boolean dependsOnOrder() {
        return false;
    }

    /**
     * The settings by name, such as {@code {among=20}}; by default the components of a record.
     *
     * <p>Name and settings together tell two metrics apart, in the directory of an experiment for example. Refused: {@code
     * metric f1 has the field threshold: make it a record, or override settings()}.
     */
    default Map<String, String> settings() {
        return Settings.ofRecordOrNoFields(this, "metric " + name());
    }

    /**
     * The form of the scores that the tally gets; by default {@link ScoreForm#OUTPUT}, what {@code predict} gives.
     *
     * <p>A metric that compares scores with a probability, such as 1/2, wants {@link ScoreForm#PROBABILITIES}, and gets them from
     * a model that ends in logits too. Refused when the model is compiled: {@code metric f1 wants PROBABILITIES, and whether
     * output distance holds logits or probabilities is not known: say so with fromLogits(true) or fromLogits(false) of loss
     * contrastive}.
     */
    default ScoreForm wants() {
        return ScoreForm.OUTPUT;
    }

    /**
     * A new, empty tally for one pass over a data set.
     *
     * @param task what the targets are
     */
    Tally tally(Task task);

    /** Collects batches and gives the number. */
    interface Tally {
        /** Takes one batch: the scores in the form that is wanted, and the targets. */
        void add(FloatArray scores, FloatArray targets);

        /** The number so far; NaN before the first batch. */
        double value();

        /**
         * What was counted, as numbers from which {@link #restore} makes the same count; empty by default.
         *
         * <p>A checkpoint in the middle of an epoch keeps it. Without it, a training that goes on from there tells NaN for this
         * metric at the end of that epoch, and says so.
         */
        default Optional<double[]> state() {
            return Optional.empty();
        }

        /** Makes an empty tally the one whose {@link #state} this is. */
        default void restore(double[] state) {
            throw new UnsupportedOperationException("this tally has no state");
        }
    }

    /**
     * The fraction of the decisions that are right.
     *
     * <p>With a loss for classes, such as {@link Loss#softmaxCrossEntropy()}, the largest score decides, the first of equal ones;
     * targets are class indices, or one number for each class, the largest of which is right. With a loss for labels, such as
     * {@link Loss#binaryCrossEntropy()}, a probability above 1/2, which is a logit above 0, is a yes.
     *
     * <p>Refused: {@code accuracy has no meaning with meanSquaredError}; what {@link #wants()} refuses.
     *
     * <p>Example: logits ((1, 3), (2, 0)) and classes (1, 1) give 0.5.
     */
    static Metric accuracy() {
        return new Accuracy();
    }

    /**
     * The mean of {@code |x - y|} over all numbers.
     *
     * <p>Refused: {@code meanAbsoluteError has no meaning with softmaxCrossEntropy}.
     *
     * <p>Example: (1, 2) against (1, 4) gives 1.
     */
    static Metric meanAbsoluteError() {
        return new MeanAbsoluteError();
    }
}
