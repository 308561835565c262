package polyview.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Samples;

/** The loss of points against the same function in 64 bits, in value and gradient. */
@Tag("training")
class PointDistanceTest {

    /** Bilinear by weights of all pixels, for a field (N, H, W, 2) and points (N, P, 4). */
    private static LossCase.Reference reference(int n, int height, int width) {
        return (field, targets) -> {
            int points = targets.length / 4 / n;
            double[] losses = new double[n];
            for (int k = 0; k < targets.length / 4; k++) {
                int sample = k / points;
                double row = Math.min(Math.max(targets[4 * k], 0), height - 1);
                double column = Math.min(Math.max(targets[4 * k + 1], 0), width - 1);
                double down = targets[4 * k] - targets[4 * k + 2];
                double right = targets[4 * k + 1] - targets[4 * k + 3];
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        double weight = Math.max(0, 1 - Math.abs(i - row)) * Math.max(0, 1 - Math.abs(j - column));
                        down += weight * field[2 * ((sample * height + i) * width + j)];
                        right += weight * field[2 * ((sample * height + i) * width + j) + 1];
                    }
                }
                losses[sample] += Math.sqrt(down * down + right * right) / points;
            }
            return losses;
        };
    }

    @Test
    void valueAndGradient() {
        List<LossCase> all = new ArrayList<>();
        for (int[] size : new int[][] {{3, 4, 5, 6}, {1, 1, 2, 1}, {2, 3, 1, 4}}) {
            FloatArray field = Samples.uniform(1, size[0], size[1], size[2], 2);
            FloatArray points = Samples.uniform(2, size[0], size[3], 4);
            for (int i = 0; i < points.values().length; i++) {
                // From outside to outside.
                points.values()[i] = 2 + 4 * points.values()[i];
            }
            all.add(new LossCase(
                    "points", Loss.targetRegistrationError(), field, points, reference(size[0], size[1], size[2])));
        }
        for (LossCase one : all) {
            LossCase.Difference off = one.difference();
            assertTrue(off.value() < 5e-7, off::toString);
            assertTrue(off.gradient() < 5e-6, off::toString);
        }
    }

    @Test
    void theExampleOfTheJavadoc() {
        FloatArray field = FloatArray.zeros(Shape.of(1, 9, 9, 2));
        for (int i = 1; i < field.values().length; i += 2) {
            field.values()[i] = 2;
        }
        FloatArray points = FloatArray.of(new float[] {5, 5, 8, 11}, 1, 1, 4);
        assertEquals(
                5, LossRun.of(Loss.targetRegistrationError(), field, points).perSample()[0], 1e-6);
    }

    /** A point that is where it should be has no direction to go. */
    @Test
    void aPointThatIsMetHasNoGradient() {
        LossRun run = LossRun.of(
                Loss.targetRegistrationError(),
                FloatArray.zeros(Shape.of(1, 3, 3, 2)),
                FloatArray.of(new float[] {1, 1, 1, 1}, 1, 1, 4));
        assertEquals(0, run.perSample()[0]);
        for (float g : run.gradient()) {
            assertEquals(0, g);
        }
    }

    @Test
    void refusals() {
        refused("targetRegistrationError needs a field (N, H, W, 2), got (N, 3)", () -> Loss.targetRegistrationError()
                .targetShape(Shape.of(-1, 3)));
        refused(
                "targetRegistrationError needs a field (N, H, W, 2), got (N, 8, 8, 3)",
                () -> Loss.targetRegistrationError().targetShape(Shape.of(-1, 8, 8, 3)));
        refused("ignoring has no meaning with targetRegistrationError", () -> Loss.targetRegistrationError()
                .ignoring(0));
    }
}
