package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import polyview.data.FloatArray;

/**
 * A loss at some scores and targets, beside the same function in 64 bits.
 *
 * @param name for messages
 * @param loss what is tested
 * @param scores what the model would put out
 * @param targets what it should be
 * @param reference the plain function
 */
record LossCase(String name, Loss loss, FloatArray scores, FloatArray targets, Reference reference) {

    private static final double STEP = 1e-5;

    /** A loss of each sample in training, of flat scores. */
    interface Reference {
        double[] of(double[] scores, float[] targets);
    }

    /**
     * How far the loss is off.
     *
     * @param value of a sample's loss, relative to 1 plus the largest
     * @param gradient of the mean, relative to the largest gradient, or a hundredth of the largest loss where that is more
     */
    record Difference(double value, double gradient) {}

    /** The same for a reference that gives one number, the mean of the batch. */
    Difference differenceOfMean() {
        return difference(LossCase::ofMean);
    }

    /** With the mean in place of the losses. */
    static LossRun ofMean(LossRun run) {
        double[] all = new double[run.training().length];
        Arrays.setAll(all, i -> run.training()[i]);
        return new LossRun(run.perSample(), new float[] {(float) mean(all)}, run.gradient());
    }

    Difference difference() {
        return difference(run -> run);
    }

    /** The differences; the gradient of the reference is that of central differences. */
    private Difference difference(UnaryOperator<LossRun> seen) {
        LossRun run = seen.apply(LossRun.of(loss, scores, targets));
        double[] x = new double[scores.values().length];
        Arrays.setAll(x, i -> scores.values()[i]);
        double[] expected = reference.of(x, targets.values());
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double there = x[i];
            double step = STEP * Math.max(1, Math.abs(there));
            x[i] = there + step;
            double above = mean(reference.of(x, targets.values()));
            x[i] = there - step;
            double below = mean(reference.of(x, targets.values()));
            x[i] = there;
            gradient[i] = (above - below) / (2 * step);
        }
        return difference(run, expected, gradient);
    }

    static Difference difference(LossRun run, double[] expected, double[] gradient) {
        assertEquals(expected.length, run.training().length);
        double largest = largest(expected);
        double scale = Math.max(largest(gradient), largest / 100);
        return new Difference(off(run.training(), expected) / (1 + largest), off(run.gradient(), gradient) / scale);
    }

    private static double off(float[] got, double[] expected) {
        assertEquals(expected.length, got.length);
        double off = 0;
        for (int i = 0; i < got.length; i++) {
            assertTrue(Float.isFinite(got[i]), "not finite");
            off = Math.max(off, Math.abs(got[i] - expected[i]));
        }
        return off;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
