package polyview.metrics;

import java.util.Map;
import org.tensorflow.ndarray.Shape;
import polyview.base.Checks;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.losses.StructuralSimilarity;
import polyview.losses.Task;

/** See {@link Metric#ssim}. */
record ImageSimilarity(double maxValue) implements Metric {

    static final String NAME = "ssim";

    private static final double[] WINDOW = StructuralSimilarity.window();

    /** The window must lie in the image. */
    static final int LEAST = WINDOW.length;

    ImageSimilarity {
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
        ImagePairs.requireOutput(NAME, loss, output, WINDOW.length);
    }

    @Override
    public Tally tally(Task task) {
        return new MeanTally() {
            @Override
            public void add(FloatArray scores, FloatArray targets) {
                ImagePairs.require(NAME, scores, targets, WINDOW.length);
                int channels = scores.size(3);
                for (int i = 0; i < scores.size(0); i++) {
                    double sum = 0;
                    for (int c = 0; c < channels; c++) {
                        sum += ofChannel(scores, targets, i, c);
                    }
                    add(sum / channels);
                }
            }
        };
    }

    /** The mean over the windows of one channel of one image. */
    double ofChannel(FloatArray scores, FloatArray targets, int image, int channel) {
        int height = scores.size(1);
        int width = scores.size(2);
        int channels = scores.size(3);
        int pixels = height * width;
        double[][] maps = new double[4][pixels];
        for (int i = 0; i < pixels; i++) {
            int at = (image * pixels + i) * channels + channel;
            double x = scores.values()[at];
            double y = targets.values()[at];
            maps[0][i] = x;
            maps[1][i] = y;
            maps[2][i] = x * y;
            maps[3][i] = x * x + y * y;
        }
        for (int i = 0; i < maps.length; i++) {
            maps[i] = windows(maps[i], height, width);
        }
        double sum = 0;
        for (int i = 0; i < maps[0].length; i++) {
            sum += similarity(maps[0][i], maps[1][i], maps[2][i], maps[3][i]);
        }
        return sum / maps[0].length;
    }

    /** From means over a window: of x, of y, of their product, and of the sum of their squares. */
    private double similarity(double x, double y, double product, double squares) {
        double c1 = 0.01 * maxValue * (0.01 * maxValue);
        double c2 = 0.03 * maxValue * (0.03 * maxValue);
        double brightness = (2 * x * y + c1) / (x * x + y * y + c1);
        return brightness * (2 * (product - x * y) + c2) / (squares - x * x - y * y + c2);
    }

    /** Weighted means over the windows that lie in the image as a whole. */
    private static double[] windows(double[] map, int height, int width) {
        int down = height - WINDOW.length + 1;
        int across = width - WINDOW.length + 1;
        double[] rows = new double[down * width];
        for (int r = 0; r < WINDOW.length; r++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] += WINDOW[r] * map[i + r * width];
            }
        }
        double[] means = new double[down * across];
        for (int i = 0; i < down; i++) {
            for (int r = 0; r < WINDOW.length; r++) {
                for (int j = 0; j < across; j++) {
                    means[i * across + j] += WINDOW[r] * rows[i * width + j + r];
                }
            }
        }
        return means;
    }
}
