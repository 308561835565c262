package polyview.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#r2()}. */
record R2() implements Metric {

    static final String NAME = "r2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("outputs", "uniform_average");
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

        private long count;
        /**
         * Four numbers for each output: the first target, the mean of the targets as seen from there, their squared distances from
         * it, and the squared errors.
         */
        private double[] sums = {};

        @Override
        public void add(FloatArray scores, FloatArray targets) {
            float[] x = scores.values();
            float[] y = targets.values();
            Targets.requireOneForEach(x.length, NAME, scores, targets);
            if (x.length == 0) {
                return;
            }
            int outputs = y.length / targets.size(0);
            if (count == 0) {
                sums = new double[4 * outputs];
            } else if (sums.length != 4 * outputs) {
                throw new IllegalArgumentException(
                        NAME + " needs samples of one shape, got targets " + Shapes.text(targets.shape())
                                + " behind samples of " + Shapes.count(sums.length / 4, "number"));
            }
            for (int i = 0; i < y.length; i++) {
                int k = i % outputs;
                if (k == 0) {
                    count++;
                }
                take(4 * k, y[i], x[i] - (double) y[i]);
            }
        }

        /** Welford's step, from the first target on: no large numbers are subtracted, and a constant has the variance 0. */
        private void take(int at, double target, double error) {
            if (count == 1) {
                sums[at] = target;
            }
            double shifted = target - sums[at];
            double before = shifted - sums[at + 1];
            sums[at + 1] += before / count;
            sums[at + 2] += before * (shifted - sums[at + 1]);
            sums[at + 3] += error * error;
        }

        @Override
        public double value() {
            double sum = 0;
            for (int at = 0; at < sums.length; at += 4) {
                double spread = sums[at + 2];
                double errors = sums[at + 3];
                sum += spread != 0 ? 1 - errors / spread : errors == 0 ? 1 : 0;
            }
            return count < 2 ? Double.NaN : sum / (sums.length / 4);
        }

        @Override
        public Optional<double[]> state() {
            double[] state = Arrays.copyOf(sums, sums.length + 1);
            state[sums.length] = count;
            return Optional.of(state);
        }

        @Override
        public void restore(double[] state) {
            sums = Arrays.copyOf(state, state.length - 1);
            count = (long) state[state.length - 1];
        }
    }
}
