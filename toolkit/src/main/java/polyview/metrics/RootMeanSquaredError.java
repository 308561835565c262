package polyview.metrics;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#rootMeanSquaredError()}. */
record RootMeanSquaredError() implements Metric {

    static final String NAME = "rootMeanSquaredError";

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
        return new Counted();
    }

    private static final class Counted implements Tally {

        private final MeanTally squares = new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                Targets.requireOneForEach(scores.values().length, NAME, scores, targets);
                for (int i = 0; i < targets.values().length; i++) {
                    double error = (double) scores.values()[i] - targets.values()[i];
                    add(error * error);
                }
            }
        };

        @Override
        public void add(FloatArray scores, FloatArray targets) {
            squares.add(scores, targets);
        }

        @Override
        public double value() {
            return Math.sqrt(squares.value());
        }

        @Override
        public Optional<double[]> state() {
            return squares.state();
        }

        @Override
        public void restore(double[] state) {
            squares.restore(state);
        }
    }
}
