package polyview.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import polyview.data.Batch;
import polyview.data.FloatArray;
import polyview.layers.Dense;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Optimizer;

/** {@code y = x K + b} fitted to six rows: as a model, and in doubles, for the optimizers to be followed step by step. */
final class LeastSquares {

    static final int WEIGHTS = 8;
    private static final int ROWS = 6;
    private static final int IN = 3;
    private static final int OUT = 2;
    private static final FloatArray X = Samples.uniform(1, ROWS, IN);
    private static final FloatArray Y = Samples.uniform(2, ROWS, OUT);

    private LeastSquares() {}

    /** All weights after each step: the kernel row by row, then the bias; the start in front. */
    static List<double[]> byModel(Optimizer rule, int steps, IntToDoubleFunction rate) {
        var x = Input.of("x", IN);
        List<double[]> path = new ArrayList<>();
        try (var model = new Model(x, new Dense(OUT).name("dense").apply(x)).seed(3)) {
            model.compile(rule, Loss.meanSquaredError());
            path.add(weights(model));
            for (int t = 1; t <= steps; t++) {
                model.engine().learningRate(rate.applyAsDouble(t));
                model.engine().trainOnBatch(new Batch(List.of(X), List.of(Y)));
                path.add(weights(model));
            }
        }
        return path;
    }

    private static double[] weights(Model model) {
        FloatArray kernel = model.weights().get("dense/kernel");
        FloatArray bias = model.weights().get("dense/bias");
        double[] all = new double[WEIGHTS];
        for (int i = 0; i < IN * OUT; i++) {
            all[i] = kernel.values()[i];
        }
        all[6] = bias.get(0);
        all[7] = bias.get(1);
        return all;
    }

    /** The gradient of the mean over rows and columns of {@code (x K + b - y)^2}. */
    static double[] gradient(double[] w) {
        double[] gradient = new double[WEIGHTS];
        for (int n = 0; n < ROWS; n++) {
            for (int k = 0; k < OUT; k++) {
                double error = w[6 + k] - Y.get(n, k);
                for (int i = 0; i < IN; i++) {
                    error += X.get(n, i) * w[i * OUT + k];
                }
                double g = 2 * error / (ROWS * OUT);
                for (int i = 0; i < IN; i++) {
                    gradient[i * OUT + k] += g * X.get(n, i);
                }
                gradient[6 + k] += g;
            }
        }
        return gradient;
    }
}
