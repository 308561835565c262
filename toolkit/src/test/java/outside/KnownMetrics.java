package outside;

import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.losses.Task;
import polyview.metrics.MeanTally;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;
import polyview.training.Callback;

/** Models and data with which a metric has the value that a test names: no name tells which way it is better. */
final class KnownMetrics {

    private KnownMetrics() {}

    /** The mean of the outputs. */
    record Mean(String name, boolean higherIsBetter) implements Metric {
        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Tally tally(Task task) {
            return new Outputs();
        }
    }

    private static final class Outputs extends MeanTally {
        @Override
        public void add(FloatArray scores, FloatArray targets) {
            for (float score : scores.values()) {
                add(score);
            }
        }
    }

    /** Gives {@code value + slope x}, whatever it is trained on: its steps are too short to change a weight. */
    static Model model(double value, double slope, Metric... metrics) {
        var x = Input.of("x", 1);
        var model = new Model(x, new Dense(1).name("out").apply(x));
        model.setWeights(weights(value, slope));
        return model.compile(new SGD(1e-30), Loss.meanSquaredError(), metrics);
    }

    private static Map<String, FloatArray> weights(double value, double slope) {
        return Map.of(
                "out/kernel",
                FloatArray.of(new float[] {(float) slope}, 1, 1),
                "out/bias",
                FloatArray.of(new float[] {(float) value}, 1));
    }

    /** One sample with this x. */
    static MemoryDataset at(double x) {
        return new MemoryDataset(
                List.of(FloatArray.of(new float[] {(float) x}, 1, 1)), List.of(FloatArray.of(new float[1], 1)));
    }

    /** Sets the model so that it gives one value after another, one in each epoch. */
    static Callback giving(double... values) {
        return new Callback() {
            @Override
            public void onBatchEnd(Run run) {
                run.engine().setWeights(weights(values[run.epoch() - 1], 0));
            }
        };
    }
}
