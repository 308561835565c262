package polyview.explain;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.losses.ScoreForm;
import polyview.losses.Task;
import polyview.models.Sensitivity;

/**
 * Which number of the scores is explained in each sample: {@code weight * scores[index] + offset}, or the log odds of one score against
 * the others.
 *
 * @param told in words
 * @param size the number of scores of a sample
 * @param odds whether it is log odds
 */
record Chosen(String told, int size, boolean odds, List<Integer> classes, int[] index, float[] weight, float[] offset) {

    static Chosen of(Decision decision, String output, Sensitivity sensitivity, FloatArray scores) {
        int samples = scores.size(0);
        int size = sensitivity.size();
        boolean twoClasses = size == 1 && sensitivity.task() == Task.LABELS;
        List<Integer> asked = decision.classes();
        if (asked.isEmpty()
                && size > 1
                && sensitivity.task() == Task.NUMBERS
                && sensitivity.form() == ScoreForm.OUTPUT
                && decision.model().engine().program().training().isPresent()) {
            throw new IllegalArgumentException(
                    "output " + output + " holds " + size + " numbers: say which with ofClass(0)");
        }
        boolean odds = decision.score() == Decision.Score.LOG_ODDS;
        if (odds
                && (sensitivity.form() != ScoreForm.LOGITS
                        || !sensitivity.task().isClassification())) {
            throw new IllegalArgumentException("log odds need the logits of classes, and output " + output
                    + " is not known to have them: compile the model with a loss for classes, or end it in a softmax or a"
                    + " sigmoid");
        }
        if (asked.size() > 1 && asked.size() != samples) {
            throw new IllegalArgumentException(
                    "classes must be one, or one for each of the " + samples + " samples, got " + asked.size());
        }
        Chosen chosen = new Chosen(
                told(asked, output, sensitivity, twoClasses, odds),
                size,
                odds && sensitivity.task() == Task.CLASSES && size > 1,
                new ArrayList<>(),
                new int[samples],
                new float[samples],
                new float[samples]);
        float middle = sensitivity.form() == ScoreForm.PROBABILITIES ? 0.5f : 0;
        for (int n = 0; n < samples; n++) {
            int wanted = asked.isEmpty()
                    ? twoClasses ? (scores.get(n, 0) >= middle ? 1 : 0) : largest(scores, n)
                    : asked.get(asked.size() == 1 ? 0 : n);
            int classes = twoClasses ? 2 : size;
            if (wanted < 0 || wanted >= classes) {
                throw new IllegalArgumentException("class must lie in [0, " + classes + "), got " + wanted);
            }
            boolean negative = twoClasses && wanted == 0;
            chosen.classes.add(wanted);
            chosen.index[n] = twoClasses ? 0 : wanted;
            chosen.weight[n] = negative ? -1 : 1;
            chosen.offset[n] = negative ? 2 * middle : 0;
        }
        return chosen;
    }

    private static String told(
            List<Integer> asked, String output, Sensitivity sensitivity, boolean twoClasses, boolean odds) {
        String what =
                switch (sensitivity.form()) {
                    case LOGITS -> odds ? "the log odds" : "the logit";
                    case PROBABILITIES -> "the probability";
                    case OUTPUT -> "the number";
                };
        boolean one = sensitivity.size() == 1 && !twoClasses;
        return what
                + (one ? "" : asked.isEmpty() ? " of the predicted class" : " of the class that was asked for")
                + " of output " + output;
    }

    private static int largest(FloatArray scores, int n) {
        int best = 0;
        for (int k = 0; k < scores.size(1); k++) {
            if (Float.isNaN(scores.get(n, k))) {
                throw new IllegalArgumentException("the score of sample " + n + " is NaN: there is nothing to explain");
            }
            best = scores.get(n, k) > scores.get(n, best) ? k : best;
        }
        return best;
    }

    /** Gradients of what is explained by the scores, at these scores of rows that are made of these samples. */
    FloatArray weights(FloatArray scores, int... samples) {
        FloatArray weights = FloatArray.zeros(Shape.of(samples.length, size));
        for (int i = 0; i < samples.length; i++) {
            int chosen = index[samples[i]];
            if (odds) {
                double others = logSumOfOthers(scores, i, chosen);
                for (int k = 0; k < size; k++) {
                    weights.set((float) -Math.exp(scores.get(i, k) - others), i, k);
                }
            }
            weights.set(weight[samples[i]], i, chosen);
        }
        return weights;
    }

    /** The number that is explained, in a row of scores that is made of a sample. */
    double score(FloatArray scores, int row, int sample) {
        int chosen = index[sample];
        double score = weight[sample] * scores.get(row, chosen) + offset[sample];
        return odds ? score - logSumOfOthers(scores, row, chosen) : score;
    }

    private double logSumOfOthers(FloatArray scores, int row, int chosen) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < size; k++) {
            largest = k == chosen ? largest : Math.max(largest, scores.get(row, k));
        }
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += k == chosen ? 0 : Math.exp(scores.get(row, k) - largest);
        }
        return largest + Math.log(sum);
    }
}
