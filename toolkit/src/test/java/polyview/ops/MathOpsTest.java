package polyview.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import polyview.base.Startup;

/** Values and gradients against the formulas of calculus. */
@Tag("layers")
class MathOpsTest {

    static {
        Startup.begin();
    }

    private static final float NAN = Float.NaN;
    private static final float INFINITE = Float.POSITIVE_INFINITY;

    private static void assertClose(float[] got, double... expected) {
        ConvolutionsTest.assertClose(expected, got);
    }

    @Test
    void xlogy() {
        OpRun got = OpRun.of(
                (tf, in) -> MathOps.xlogy(tf, in.get(0), in.get(1)),
                new float[] {1, 2, 3, 1, 1, 1},
                OpRun.Input.of(new float[] {2, -0.5f, 0, 0, 0, 0}, 6),
                OpRun.Input.of(new float[] {4, 0.1f, 3, 0, NAN, INFINITE}, 6));
        assertClose(got.output(), 2 * Math.log(4), -0.5 * Math.log(0.1), 0, 0, 0, 0);
        assertClose(got.gradients().get(0), Math.log(4), 2 * Math.log(0.1), 3 * Math.log(3), 0, 0, 0);
        assertClose(got.gradients().get(1), 2.0 / 4, 2 * -0.5 / 0.1, 0, 0, 0, 0);
    }

    @Test
    void xdivy() {
        OpRun got = OpRun.of(
                (tf, in) -> MathOps.xdivy(tf, in.get(0), in.get(1)),
                new float[] {1, 2, 3, 1, 1},
                OpRun.Input.of(new float[] {2, -0.5f, 0, 0, 0}, 5),
                OpRun.Input.of(new float[] {4, -0.5f, 3, 0, NAN}, 5));
        assertClose(got.output(), 0.5, 1, 0, 0, 0);
        assertClose(got.gradients().get(0), 1.0 / 4, 2 / -0.5, 3.0 / 3, 0, 0);
        assertClose(got.gradients().get(1), -2.0 / 16, 2 * 0.5 / 0.25, 0, 0, 0);
    }

    /** One number for a row of two: its gradient is the sum over the row. */
    @Test
    void shapesAreStretched() {
        OpRun got = OpRun.of(
                (tf, in) -> MathOps.xlogy(tf, in.get(0), in.get(1)),
                new float[] {1, 1},
                OpRun.Input.of(new float[] {3}, 1),
                OpRun.Input.of(new float[] {2, 5}, 2));
        assertClose(got.output(), 3 * Math.log(2), 3 * Math.log(5));
        assertClose(got.gradients().get(0), Math.log(2) + Math.log(5));
        assertClose(got.gradients().get(1), 3.0 / 2, 3.0 / 5);
    }

    @Test
    void theEuclideanNormHasAGradientAtZero() {
        OpRun got = OpRun.of(
                (tf, in) -> MathOps.euclideanNorm(tf, in.get(0)),
                new float[] {1, 2, 1},
                OpRun.Input.of(new float[] {3, 4, -5, 12, 0, 0}, 3, 2));
        assertClose(got.output(), 5, 13, 0);
        assertClose(got.gradients().get(0), 0.6, 0.8, 2 * -5.0 / 13, 2 * 12.0 / 13, 0, 0);
    }

    @Test
    void crossEntropyOfClassesByIndex() {
        OpRun got = OpRun.of(
                (tf, in) -> MathOps.sparseSoftmaxCrossEntropy(tf, in.get(0), tf.array(1, 2)),
                new float[] {1, 2},
                OpRun.Input.of(new float[] {0, 0, -50, 1, 2, 3}, 2, 3));
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        assertClose(got.output(), Math.log(2), Math.log(sum) - 3);
        assertClose(
                got.gradients().get(0),
                0.5,
                -0.5,
                0,
                2 * Math.exp(1) / sum,
                2 * Math.exp(2) / sum,
                2 * (Math.exp(3) / sum - 1));
    }

    @Test
    void aLabelThatIsNoClassGivesNaN() {
        OpRun got = OpRun.of(
                (tf, in) -> MathOps.sparseSoftmaxCrossEntropy(tf, in.get(0), tf.array(2, 0)),
                new float[] {1, 1},
                OpRun.Input.of(new float[] {0, 0, 0, 0}, 2, 2));
        assertEquals(NAN, got.output()[0]);
        assertEquals(Math.log(2), got.output()[1], 1e-6);
        float[] gradient = got.gradients().get(0);
        assertArrayEquals(new float[] {NAN, NAN, -0.5f, 0.5f}, gradient, 1e-6f);
    }

    @Test
    void crossEntropyNeedsTheNumberOfClasses() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var logits = tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, -1)));
            assertEquals(
                    "sparseSoftmaxCrossEntropy takes logits (N, K) with a known K, got (N, ?)",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> MathOps.sparseSoftmaxCrossEntropy(tf, logits, tf.array(0)))
                            .getMessage());
        }
    }
}
