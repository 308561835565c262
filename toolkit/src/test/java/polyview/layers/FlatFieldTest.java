package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** Dense2D finds the gain and the offset of every pixel of a made sensor, from raw frames and corrected ones. */
@Tag("layers")
class FlatFieldTest {

    private static final int FRAMES = 400;
    private static final int HEIGHT = 12;
    private static final int WIDTH = 10;
    private static final int PIXELS = HEIGHT * WIDTH;

    @Test
    void gainAndOffsetAreRecovered() {
        SplittableRandom random = new SplittableRandom(8);
        float[] gain = new float[PIXELS];
        float[] offset = new float[PIXELS];
        for (int p = 0; p < PIXELS; p++) {
            gain[p] = (float) random.nextDouble(0.7, 1.3);
            offset[p] = (float) random.nextDouble(-0.2, 0.2);
        }
        float[] raw = new float[FRAMES * PIXELS];
        float[] corrected = new float[FRAMES * PIXELS];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) random.nextDouble();
            // The noise is a tenth of the spread of the offsets.
            corrected[i] = raw[i] * gain[i % PIXELS] + offset[i % PIXELS] + (float) random.nextDouble(-0.02, 0.02);
        }
        Dataset frames = Dataset.of(
                List.of(FloatArray.of(raw, FRAMES, HEIGHT, WIDTH)), FloatArray.of(corrected, FRAMES, HEIGHT, WIDTH));
        var x = Input.of("raw", HEIGHT, WIDTH);
        try (var model = new Model(x, new Dense2D().name("flat_field").apply(x)).seed(4)) {
            model.compile(new Adam(0.03), Loss.meanSquaredError());
            model.fit(frames, Fit.epochs(30).batchSize(20).verbose(false));
            requireCorrelation("gain", gain, model.weights().get("flat_field/kernel"));
            requireCorrelation("offset", offset, model.weights().get("flat_field/bias"));
        }
    }

    private static void requireCorrelation(String what, float[] truth, FloatArray learned) {
        assertTrue(learned.shape().equals(Shape.of(HEIGHT, WIDTH)), what);
        double correlation = correlation(truth, learned.values());
        assertTrue(correlation > 0.99, "correlation of the " + what + " " + correlation);
    }

    private static double correlation(float[] truth, float[] learned) {
        DoubleArray a = centred(truth);
        DoubleArray b = centred(learned);
        return a.dot(b) / Math.sqrt(a.dot(a) * b.dot(b));
    }

    private static DoubleArray centred(float[] values) {
        DoubleArray all = DoubleArray.of(FloatArray.of(values, values.length));
        double mean = Arrays.stream(all.values()).average().orElseThrow();
        return all.map(value -> value - mean);
    }
}
