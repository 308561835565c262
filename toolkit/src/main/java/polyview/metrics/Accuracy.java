package polyview.metrics;

import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/** See {@link Metric#accuracy()}. */
record Accuracy() implements Metric {

    static final String NAME = "accuracy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void check(Loss loss) {
        Answers.requireClassification(NAME, loss);
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public Tally tally(Task task) {
        return task == Task.CLASSES ? new OfClasses() : new OfLabels();
    }

    /** Each number is a decision of its own. */
    private static final class OfLabels extends MeanTally {
        @Override
        public void add(FloatArray scores, FloatArray targets) {
            float[] x = scores.values();
            float[] y = targets.values();
            Targets.requireOneForEach(x.length, NAME, scores, targets);
            for (int i = 0; i < y.length; i++) {
                add(!Float.isNaN(x[i]) && (x[i] > 0 ? 1 : 0) == Math.round(y[i]) ? 1 : 0);
            }
        }
    }

    /** The numbers along the last axis are one decision. */
    private static final class OfClasses extends MeanTally {
        @Override
        public void add(FloatArray scores, FloatArray targets) {
            float[] x = scores.values();
            float[] y = targets.values();
            int classes = scores.size(scores.shape().numDimensions() - 1);
            boolean oneForEachClass = targets.shape().equals(scores.shape());
            if (!oneForEachClass) {
                Targets.requireOneForEach(x.length / classes, NAME, scores, targets);
            }
            for (int i = 0; i < x.length / classes; i++) {
                float wanted = oneForEachClass ? Answers.largest(y, i * classes, classes) : y[i];
                add(Answers.largest(x, i * classes, classes) == wanted ? 1 : 0);
            }
        }
    }
}
