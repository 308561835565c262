package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#folds()}. */
record Folds() implements Metric {

    static final String NAME = "folds";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        DisplacementFields.requireField(NAME, output, 2);
        Answers.requireAllPositions(NAME, "a field (N, H, W, 2)", loss, output);
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                DisplacementFields.requireField(NAME, scores.shape(), 2);
                // What is no number is no map that could be undone.
                DisplacementFields.jacobianDeterminants(scores, area -> add(area > 0 ? 0 : 1));
            }
        };
    }
}
