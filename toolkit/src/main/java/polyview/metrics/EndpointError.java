package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
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
        Shape targets = loss.targetShape(output);
        if (targets.numDimensions() != output.numDimensions() - 1) {
            throw new IllegalArgumentException(
                    NAME + " needs targets of the shape of the output, " + Shapes.text(output) + ", and those of "
                            + loss.name() + " are " + Shapes.text(targets.prepend(-1)));
        }
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
