package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#endpointError()}. */
record EndpointError() implements Metric {

    static final String NAME = "endpointError";

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
        Answers.requireAllPositions(NAME, "vectors (N, ..., K)", loss, output);
        Answers.requireTargetsAsOutput(NAME, loss, output);
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                DisplacementFields.requireVectors(NAME, scores, targets);
                DisplacementFields.endpointErrors(scores, targets, this::add);
            }
        };
    }
}
