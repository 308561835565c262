package polyview.ops;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.base.Startup;

/** The op alone, by hand; the layers that use it are held against plain Java and PyTorch. */
@Tag("layers")
class SamplingTest {

    static {
        Startup.begin();
    }

    /** ((1, 3)) at column 0.75, at 1.5 and far outside. */
    @Test
    void exampleOfTheDocumentation() {
        float[] columns = {0.75f, 1.5f, -7};
        OpRun zeros = OpRun.of(
                (tf, in) -> Sampling.withZerosOutside(tf, in.get(0), in.get(1), in.get(2)),
                new float[] {1, 10, 100},
                OpRun.Input.of(new float[] {1, 3}, 1, 1, 2, 1),
                OpRun.Input.of(new float[3], 1, 1, 3),
                OpRun.Input.of(columns, 1, 1, 3));
        ConvolutionsTest.assertClose(new double[] {2.5, 1.5, 0}, zeros.output());
        ConvolutionsTest.assertClose(
                new double[] {0.25, 0.75 + 10 * 0.5}, zeros.gradients().get(0));
        // Below the only row are zeros.
        ConvolutionsTest.assertClose(
                new double[] {-2.5, -15, 0}, zeros.gradients().get(1));
        ConvolutionsTest.assertClose(new double[] {2, -30, 0}, zeros.gradients().get(2));
        OpRun nearest = OpRun.of(
                (tf, in) -> Sampling.withNearestOutside(tf, in.get(0), in.get(1), in.get(2)),
                new float[] {1, 10, 100},
                OpRun.Input.of(new float[] {1, 3}, 1, 1, 2, 1),
                OpRun.Input.of(new float[3], 1, 1, 3),
                OpRun.Input.of(columns, 1, 1, 3));
        ConvolutionsTest.assertClose(new double[] {2.5, 3, 1}, nearest.output());
        ConvolutionsTest.assertClose(
                new double[] {0.25 + 100, 0.75 + 10}, nearest.gradients().get(0));
        ConvolutionsTest.assertClose(new double[] {0, 0, 0}, nearest.gradients().get(1));
        ConvolutionsTest.assertClose(new double[] {2, 0, 0}, nearest.gradients().get(2));
    }
}
