package polyview.metrics;

import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.ScoreForm;
import polyview.losses.Task;

/** See {@link Metric#topKAccuracy}. */
record TopKAccuracy(int k) implements Metric {

    TopKAccuracy {
        Checks.requirePositive("k", k);
    }

    @Override
    public String name() {
        return "top" + k + "Accuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("k", Integer.toString(k));
    }

    @Override
    public void check(Loss loss) {
        if (loss.task() != Task.CLASSES) {
            throw Answers.noMeaning(name(), loss);
        }
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        if (output.numDimensions() > 1) {
            requireMore(output.get(output.numDimensions() - 1));
        }
    }

    private void requireMore(long classes) {
        if (classes <= k) {
            throw new IllegalArgumentException(
                    name() + " needs more than " + k + " classes: it is always 1 of " + classes);
        }
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                int classes = Answers.classes(name(), scores);
                requireMore(classes);
                int[] wanted = Answers.wanted(name(), scores, targets);
                for (int i = 0; i < wanted.length; i++) {
                    add(isAmongFirst(scores.values(), i * classes, classes, wanted[i]) ? 1 : 0);
                }
            }
        };
    }

    private boolean isAmongFirst(float[] x, int from, int classes, int wanted) {
        float own = x[from + wanted];
        int before = 0;
        for (int j = 0; j < classes; j++) {
            if (Float.isNaN(x[from + j])) {
                return false;
            }
            before += x[from + j] > own || x[from + j] == own && j < wanted ? 1 : 0;
        }
        return before < k;
    }
}
