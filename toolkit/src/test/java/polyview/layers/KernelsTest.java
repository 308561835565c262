package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/** What each kernel measures, on images whose answer mathematics knows. */
@Tag("layers")
class KernelsTest {

    /** Brightness at a pixel. */
    private interface Image {
        double at(double row, double column);
    }

    /** A derivative kernel and what it makes of a slope of 1. */
    private record Derivative(String name, FloatArray down, FloatArray right, double factor) {}

    private static final List<Derivative> DERIVATIVES = List.of(
            new Derivative("Sobel", Kernels.SOBEL_HORIZONTAL, Kernels.SOBEL_VERTICAL, 8),
            new Derivative("Prewitt", Kernels.PREWITT_HORIZONTAL, Kernels.PREWITT_VERTICAL, 6),
            new Derivative("Scharr", Kernels.SCHARR_HORIZONTAL, Kernels.SCHARR_VERTICAL, 32));

    /** The answer in the middle of an image around the middle of the kernel. */
    private static double answer(FloatArray kernel, Image image) {
        int height = kernel.size(0);
        int width = kernel.size(1);
        DoubleArray x = DoubleArray.generate(
                new int[] {1, height, width, 1}, at -> image.at(at[1] - (height - 1) / 2.0, at[2] - (width - 1) / 2.0));
        DoubleArray y = Plain.convolution(x, DoubleArray.of(kernel), new Size(1, 1), Padding.VALID);
        assertEquals(1, y.values().length);
        return y.values()[0];
    }

    private static double sum(FloatArray kernel) {
        return answer(kernel, (row, column) -> 1);
    }

    @TestFactory
    List<DynamicTest> derivatives() {
        return DERIVATIVES.stream()
                .map(d -> DynamicTest.dynamicTest(d.name(), () -> {
                    assertEquals(Shape.of(3, 3, 1, 1), d.down().shape());
                    assertEquals(0, sum(d.down()));
                    // a ramp of any direction: each kernel sees its own part of the slope
                    Image ramp = (row, column) -> 7 + 2 * row - 3 * column;
                    assertEquals(2 * d.factor(), answer(d.down(), ramp), 1e-9);
                    assertEquals(-3 * d.factor(), answer(d.right(), ramp), 1e-9);
                    // an edge from dark to bright: half the pixels, half the factor
                    assertEquals(d.factor() / 2, answer(d.down(), (row, column) -> row > 0 ? 1 : 0), 1e-9);
                    assertEquals(0, answer(d.down(), (row, column) -> column > 0 ? 1 : 0), 1e-9);
                    assertEquals(d.factor() / 2, answer(d.right(), (row, column) -> column > 0 ? 1 : 0), 1e-9);
                    for (int i = 0; i < 3; i++) {
                        for (int j = 0; j < 3; j++) {
                            assertEquals(d.down().get(i, j, 0, 0), d.right().get(j, i, 0, 0));
                            assertEquals(d.down().get(i, j, 0, 0), -d.down().get(2 - i, j, 0, 0), 0);
                            assertEquals(d.down().get(i, j, 0, 0), d.down().get(i, 2 - j, 0, 0));
                        }
                    }
                }))
                .toList();
    }

    /** On waves of wavelength 8 in all directions the worst error of the direction is smaller with Scharr. */
    @Test
    void scharrKnowsDirectionsBetter() {
        assertTrue(worstError(DERIVATIVES.get(2)) < worstError(DERIVATIVES.get(0)) / 2);
        assertTrue(worstError(DERIVATIVES.get(0)) < Math.toRadians(2));
    }

    private static double worstError(Derivative d) {
        double worst = 0;
        for (int degrees = 1; degrees < 90; degrees++) {
            double angle = Math.toRadians(degrees);
            Image wave =
                    (row, column) -> Math.sin(2 * Math.PI / 8 * (column * Math.cos(angle) + row * Math.sin(angle)));
            double told = Math.atan2(answer(d.down(), wave), answer(d.right(), wave));
            worst = Math.max(worst, Math.abs(told - angle));
        }
        return worst;
    }

    @Test
    void laplacians() {
        Map<FloatArray, Double> factors = Map.of(Kernels.LAPLACIAN_4, 1.0, Kernels.LAPLACIAN_8, 3.0);
        factors.forEach((kernel, factor) -> {
            assertEquals(0, sum(kernel));
            assertEquals(0, answer(kernel, (row, column) -> 5 + 2 * row - 3 * column));
            // second derivatives 2, 6 and 0
            assertEquals(2 * factor, answer(kernel, (row, column) -> row * row));
            assertEquals(6 * factor, answer(kernel, (row, column) -> 3 * column * column));
            assertEquals(0, answer(kernel, (row, column) -> row * column));
            assertTrue(answer(kernel, (row, column) -> row == 0 && column == 0 ? 1 : 0) < 0);
        });
    }

