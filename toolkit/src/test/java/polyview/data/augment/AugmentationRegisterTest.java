package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** A dot at one place of two images of a sample comes to one place, or to two. */
@Tag("data")
class AugmentationRegisterTest {

    private static final Augmentation MOVES = Augmentation.none()
            .rotation(20)
            .widthShift(0.1)
            .heightShift(0.1)
            .shear(10)
            .zoom(0.2)
            .horizontalFlip()
            .verticalFlip()
            .fill(Fill.constant(0));
    private static final long[] SAMPLES = LongStream.range(0, 50).toArray();

    @ParameterizedTest
    @CsvSource({"40, 48, 40, 48", "40, 48, 80, 96", "45, 33, 75, 55", "60, 60, 30, 30"})
    void theSameForAllImagesKeepsThemInRegister(int height, int width, int otherHeight, int otherWidth) {
        double[][] points = {{0.5, 0.5}, {0.3, 0.4}, {0.6, 0.3}, {0.35, 0.65}};
        double worst = 0;
        double worstPlace = 0;
        try (Augmenter augmenter = new Augmenter(MOVES.sameForAllImages(), 2)) {
            for (double[] point : points) {
                List<FloatArray> dots = augmenter.apply(
                        List.of(dot(height, width, point), dot(otherHeight, otherWidth, point)), 3, 1, SAMPLES);
                for (int i = 0; i < SAMPLES.length; i++) {
                    double[] one = place(dots.get(0).row(i));
                    double[] other = place(dots.get(1).row(i));
                    // In pixels of the larger image.
                    double dx = (one[0] - other[0]) * Math.max(width, otherWidth);
                    double dy = (one[1] - other[1]) * Math.max(height, otherHeight);
                    worst = Math.max(worst, Math.hypot(dx, dy));
                    Geometry drawn =
                            MOVES.sameForAllImages().draw(3, 1, SAMPLES[i], 1).geometry();
                    double[] expected = PlainAugmentation.moved(
                            point[0] * width - 0.5, point[1] * height - 0.5, drawn, height, width);
                    worstPlace = Math.max(
                            worstPlace,
                            Math.hypot(one[0] * width - 0.5 - expected[0], one[1] * height - 0.5 - expected[1]));
                }
            }
        }
        assertTrue(worst < 0.5, "largest distance of the dots, in pixels: " + worst);
        assertTrue(worstPlace < 0.5, "largest distance from the true place, in pixels: " + worstPlace);
    }

    @Test
    void independentImagesGoTheirOwnWays() {
        double[] point = {0.4, 0.4};
        try (Augmenter augmenter = new Augmenter(MOVES, 2)) {
            List<FloatArray> dots = augmenter.apply(List.of(dot(40, 40, point), dot(40, 40, point)), 3, 1, SAMPLES);
            int apart = 0;
            for (int i = 0; i < SAMPLES.length; i++) {
                double[] one = place(dots.get(0).row(i));
                double[] other = place(dots.get(1).row(i));
                apart += Math.hypot(one[0] - other[0], one[1] - other[1]) * 40 > 0.5 ? 1 : 0;
            }
            // Two shifts of up to 4 pixels either way leave them within half a pixel once in a hundred times.
            assertTrue(apart >= 45, "apart: " + apart);
        }
    }

    @Test
    void withoutMovesADotStaysWhereItIs() {
        double[] point = {0.3, 0.7};
        assertEquals(point[0], place(dot(50, 50, point).row(0))[0], 1e-3);
        assertEquals(point[1], place(dot(50, 50, point).row(0))[1], 1e-3);
    }

    /** A round dot, a fortieth of the width in size, at a place given in parts of width and height. */
    private static FloatArray dot(int height, int width, double[] point) {
        FloatArray images = FloatArray.zeros(Shape.of(SAMPLES.length, height, width, 1));
        double size = width / 40.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = (x + 0.5 - point[0] * width) / size;
                double dy = (y + 0.5 - point[1] * height) / size;
                for (int i = 0; i < SAMPLES.length; i++) {
                    images.set((float) Math.exp(-(dx * dx + dy * dy) / 2), i, y, x, 0);
                }
            }
        }
        return images;
    }

    /** The centre of mass, in parts of width and height. */
    private static double[] place(FloatArray image) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < image.size(0); i++) {
            for (int j = 0; j < image.size(1); j++) {
                mass += image.get(i, j, 0);
                x += image.get(i, j, 0) * (j + 0.5) / image.size(1);
                y += image.get(i, j, 0) * (i + 0.5) / image.size(0);
            }
        }
        return new double[] {x / mass, y / mass};
    }
}
