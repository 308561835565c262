package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyview.optimizers.Adam;

/** Adam against its formula in doubles, step by step. */
@Tag("training")
class AdamTest {

    private static final int STEPS = 30;
    private static final List<double[]> ONCE = LeastSquares.byModel(new Adam(0.05), STEPS, t -> 0.05);

    private static void follows(Adam adam, List<double[]> path, IntToDoubleFunction rate) {
        double[] w = path.get(0).clone();
        double[] m = new double[LeastSquares.WEIGHTS];
        double[] v = new double[LeastSquares.WEIGHTS];
        for (int t = 1; t < path.size(); t++) {
            double[] g = LeastSquares.gradient(w);
            for (int i = 0; i < w.length; i++) {
                m[i] += (g[i] - m[i]) * (1 - adam.beta1());
                v[i] += (g[i] * g[i] - v[i]) * (1 - adam.beta2());
                double alpha = rate.applyAsDouble(t)
                        * Math.sqrt(1 - Math.pow(adam.beta2(), t))
                        / (1 - Math.pow(adam.beta1(), t));
                w[i] -= alpha * m[i] / (Math.sqrt(v[i]) + adam.epsilon());
            }
            assertArrayEquals(w, path.get(t), 2e-5, "step " + t);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.001, 0.9, 0.999, 1e-7", "0.05, 0.9, 0.999, 1e-7", "0.05, 0.5, 0.9, 1e-3", "0.05, 0, 0.9, 0.1"})
    void followsTheFormula(double rate, double beta1, double beta2, double epsilon) {
        Adam adam = new Adam(rate, beta1, beta2, epsilon);
        follows(adam, LeastSquares.byModel(adam, STEPS, t -> rate), t -> rate);
    }

    @Test
    void aChangedLearningRateTakesEffectAtOnce() {
        IntToDoubleFunction rate = t -> t <= 10 ? 0.05 : 0.005;
        follows(new Adam(0.05), LeastSquares.byModel(new Adam(0.05), STEPS, rate), rate);
    }

    /** Powers that are updated beside the weights would differ from run to run. */
    @RepeatedTest(20)
    void everyRunGivesTheSameBits() {
        List<double[]> again = LeastSquares.byModel(new Adam(0.05), STEPS, t -> 0.05);
        for (int t = 0; t <= STEPS; t++) {
            assertArrayEquals(ONCE.get(t), again.get(t), "step " + t);
        }
    }

    @Test
    void defaultsAreThoseOfKeras() {
        assertEquals(new Adam(0.001, 0.9, 0.999, 1e-7), new Adam());
        assertEquals(new Adam(0.1, 0.9, 0.999, 1e-7), new Adam(0.1));
    }

    @Test
    void optionsAreChecked() {
        refused("learningRate must be positive, got 0.0", 0, 0.9, 0.999, 1e-7);
        refused("learningRate must be positive, got Infinity", Double.POSITIVE_INFINITY, 0.9, 0.999, 1e-7);
        refused("beta1 must lie in [0, 1), got 1.0", 0.1, 1, 0.999, 1e-7);
        refused("beta1 must lie in [0, 1) as a 32-bit float, got 0.99999999999", 0.1, 0.99999999999, 0.999, 1e-7);
        refused("beta2 must lie in [0, 1), got -0.5", 0.1, 0.9, -0.5, 1e-7);
        refused("epsilon must be positive, got NaN", 0.1, 0.9, 0.999, Double.NaN);
    }

    private static void refused(String message, double rate, double beta1, double beta2, double epsilon) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new Adam(rate, beta1, beta2, epsilon))
                        .getMessage());
    }
}
