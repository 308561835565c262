package polyview.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.SGD;

/** One step of gradient descent with rate 1 on {@code y = x I + b}: the bias shows the gradient by the output. */
@Tag("training")
class LossGradientTest {

    private static final float[] GRID = {-1e4f, -100, -3, -0.5f, 0, 0.25f, 2, 100, 1e4f};

    private static Model identity(int features, Loss loss) {
        var x = Input.of("x", features);
        var model = new Model(x, new Dense(features).name("dense").apply(x)).seed(1);
        return model.compile(new SGD(1), loss);
    }

    /** The change of kernel and bias by one step. */
    private static Map<String, FloatArray> step(Model model, FloatArray x, FloatArray y) {
        int features = x.size(1);
        FloatArray eye = FloatArray.zeros(Shape.of(features, features));
        for (int i = 0; i < features; i++) {
            eye.set(1, i, i);
        }
        model.setWeights(Map.of("dense/kernel", eye, "dense/bias", FloatArray.zeros(Shape.of(features))));
        model.engine().trainOnBatch(new Batch(List.of(x), List.of(y)));
        return model.weights();
    }

    private static void bias(double[] expectedGradient, Map<String, FloatArray> after) {
        float[] bias = after.get("dense/bias").values();
        for (int i = 0; i < bias.length; i++) {
            assertEquals(-expectedGradient[i], bias[i], 1e-6 * (1 + Math.abs(expectedGradient[i])));
        }
    }

    @Test
    void softmaxCrossEntropy() {
        try (var model = identity(3, Loss.softmaxCrossEntropy())) {
            for (float a : GRID) {
                for (float b : GRID) {
                    float[] x = {a, b, 0.5f};
                    double[] gradient = new double[3];
                    for (int k = 0; k < 3; k++) {
                        // softmax(x)[k] = exp(-(-log softmax(x)[k]))
                        gradient[k] = Math.exp(-LossTest.softmaxCrossEntropy(x, k)) - (k == 1 ? 1 : 0);
                    }
                    bias(gradient, step(model, FloatArray.of(x, 1, 3), FloatArray.of(new float[] {1}, 1)));
                }
            }
        }
    }

    @Test
    void binaryCrossEntropy() {
        try (var model = identity(1, Loss.binaryCrossEntropy())) {
            for (float x : GRID) {
                for (float y : new float[] {0, 0.3f, 1}) {
                    double[] gradient = {1 / (1 + Math.exp(-x)) - y};
                    bias(
                            gradient,
                            step(model, FloatArray.of(new float[] {x}, 1, 1), FloatArray.of(new float[] {y}, 1)));
                }
            }
        }
    }

    @Test
    void meanSquaredErrorWithTheKernel() {
        FloatArray x = FloatArray.of(new float[] {1, 2, -3, 0.5f}, 2, 2);
        FloatArray y = FloatArray.of(new float[] {0, 1, 1, 1}, 2, 2);
        try (var model = identity(2, Loss.meanSquaredError())) {
            Map<String, FloatArray> after = step(model, x, y);
            // 2 (x - y) / 4: (0.5, 0.5) and (-2, -0.25).
            bias(new double[] {-1.5, 0.25}, after);
            // I - x^T g: x^T g = ((0.5 + 6, 0.5 + 0.75), (1 - 1, 1 - 0.125)).
            float[] kernel = {1 - 6.5f, -1.25f, 0, 1 - 0.875f};
            assertEquals(FloatArray.of(kernel, 2, 2), after.get("dense/kernel"));
        }
    }
}
