package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.data.FloatArray;

/** Where naive formulas overflow, lose all digits or divide by zero. */
@Tag("training")
class FarOutTest {

    private static final float[] FAR = {-1e4f, -100, -20, -1, 0, 1e-3f, 1, 20, 100, 1e4f};

    private static LossRun one(Loss loss, float x, float y) {
        return LossRun.of(loss, FloatArray.of(new float[] {x}, 1, 1), FloatArray.of(new float[] {y}, 1));
    }

    @Test
    void logCoshIsFiniteFarOutAndExactNearZero() {
        for (float x : FAR) {
            // log cosh x = |x| - log 2 beyond 20, and x^2 / 2 - x^4 / 12 near 0.
            double expected = Math.abs(x) > 15 ? Math.abs(x) - Math.log(2) : Math.log(Math.cosh(x));
            LossRun run = one(Loss.logCosh(), x, 0);
            assertEquals(expected, run.perSample()[0], 1e-6 * Math.max(expected, 1e-9), () -> "at " + x);
            assertEquals(Math.tanh(x), run.gradient()[0], 1e-6 * Math.max(Math.abs(Math.tanh(x)), 1e-9));
        }
        assertEquals(5e-9, one(Loss.logCosh(), 1e-4f, 0).perSample()[0], 1e-14);
    }

    @Test
    void focalLossesAreFiniteFarOut() {
        for (double gamma : new double[] {0, 0.5, 1, 2}) {
            for (float x : FAR) {
                for (float y : new float[] {0, 1}) {
                    double z = y == 1 ? x : -x;
                    double softplus = Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
                    double wrong = 1 / (1 + Math.exp(z));
                    double expected = Math.pow(wrong, gamma) * softplus;
                    LossRun run = one(Loss.binaryFocalCrossEntropy(gamma), x, y);
                    assertEquals(expected, run.perSample()[0], 1e-5 * (1e-3 + expected), () -> "at " + x);
                    assertTrue(Float.isFinite(run.gradient()[0]));
                    LossRun classes = LossRun.of(
                            Loss.softmaxFocalCrossEntropy(gamma, 1),
                            FloatArray.of(new float[] {0, x}, 1, 2),
                            FloatArray.of(new float[] {y}, 1));
                    assertEquals(expected, classes.perSample()[0], 1e-5 * (1e-2 + expected), () -> "at " + x);
                    assertTrue(Float.isFinite(classes.gradient()[0]) && Float.isFinite(classes.gradient()[1]));
                }
            }
        }
    }

    @Test
    void kinksAndZeroVectorsHaveGradients() {
        assertEquals(0, one(Loss.meanAbsoluteError(), 3, 3).gradient()[0]);
        assertEquals(-1, one(Loss.huber(1), -1e4f, 3).gradient()[0]);
        FloatArray zeros = FloatArray.of(new float[] {0, 0}, 1, 2);
        LossRun run = LossRun.of(Loss.cosineSimilarity(), zeros, FloatArray.of(new float[] {1, 0}, 1, 2));
        assertEquals(0, run.perSample()[0], 0f);
        assertTrue(Float.isFinite(run.gradient()[0]) && Float.isFinite(run.gradient()[1]));
        assertEquals(0, LossRun.of(Loss.cosineSimilarity(), zeros, zeros).perSample()[0], 0f);
    }

    @Test
    void theExamplesOfTheJavadoc() {
        FloatArray x = FloatArray.of(new float[] {1, 2}, 1, 2);
        FloatArray y = FloatArray.of(new float[] {1, 4}, 1, 2);
        assertEquals(1, LossRun.of(Loss.meanAbsoluteError(), x, y).perSample()[0]);
        assertEquals(0.75, LossRun.of(Loss.huber(1), x, y).perSample()[0]);
        assertEquals(0.6625, LossRun.of(Loss.logCosh(), x, y).perSample()[0], 5e-5);
        FloatArray right = FloatArray.of(new float[] {1, 0}, 1, 2);
        FloatArray slanted = FloatArray.of(new float[] {3, 4}, 1, 2);
        assertEquals(-0.6, LossRun.of(Loss.cosineSimilarity(), slanted, right).perSample()[0], 1e-7);
        assertEquals(0.0433, one(Loss.binaryFocalCrossEntropy(2, 0.25), 0, 1).perSample()[0], 5e-5);
        FloatArray zeros = FloatArray.of(new float[] {0, 0}, 1, 2);
        FloatArray label = FloatArray.of(new float[] {1}, 1);
        assertEquals(
                0.0433,
                LossRun.of(Loss.softmaxFocalCrossEntropy(2, 0.25), zeros, label).perSample()[0],
                5e-5);
        FloatArray three = FloatArray.of(new float[] {0, (float) Math.log(3)}, 1, 2);
        assertEquals(
                0.2877, LossRun.of(Loss.softmaxCrossEntropy(), three, label).perSample()[0], 5e-5);
        assertEquals(
                0.3975,
                LossRun.of(Loss.softmaxCrossEntropy().labelSmoothing(0.2), three, label)
                        .perSample()[0],
                5e-5);
        FloatArray shares = FloatArray.of(new float[] {0.3f, 0.7f}, 1, 2);
        assertEquals(
                0.6931,
                LossRun.of(Loss.softmaxCrossEntropy().targetProbabilities(), zeros, shares)
                        .perSample()[0],
                5e-5);
    }
}