    @Test
    void sharpenIsTheImageLessItsLaplacian() {
        Image image = (row, column) -> Math.cos(row) + row * column * column;
        assertEquals(image.at(0, 0) - answer(Kernels.LAPLACIAN_4, image), answer(Kernels.SHARPEN, image), 1e-12);
        assertEquals(1, sum(Kernels.SHARPEN));
    }

    /** With brightness as height, what rises to the lower right faces the light in the upper left. */
    @Test
    void embossIsLitFromTheUpperLeft() {
        assertEquals(1, sum(Kernels.EMBOSS));
        assertEquals(5 + 12, answer(Kernels.EMBOSS, (row, column) -> 5 + row + column));
        assertEquals(5 - 12, answer(Kernels.EMBOSS, (row, column) -> 5 - row - column));
        assertEquals(5, answer(Kernels.EMBOSS, (row, column) -> 5 + row - column));
    }

    @Test
    void boxIsTheMean() {
        assertEquals(Shape.of(5, 5, 1, 1), Kernels.box(5).shape());
        assertEquals(3, answer(Kernels.box(5), (row, column) -> 3 + row), 1e-6);
        assertEquals(2.0 / 3, answer(Kernels.box(3), (row, column) -> row * row), 1e-6);
        assertArrayEquals(
                new float[] {0.25f, 0.25f, 0.25f, 0.25f}, Kernels.box(2).values());
    }

    @Test
    void gaussianIsItsFormula() {
        for (int size : new int[] {1, 2, 5, 8}) {
            for (double sigma : new double[] {0.4, 1, 2.5}) {
                DoubleArray formula = DoubleArray.generate(new int[] {size, size, 1, 1}, at -> {
                    double square = Math.pow(at[0] - (size - 1) / 2.0, 2) + Math.pow(at[1] - (size - 1) / 2.0, 2);
                    return Math.exp(-square / (2 * sigma * sigma));
                });
                double sum = formula.dot(formula.map(v -> 1));
                FloatArray got = Kernels.gaussian(size, sigma);
                new Closeness().check("gaussian", formula.map(v -> v / sum), got, 1e-6);
                assertEquals(1, sum(got), 1e-6);
            }
        }
    }

    @Test
    void gaussianOfASigmaIsWideEnough() {
        assertEquals(Shape.of(7, 7, 1, 1), Kernels.gaussian(1.0).shape());
        assertEquals(Shape.of(3, 3, 1, 1), Kernels.gaussian(0.2).shape());
        for (double sigma : new double[] {0.8, 1.5, 3}) {
            FloatArray kernel = Kernels.gaussian(sigma);
            assertEquals(1, sum(kernel), 1e-6);
            // its variance, of which a fiftieth lies beyond three standard deviations
            assertEquals(sigma * sigma, answer(kernel, (row, column) -> row * row), 0.03 * sigma * sigma);
        }
    }

    /** The ends of the range: a single pixel, the nearest four, and the mean. */
    @Test
    void gaussianOfAnySigma() {
        float[] pixel = new float[9];
        pixel[4] = 1;
        assertArrayEquals(pixel, Kernels.gaussian(3, 1e-200).values());
        assertArrayEquals(Kernels.box(2).values(), Kernels.gaussian(2, 1e-200).values());
        assertArrayEquals(Kernels.box(3).values(), Kernels.gaussian(3, 1e200).values(), 1e-7f);
    }

    /** The formula once more, in polar coordinates. */
    @Test
    void gaborIsItsFormula() {
        double[][] settings = {{2, 0, 4, 1, 0}, {1.5, 30, 3, 0.5, -90}, {3, 135, 6.5, 2, 45}, {2, -60, 5, 0.7, 180}};
        for (int size : new int[] {1, 6, 9}) {
            for (double[] s : settings) {
                DoubleArray formula = DoubleArray.generate(new int[] {size, size, 1, 1}, at -> {
                    double down = at[0] - (size - 1) / 2.0;
                    double right = at[1] - (size - 1) / 2.0;
                    double turned = Math.atan2(down, right) - s[1] * Math.PI / 180;
                    double along = Math.hypot(down, right) * Math.cos(turned);
                    double across = Math.hypot(down, right) * Math.sin(turned);
                    return Math.exp(-along * along / (2 * s[0] * s[0]))
                            * Math.exp(-across * across * s[3] * s[3] / (2 * s[0] * s[0]))
                            * Math.cos((2 * along / s[2] + s[4] / 180) * Math.PI);
                });
                FloatArray got = Kernels.gabor(size, s[0], s[1], s[2], s[3], s[4]);
                new Closeness().check("gabor", formula, got, 1e-6);
            }
        }
    }

