package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#meanAbsoluteError()}. */
record MeanAbsoluteError() implements Metric {

    static final String NAME = "meanAbsoluteError";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void check(Loss loss) {
        Answers.requireNumbers(NAME, loss);
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        Answers.requireTargetForEachNumber(NAME, loss, output);
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                Targets.requireOneForEach(scores.values().length, NAME, scores, targets);
                for (int i = 0; i < targets.values().length; i++) {
                    add(Math.abs((double) scores.values()[i] - targets.values()[i]));
                }
            }
        };
    }
}
