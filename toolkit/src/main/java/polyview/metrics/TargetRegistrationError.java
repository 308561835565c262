package polyview.metrics;

import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#targetRegistrationError()}. */
record TargetRegistrationError() implements Metric {

    static final String NAME = "targetRegistrationError";

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
        DisplacementFields.requireField(NAME, output, 1);
        Shape points = loss.targetShape(output);
        if (points.numDimensions() != 2 || points.get(1) != 4) {
            throw new IllegalArgumentException(NAME
                    + " needs a loss whose targets are points (N, P, 4), as Loss.targetRegistrationError(), and those of "
                    + loss.name() + " are " + Shapes.text(points.prepend(-1)));
        }
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                DisplacementFields.requirePoints(NAME, scores, targets);
                DisplacementFields.registrationErrors(scores, targets, this::add);
            }
        };
    }
}
