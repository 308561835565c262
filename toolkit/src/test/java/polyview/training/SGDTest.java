package polyview.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import polyview.optimizers.SGD;

/** Gradient descent against its formulas in doubles, step by step. */
@Tag("training")
class SGDTest {

    private static final int STEPS = 30;

    private static void follows(SGD sgd, IntToDoubleFunction rate) {
        List<double[]> path = LeastSquares.byModel(sgd, STEPS, rate);
        double[] w = path.get(0).clone();
        double[] v = new double[LeastSquares.WEIGHTS];
        for (int t = 1; t <= STEPS; t++) {
            double[] g = LeastSquares.gradient(w);
            for (int i = 0; i < w.length; i++) {
                // The rate is part of the velocity, as in Keras: past gradients keep the rate of their own step.
                double change = rate.applyAsDouble(t) * g[i];
                v[i] = sgd.momentum() * v[i] + change;
                w[i] -= sgd.nesterov() ? change + sgd.momentum() * v[i] : v[i];
            }
            assertArrayEquals(w, path.get(t), 2e-6, "step " + t);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0, false", "0.2, 0.9, false", "0.2, 0.9, true", "0.01, 0.5, true"})
    void followsTheFormula(double rate, double momentum, boolean nesterov) {
        follows(new SGD(rate, momentum, nesterov), t -> rate);
    }

    @Test
    void aChangedLearningRateTakesEffectAtOnce() {
        follows(new SGD(0.2), t -> t <= 10 ? 0.2 : 0.02);
        follows(new SGD(0.2, 0.9), t -> t <= 10 ? 0.2 : 0.02);
        follows(new SGD(0.2, 0.9, true), t -> t <= 10 ? 0.2 : 0.02);
    }

    @Test
    void defaultsAreThoseOfKeras() {
        assertEquals(new SGD(0.01, 0, false), new SGD());
        assertEquals(new SGD(0.1, 0, false), new SGD(0.1));
        assertEquals(new SGD(0.1, 0.9, false), new SGD(0.1, 0.9));
    }

    @Test
    void optionsAreChecked() {
        refused("learningRate must be positive, got -1.0", -1, 0, false);
        refused("momentum must lie in [0, 1), got 1.0", 0.1, 1, false);
        refused("momentum must lie in [0, 1) as a 32-bit float, got 0.99999999999", 0.1, 0.99999999999, false);
        refused("nesterov needs a momentum above 0", 0.1, 0, true);
    }

    private static void refused(String message, double rate, double momentum, boolean nesterov) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new SGD(rate, momentum, nesterov))
                        .getMessage());
    }
}
