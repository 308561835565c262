package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Samples;

/** The loss of fused images against the same sums in 64 bits, in value and gradient. */
@Tag("training")
class ImageFusionTest {

    /** All of one loss. */
    private record Reference(int n, int h, int w, ImageFusion loss) implements LossCase.Reference {

        @Override
        public double[] of(double[] f, float[] targets) {
            double[] losses = new double[n];
            int s = loss.sources();
            double[][] sources = new double[s][n * h * w];
            for (int i = 0; i < targets.length; i++) {
                sources[i % s][i / s] = targets[i];
            }
            Images.Sizes sizes = new Images.Sizes(n, h, w, 1);
            for (int i = 0; i < n; i++) {
                for (double[] source : sources) {
                    double alike = Images.ssim(loss.maxValue(), sizes, f, source, i, 0)[0];
                    losses[i] += loss.structure() * (1 - alike) / s;
                }
                for (int y = 0; y < h; y++) {
                    for (int x = 0; x < w; x++) {
                        int at = (i * h + y) * w + x;
                        double most = Arrays.stream(sources)
                                .mapToDouble(source -> source[at])
                                .max()
                                .orElseThrow();
                        losses[i] += loss.intensity() * Math.abs(f[at] - most) / (h * w);
                        if (y > 0 && x > 0 && y < h - 1 && x < w - 1) {
                            double off = off(f, sources, at, 1, w) + off(f, sources, at, w, 1);
                            losses[i] += loss.gradient() * off / ((h - 2) * (w - 2));
                        }
                    }
                }
            }
            return losses;
        }

        private static double off(double[] f, double[][] sources, int at, int along, int beside) {
            double steepest = 0;
            for (double[] source : sources) {
                double slope = slope(source, at, along, beside);
                steepest = Math.abs(slope) > Math.abs(steepest) ? slope : steepest;
            }
            return Math.abs(slope(f, at, along, beside) - steepest);
        }

        private static double slope(double[] x, int at, int along, int beside) {
            double sum = 0;
            for (int side = -1; side <= 1; side++) {
                int weight = side == 0 ? 2 : 1;
                sum += weight * (x[at + side * beside + along] - x[at + side * beside - along]) / 8;
            }
            return sum;
        }
    }

    static List<LossCase> cases() {
        List<LossCase> all = new ArrayList<>();
        for (int[] size : new int[][] {{2, 13, 12, 2}, {1, 11, 11, 1}, {2, 11, 15, 3}}) {
            FloatArray sources = unit(5, size[0], size[1], size[2], size[3]);
            // Of this seed no pixel lies where the loss has a kink, between the two sides of a central difference.
            FloatArray fused = unit(11, size[0], size[1], size[2], 1);
            ImageFusion usual = Loss.imageFusion(size[3], 1);
            for (ImageFusion loss : List.of(
                    usual,
                    usual.structure(0),
                    usual.gradient(0).intensity(0),
                    usual.structure(0).gradient(0).intensity(3),
                    new ImageFusion(size[3], 255, 0.5, 2, 0))) {
                all.add(new LossCase(
                        loss.settings() + Arrays.toString(size),
                        loss,
                        fused,
                        sources,
                        new Reference(size[0], size[1], size[2], loss)));
            }
        }
        return all;
    }

    private static FloatArray unit(long seed, long... shape) {
        FloatArray x = Samples.uniform(seed, shape);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (x.values()[i] + 1) / 2;
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valueAndGradient(LossCase one) {
        LossCase.Difference off = one.difference();
        assertTrue(off.value() < 5e-7, () -> one.name() + " " + off);
        assertTrue(off.gradient() < 5e-6, () -> one.name() + " " + off);
    }

    @Test
    void anImageEqualToItsSourcesCostsNothing() {
        FloatArray image = unit(1, 2, 12, 13, 1);
        FloatArray twice = ImageFusion.stacked(image, image);
        assertEquals(0, LossRun.of(Loss.imageFusion(2, 1), image, twice).perSample()[1], 1e-6);
        // The negative of an edge is no edge that is kept, and a flat image has a slope to go.
        FloatArray flat = FloatArray.zeros(image.shape());
        LossRun run = LossRun.of(Loss.imageFusion(2, 1).structure(0).intensity(0), flat, twice);
        assertTrue(run.perSample()[0] > 0.1);
        for (float g : LossRun.of(Loss.imageFusion(2, 1), flat, twice).gradient()) {
            assertTrue(Float.isFinite(g));
        }
    }

    @Test
    void sourcesAreChannels() {
        FloatArray a = FloatArray.of(new float[] {1, 2, 3, 4}, 2, 1, 2, 1);
        FloatArray b = FloatArray.of(new float[] {5, 6, 7, 8}, 2, 1, 2, 1);
        FloatArray both = ImageFusion.stacked(a, b);
        assertEquals(Shape.of(2, 1, 2, 2), both.shape());
        assertArrayEquals(new float[] {1, 5, 2, 6, 3, 7, 4, 8}, both.values());
        refused("images must not be empty", ImageFusion::stacked);
        refused(
                "images must all be gray (N, H, W, 1) of one shape, got (2, 1, 2, 1) and (1, 1, 2, 1)",
                () -> ImageFusion.stacked(a, b.rows(0)));
    }

    @Test
    void refusals() {
        refused("sources must be positive, got 0", () -> Loss.imageFusion(0, 1));
        refused("maxValue must be positive, got 0.0", () -> Loss.imageFusion(2, 0));
        refused("gradient must be a finite number of at least 0, got -1.0", () -> Loss.imageFusion(2, 1)
                .gradient(-1));
        refused("structure must be a finite number of at least 0, got NaN", () -> Loss.imageFusion(2, 1)
                .structure(Double.NaN));
        refused(
                "structure, gradient and intensity must not all be 0",
                () -> Loss.imageFusion(2, 1).structure(0).gradient(0).intensity(0));
        refused(
                "imageFusion needs gray images (N, H, W, 1) of at least 11 x 11 pixels, got (N, 8, 8, 1)",
                () -> Loss.imageFusion(2, 1).targetShape(Shape.of(-1, 8, 8, 1)));
        refused(
                "imageFusion needs gray images (N, H, W, 1) of at least 11 x 11 pixels, got (N, 16, 16, 3)",
                () -> Loss.imageFusion(2, 1).targetShape(Shape.of(-1, 16, 16, 3)));
        assertEquals(
                "[-1, -1, 2]",
                Loss.imageFusion(2, 1).targetShape(Shape.of(-1, -1, -1, 1)).toString());
    }
}
