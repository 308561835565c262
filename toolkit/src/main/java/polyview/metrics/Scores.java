package polyview.metrics;

import java.util.function.DoubleUnaryOperator;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/**
 * The scores of one output, which can be converted to the form that a metric wants.
 *
 * <p>Example: the logits (0, 2) of a model that ends in a sigmoid give (0.5, 0.8808) as {@link ScoreForm#OUTPUT} and as {@link
 * ScoreForm#PROBABILITIES}.
 *
 * @param values {@code (N, ...)}
 * @param form what the values are; {@link ScoreForm#OUTPUT} where it is not known whether they are logits or probabilities
 * @param output the form of what {@code predict} gives
 * @param task what the targets are; it decides between softmax and sigmoid
 */
public record Scores(FloatArray values, ScoreForm form, ScoreForm output, Task task) {

    /** The same in another form; refused: {@code it is not known whether these scores are logits or probabilities}. */
    public FloatArray as(ScoreForm wanted) {
        ScoreForm aim = wanted == ScoreForm.OUTPUT ? output : wanted;
        if (aim == form) {
            return values;
        }
        if (form == ScoreForm.OUTPUT || aim == ScoreForm.OUTPUT || !task.isClassification()) {
            throw new IllegalArgumentException("it is not known whether these scores are logits or probabilities");
        }
        if (aim == ScoreForm.LOGITS) {
            return each(task == Task.CLASSES ? Math::log : p -> Math.log(p / (1 - p)));
        }
        return task == Task.CLASSES ? softmax() : each(x -> 1 / (1 + Math.exp(-x)));
    }

    private FloatArray each(DoubleUnaryOperator formula) {
        float[] from = values.values();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) formula.applyAsDouble(from[i]);
        }
        return FloatArray.of(to, values.shape());
    }

    private FloatArray softmax() {
        float[] x = values.values();
        float[] p = new float[x.length];
        int classes = values.size(values.shape().numDimensions() - 1);
        for (int from = 0; from < x.length; from += classes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                largest = Math.max(largest, x[from + k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(x[from + k] - largest);
            }
            for (int k = 0; k < classes; k++) {
                p[from + k] = (float) (Math.exp(x[from + k] - largest) / sum);
            }
        }
        return FloatArray.of(p, values.shape());
    }
}
