package polyview.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.Dense;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;
import polyview.optimizers.SGD;

/** Small nets learn made tasks, and do well on samples that they have not seen. */
@Tag("training")
class LearningTest {

    /** Points of the square; the label tells whether the signs differ, which no straight line separates. */
    private static MemoryDataset signs(long seed, int count) {
        FloatArray points = Samples.uniform(seed, count, 2);
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            labels[n] = points.get(n, 0) * points.get(n, 1) < 0 ? 1 : 0;
        }
        return Dataset.of(List.of(points), FloatArray.of(labels, count));
    }

    @Test
    void whetherTwoSignsDiffer() {
        var x = Input.of("x", 2);
        var y = new Dense(16).activation(Activation.TANH).apply(x);
        try (var model = new Model(x, new Dense(2).apply(y)).seed(1)) {
            model.compile(new Adam(0.03), Loss.softmaxCrossEntropy(), Metric.accuracy());
            model.fit(signs(1, 400), Fit.epochs(25).verbose(false));
            double accuracy = model.evaluate(signs(2, 400)).get("accuracy");
            assertTrue(accuracy > 0.93, "accuracy " + accuracy);
        }
    }

    /** Pairs of noise; label 1 where the second image is the first one, 0 where it is another. */
    private static MemoryDataset twins(long seed, int count) {
        FloatArray left = Samples.uniform(seed, count, 8, 8, 1);
        FloatArray right = Samples.uniform(seed + 1, count, 8, 8, 1);
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            labels[n] = n % 2;
            if (n % 2 == 1) {
                System.arraycopy(left.values(), n * 64, right.values(), n * 64, 64);
            }
        }
        return Dataset.of(List.of(left, right), FloatArray.of(labels, count));
    }

    @Test
    void whetherTwoImagesAreEqual() {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        var x = new DualConv2D(8, 3).fusion(Fusion.multiply()).apply(left, right);
        x = new GlobalAveragePooling2D().apply(x);
        x = new Dense(1).activation(Activation.SIGMOID).apply(x);
        try (var model = new Model(List.of(left, right), x).seed(1)) {
            model.compile(new Adam(0.02), Loss.binaryCrossEntropy(), Metric.accuracy());
            History history = model.fit(twins(10, 400), Fit.epochs(10).verbose(false));
            double accuracy = model.evaluate(twins(20, 400)).get("accuracy");
            assertTrue(accuracy > 0.95, "accuracy " + accuracy);
            double[] loss = history.get("loss");
            assertTrue(loss[9] < loss[0] / 3, "loss from " + loss[0] + " to " + loss[9]);
        }
    }

    @Test
    void aStraightLine() {
        var x = Input.of("x", 1);
        FloatArray points = Samples.uniform(1, 100, 1);
        float[] values = new float[100];
        for (int n = 0; n < 100; n++) {
            values[n] = 3 * points.get(n, 0) - 2;
        }
        try (var model = new Model(x, new Dense(1).name("line").apply(x)).seed(1)) {
            model.compile(new SGD(0.1, 0.9), Loss.meanSquaredError(), Metric.meanAbsoluteError());
            model.fit(
                    Dataset.of(List.of(points), FloatArray.of(values, 100)),
                    Fit.epochs(40).verbose(false));
            float slope = model.weights().get("line/kernel").get(0, 0);
            float offset = model.weights().get("line/bias").get(0);
            assertTrue(Math.abs(slope - 3) < 1e-3 && Math.abs(offset + 2) < 1e-3, slope + " x + " + offset);
        }
    }
}
