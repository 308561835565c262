package polyview.optimizers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import polyview.data.FloatArray;
import polyview.layers.Conv2D;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.LayerNormalization;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;

/** A net with weights of several shapes, and gradients that are drawn. */
final class Nets {

    private Nets() {}

    /** Weights (3, 3, 2, 5), (5), (5), (5), (5, 3) and (3), some of them biases, gammas and betas. */
    static Model mixed(Optimizer optimizer) {
        var x = Input.image("x", 4, 4, 2);
        var y = new Conv2D(5, 3).name("conv").apply(x);
        y = new LayerNormalization().name("norm").apply(y);
        y = new GlobalAveragePooling2D().apply(y);
        return new Model(x, new Dense(3).name("dense").apply(y)).seed(5).compile(optimizer, Loss.softmaxCrossEntropy());
    }

    /** Normal numbers of spread 0.7 around a mean of each number's own, so that moments have a direction. */
    static Map<String, FloatArray> gradients(Map<String, FloatArray> weights, int step) {
        SplittableRandom random = new SplittableRandom(1000 + step);
        SplittableRandom means = new SplittableRandom(7);
        Map<String, FloatArray> gradients = new LinkedHashMap<>();
        weights.forEach((path, weight) -> {
            float[] values = new float[weight.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (means.nextDouble(-1, 1) + 0.7 * random.nextGaussian());
            }
            gradients.put(path, FloatArray.of(values, weight.shape().asArray()));
        });
        return gradients;
    }
}
