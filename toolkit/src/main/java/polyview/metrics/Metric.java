package polyview.metrics;

import java.util.Map;
import polyview.base.Settings;
import polyview.data.FloatArray;
import polyview.losses.Loss;

/**
 * A number that tells how well a model does, computed in Java from what the model put out: the size of a batch never changes
 * its value.
 *
 * <p>The metrics of the toolkit are the static methods here, {@link NWayAccuracy} and {@link RocCurve}. A metric of your own
 * needs a name, which way it is better, and a tally; example, the root of the mean squared error:
 *
 * <pre>{@code
 * record Rmse() implements Metric {
 *     public String name() { return "rmse"; }
 *     public boolean higherIsBetter() { return false; }
 *     public Tally tally() {
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

    /** The name, as columns of tables have it. */
    String name();

    /** Which way is better: early stopping, the best variant and all verdicts go by it, never by the name. */
    boolean higherIsBetter();

    /** Refuses a loss that the number has no meaning for; takes all where nothing else is said. */
    default void check(Loss loss) {}

    /**
     * Whether the value depends on which samples follow each other: then it is refused over data of which a sample could not be read.
     * No, where nothing is said.
     */
    default boolean dependsOnOrder() {
        return false;
    }

    /**
     * The settings by name, such as {@code {among=20}}; those of a record where nothing else is said.
     *
     * <p>Name and settings together tell two metrics apart, in the directory of an experiment for example. Refused: {@code
     * metric f1 has the field threshold: make it a record, or override settings()}.
     */
    default Map<String, String> settings() {
        return Settings.ofRecordOrNoFields(this, "metric " + name());
    }

    /** A new count, for one pass over a data set. */
    Tally tally();

    /** Collects batches and gives the number. */
    interface Tally {
        /** Takes one batch: the scores that the loss saw, and the targets. */
        void add(FloatArray scores, FloatArray targets);

        /** The number so far; NaN before the first batch. */
        double value();
    }

    /**
     * The part of the decisions that are right.
     *
     * <p>With {@link Loss#softmaxCrossEntropy()} the largest score decides, the first of equal ones; with {@link
     * Loss#binaryCrossEntropy()} a score above 0, which is a probability above 1/2, is a yes.
     *
     * <p>Refused: {@code accuracy has no meaning with meanSquaredError}.
     *
     * <p>Example: scores ((1, 3), (2, 0)) and labels (1, 1) give 0.5.
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