    @Test
    void gaborAnswersToItsDirection() {
        Image upright = (row, column) -> Math.cos(2 * Math.PI * column / 4);
        Image lying = (row, column) -> Math.cos(2 * Math.PI * row / 4);
        Image falling = (row, column) -> Math.cos(2 * Math.PI * (row + column) / Math.sqrt(2) / 4);
        Image[] waves = {upright, falling, lying};
        for (int i = 0; i < 3; i++) {
            FloatArray kernel = Kernels.gabor(13, 2, 45 * i, 4, 1, 0);
            for (int j = 0; j < 3; j++) {
                double answer = answer(kernel, waves[j]);
                assertTrue(i == j ? answer > 10 : Math.abs(answer) < 1, i + " on " + j + ": " + answer);
            }
        }
        FloatArray edge = Kernels.gabor(9, 2, 0, 6, 1, -90);
        assertEquals(0, sum(edge), 1e-5);
        assertTrue(answer(edge, (row, column) -> column) > 1);
    }

    @Test
    void gaborBankTurnsOneKernel() {
        FloatArray bank = Kernels.gaborBank(7, 4, 1.5, 3, 0.6, 20);
        assertEquals(Shape.of(7, 7, 1, 4), bank.shape());
        for (int i = 0; i < 4; i++) {
            FloatArray one = Kernels.gabor(7, 1.5, 45 * i, 3, 0.6, 20);
            assertArrayEquals(one.values(), Kernels.images(bank).row(i).values());
        }
        assertEquals(Kernels.gaborBank(9, 3, 1.5, 4.5, 0.5, 0), Kernels.gaborBank(9, 3));
    }

    @Test
    void aBankPutsKernelsSideBySide() {
        FloatArray plane = FloatArray.of(new float[] {1, 2, 3, 4}, 2, 2);
        FloatArray pair = FloatArray.of(new float[] {10, 100, 20, 200, 30, 300, 40, 400}, 2, 2, 1, 2);
        FloatArray bank = Kernels.bank(plane, pair, plane.reshape(2, 2, 1));
        assertEquals(
                FloatArray.of(new float[] {1, 10, 100, 1, 2, 20, 200, 2, 3, 30, 300, 3, 4, 40, 400, 4}, 2, 2, 1, 4),
                bank);
        assertEquals(
                FloatArray.of(new float[] {1, 2, 3, 4, 10, 20, 30, 40, 100, 200, 300, 400, 1, 2, 3, 4}, 4, 2, 2, 1),
                Kernels.images(bank));
        FloatArray colours = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
        assertEquals(colours.reshape(1, 1, 2, 3), Kernels.images(colours));
        bank.set(99, 0, 0, 0, 0);
        assertEquals(1, plane.get(0, 0), "a bank is a copy");
    }

    @TestFactory
    List<DynamicTest> refusals() {
        FloatArray three = Kernels.SHARPEN;
        return List.of(
                refused("size must be positive, got 0", () -> Kernels.box(0)),
                refused("size must be positive, got -1", () -> Kernels.gaussian(-1, 1)),
                refused("sigma must be positive and finite, got 0.0", () -> Kernels.gaussian(3, 0)),
                refused("sigma must be positive and finite, got Infinity", () -> Kernels.gaussian(1 / 0.0)),
                refused("sigma must be positive and finite, got NaN", () -> Kernels.gabor(3, 0 / 0.0, 0, 4, 1, 0)),
                refused("size must be positive, got 0", () -> Kernels.gabor(0, 1, 0, 4, 1, 0)),
                refused("theta must be finite, got NaN", () -> Kernels.gabor(3, 1, 0 / 0.0, 4, 1, 0)),
                refused("wavelength must be positive and finite, got 0.0", () -> Kernels.gabor(3, 1, 0, 0, 1, 0)),
                refused("gamma must be positive and finite, got -1.0", () -> Kernels.gabor(3, 1, 0, 4, -1, 0)),
                refused("phase must be finite, got Infinity", () -> Kernels.gabor(3, 1, 0, 4, 1, 1 / 0.0)),
                refused("orientations must be positive, got 0", () -> Kernels.gaborBank(3, 0)),
                refused("size must be positive, got 0", () -> Kernels.gaborBank(0, 3)),
                refused("kernels must not be empty", Kernels::bank),
                refused(
                        "kernel 1 must be (h, w), (h, w, C) or (h, w, C, K), got [9]",
                        () -> Kernels.bank(three, three.reshape(9))),
                refused(
                        "kernel 0 must be (h, w), (h, w, C) or (h, w, C, K), got [0, 3]",
                        () -> Kernels.images(FloatArray.zeros(Shape.of(0, 3)))),
                refused(
                        "kernels must have one height, width and number of channels, got [3, 3, 1] and, at 1,"
                                + " [5, 5, 1]",
                        () -> Kernels.bank(three, Kernels.box(5))));
    }

    private static DynamicTest refused(String message, Executable use) {
        return DynamicTest.dynamicTest(
                message,
                () -> assertEquals(
                        message,
                        assertThrows(IllegalArgumentException.class, use).getMessage()));
    }
}
