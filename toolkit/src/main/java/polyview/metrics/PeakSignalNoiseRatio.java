package polyview.metrics;

import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.Task;

/** See {@link Metric#psnr}. */
record PeakSignalNoiseRatio(double maxValue) implements Metric {

    static final String NAME = "psnr";

    PeakSignalNoiseRatio {
        Checks.requirePositive("maxValue", maxValue);
    }

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
        return Map.of("maxValue", Double.toString(maxValue));
    }

    @Override
    public void check(Loss loss) {
        Answers.requireNumbers(NAME, loss);
    }

    @Override
    public void checkOutput(Loss loss, Shape output) {
        ImagePairs.requireOutput(NAME, loss, output, 1);
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                ImagePairs.require(NAME, scores, targets, 1);
                int count = scores.size(0);
                for (int i = 0; i < count; i++) {
                    add(ofImage(scores.values(), targets.values(), i, scores.values().length / count));
                }
            }
        };
    }

    private double ofImage(float[] x, float[] y, int image, int size) {
        double squares = 0;
        for (int i = image * size; i < (image + 1) * size; i++) {
            double error = (double) x[i] - y[i];
            squares += error * error;
        }
        return 10 * Math.log10(maxValue * maxValue * size / squares);
    }
}
