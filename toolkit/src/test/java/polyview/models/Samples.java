package polyview.models;

import java.util.List;
import java.util.SplittableRandom;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;
import polyview.layers.Activation;
import polyview.layers.BatchNormalization;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.Dropout;
import polyview.layers.DualConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;

/** Made data and small nets that the tests of models and training share. */
public final class Samples {

    private Samples() {}

    /** Uniform numbers in [-1, 1). */
    public static FloatArray uniform(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return FloatArray.of(values, shape);
    }

    /** Class indices. */
    public static FloatArray labels(long seed, int classes, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = uniform(seed, shape).values();
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(classes);
        }
        return FloatArray.of(values, shape);
    }

    /** Pairs of 6x6 gray images in two classes, without a rule behind them. */
    public static MemoryDataset pairs(int count) {
        return Dataset.of(List.of(uniform(1, count, 6, 6, 1), uniform(2, count, 6, 6, 1)), labels(3, 2, count));
    }

    /** Rows of numbers and labels, without a rule behind them. */
    public static MemoryDataset rows(int count, int features, int classes) {
        return Dataset.of(List.of(uniform(4, count, features)), labels(5, classes, count));
    }

    /** A net over pairs with everything in it that is random or changes without a gradient; not compiled. */
    public static Model pairNet(long seed) {
        var left = Input.image("left", 6, 6, 1);
        var right = Input.image("right", 6, 6, 1);
        var x = new DualConv2D(4, 3)
                .fusion(Fusion.multiply())
                .activation(Activation.RELU)
                .apply(left, right);
        x = new BatchNormalization().apply(x);
        x = new Conv2D(4, 3).apply(x);
        x = new Dropout(0.25).apply(x);
        x = new GlobalAveragePooling2D().apply(x);
        return new Model(List.of(left, right), new Dense(2).apply(x)).seed(seed);
    }

    /** One dense layer, named dense, over rows of numbers; not compiled. */
    public static Model denseNet(int features, int units) {
        var x = Input.of("x", features);
        return new Model(x, new Dense(units).name("dense").apply(x)).seed(11);
    }
}
