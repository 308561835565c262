package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

/** The first values of weights: spread, limits, and what the seed decides. */
@Tag("layers")
class InitializerTest {

    /** What is left of a variance by cutting at two deviations: with the standard normal, 1 - 4 phi(2) / (2 Phi(2) - 1). */
    private static final double LEFT_BY_CUTTING = 1 - 4 * 0.05399096651318806 / 0.9544997361036416;

    /** 22,500 values; fanIn 9 * 50 = 450, fanOut 9 * 50 = 450. */
    private static final Shape SQUARE = Shape.of(3, 3, 50, 50);
    /** 20,000 values; fanIn 100, fanOut 200. */
    private static final Shape MATRIX = Shape.of(100, 200);
    /** 20,000 values; fanIn 2 * 5 * 20 = 200, fanOut 2 * 5 * 100 = 1000. */
    private static final Shape KERNEL = Shape.of(2, 5, 20, 100);

    private static float[] draw(Initializer initializer, Shape shape, long seed) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            var values = initializer.draw(tf, shape, tf.constant(new long[] {seed, -1}));
            try (var result = session.runner().fetch(values).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                assertEquals(shape, tensor.shape());
                float[] copy = new float[Math.toIntExact(tensor.size())];
                tensor.copyTo(DataBuffers.of(copy));
                return copy;
            }
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double meanPower(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    /**
     * All within the limit, mean 0, the expected variance.
     *
     * @param kurtosis the fourth moment over the squared variance, which decides how far a sampled variance strays
     */
    private static void check(float[] values, double limit, double variance, double kurtosis) {
        for (float value : values) {
            assertTrue(Math.abs(value) <= limit * (1 + 1e-6), () -> value + " lies beyond " + limit);
        }
        int n = values.length;
        // Five standard deviations of the sampled mean and variance.
        assertEquals(0, mean(values), 5 * Math.sqrt(variance / n));
        assertEquals(variance, meanPower(values, 2), 5 * variance * Math.sqrt((kurtosis - 1) / n));
        assertTrue(Arrays.stream(toDoubles(values)).distinct().count() > 0.99 * n, "values repeat");
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    /** Uniform in +-limit: variance limit^2 / 3, kurtosis 9/5; and it comes near its limits. */
    private static void checkUniform(Initializer initializer, Shape shape, double limit) {
        float[] values = draw(initializer, shape, 3);
        check(values, limit, limit * limit / 3, 1.8);
        double largest = Arrays.stream(toDoubles(values)).max().orElseThrow();
        double smallest = Arrays.stream(toDoubles(values)).min().orElseThrow();
        assertTrue(largest > 0.99 * limit && smallest < -0.99 * limit, () -> smallest + " to " + largest);
    }

    /** Normal, cut at two deviations of the uncut one: what is left of its variance is 0.8796^2. */
    private static void checkTruncated(Initializer initializer, Shape shape, double variance) {
        check(draw(initializer, shape, 3), 2 * Math.sqrt(variance / LEFT_BY_CUTTING), variance, 3);
    }

    @Test
    void glorotUniform() {
        checkUniform(Initializer.glorotUniform(), SQUARE, Math.sqrt(6.0 / 900));
        checkUniform(Initializer.glorotUniform(), MATRIX, Math.sqrt(6.0 / 300));
        checkUniform(Initializer.glorotUniform(), KERNEL, Math.sqrt(6.0 / 1200));
    }

    @Test
    void heUniform() {
        checkUniform(Initializer.heUniform(), MATRIX, Math.sqrt(6.0 / 100));
        checkUniform(Initializer.heUniform(), KERNEL, Math.sqrt(6.0 / 200));
    }

    @Test
    void glorotNormal() {
        checkTruncated(Initializer.glorotNormal(), MATRIX, 2.0 / 300);
        checkTruncated(Initializer.glorotNormal(), KERNEL, 2.0 / 1200);
    }

    @Test
    void heNormal() {
        checkTruncated(Initializer.heNormal(), MATRIX, 2.0 / 100);
        checkTruncated(Initializer.heNormal(), KERNEL, 2.0 / 200);
    }

    @Test
    void lecun() {
        checkUniform(Initializer.lecunUniform(), MATRIX, Math.sqrt(3.0 / 100));
        checkUniform(Initializer.lecunUniform(), KERNEL, Math.sqrt(3.0 / 200));
        checkTruncated(Initializer.lecunNormal(), MATRIX, 1.0 / 100);
        checkTruncated(Initializer.lecunNormal(), KERNEL, 1.0 / 200);
    }

    /** All modes and distributions with scale 3; a kernel {@code (2, 5, 20, 100)} counts 200 in, 1000 out, 600 between. */
    @Test
    void varianceScaling() {
        Map<VarianceScaling.Mode, Integer> counts = Map.of(
                VarianceScaling.Mode.FAN_IN,
                200,
                VarianceScaling.Mode.FAN_OUT,
                1000,
                VarianceScaling.Mode.FAN_AVG,
                600);
        for (VarianceScaling.Mode mode : VarianceScaling.Mode.values()) {
            double variance = 3.0 / counts.get(mode);
            checkUniform(
                    Initializer.varianceScaling(3, mode, VarianceScaling.Distribution.UNIFORM),
                    KERNEL,
                    Math.sqrt(3 * variance));
            checkTruncated(
                    Initializer.varianceScaling(3, mode, VarianceScaling.Distribution.TRUNCATED_NORMAL),
                    KERNEL,
                    variance);
            float[] normal = draw(
                    Initializer.varianceScaling(3, mode, VarianceScaling.Distribution.UNTRUNCATED_NORMAL), KERNEL, 3);
            check(normal, Double.POSITIVE_INFINITY, variance, 3);
            // A normal of 20,000 numbers goes beyond three deviations, a cut one not beyond 2.3.
            assertTrue(Arrays.stream(toDoubles(normal)).max().orElseThrow() > 3 * Math.sqrt(variance));
        }
    }

    /** The example of the documentation. */
    @Test
    void heUniformOfASmallKernel() {
        Shape kernel = Shape.of(3, 3, 6, 8);
        float[] values = draw(Initializer.heUniform(), kernel, 3);
        check(values, 1 / 3.0, 1 / 27.0, 1.8);
        assertArrayEquals(
                values,
                draw(
                        new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM),
                        kernel,
                        3));
    }

    /** To the last bit what their own formulas give: models with a seed start as they did before they were put together. */
    @Test
    void glorotAndHeAreTheirFormulas() {
        for (int in = 1; in < 60; in += 2) {
            Shape shape = Shape.of(in, 7);
            double glorot = (float) Math.sqrt(6.0 / (in + 7));
            double he = (float) Math.sqrt(6.0 / in);
            assertArrayEquals(
                    draw(Initializer.randomUniform(-glorot, glorot), shape, 3),
                    draw(Initializer.glorotUniform(), shape, 3));
            assertArrayEquals(
                    draw(Initializer.randomUniform(-he, he), shape, 3), draw(Initializer.heUniform(), shape, 3));
        }
    }

    /** A depthwise kernel {@code (h, w, channels, multiplier)} counts as Keras counts it: all channels in. */
    @Test
    void depthwiseKernels() {
        checkUniform(Initializer.heUniform(), Shape.of(5, 5, 400, 2), Math.sqrt(6.0 / (25 * 400)));
        checkUniform(Initializer.glorotUniform(), Shape.of(5, 5, 400, 2), Math.sqrt(6.0 / (25 * 402)));
    }

    /** A vector of n counts n in and n out, as in Keras. */
    @Test
    void vectors() {
        checkUniform(Initializer.glorotUniform(), Shape.of(20_000), Math.sqrt(6.0 / 40_000));
        checkUniform(Initializer.heUniform(), Shape.of(20_000), Math.sqrt(6.0 / 20_000));
    }

    @Test
    void uniformBetweenTwoNumbers() {
        float[] values = draw(Initializer.randomUniform(2, 4), MATRIX, 3);
        for (int i = 0; i < values.length; i++) {
            values[i] -= 3;
        }
        check(values, 1, 1 / 3.0, 1.8);
    }

    @Test
    void normal() {
        float[] values = draw(Initializer.randomNormal(0.5f), MATRIX, 3);
        check(values, Double.POSITIVE_INFINITY, 0.25, 3);
        // The fourth moment of a normal is three squared variances; it strays by sqrt(96 / n) of the squared variance.
        assertEquals(3 * 0.0625, meanPower(values, 4), 5 * 0.0625 * Math.sqrt(96.0 / values.length));
    }

    @Test
    void truncatedNormal() {
        float[] values = draw(Initializer.truncatedNormal(2, 0.5), MATRIX, 3);
        for (int i = 0; i < values.length; i++) {
            values[i] -= 2;
        }
        check(values, 1, 0.25 * LEFT_BY_CUTTING, 3);
        checkTruncated(Initializer.truncatedNormal(0, 0.5), MATRIX, 0.25 * LEFT_BY_CUTTING);
    }

    /** Tall, wide, square, one row, one column, and a kernel: the shorter side's vectors are orthogonal, of length gain. */
    @Test
    void orthogonal() {
        for (Shape shape : new Shape[] {
            Shape.of(7, 4),
            Shape.of(4, 7),
            Shape.of(60, 60),
            Shape.of(1, 5),
            Shape.of(5, 1),
            Shape.of(3, 2, 4, 5),
            Shape.of(1, 1, 2, 9)
        }) {
            for (double gain : new double[] {1, -2.5}) {
                float[] values = draw(Initializer.orthogonal(gain), shape, 3);
                int columns = (int) shape.get(-1);
                int rows = values.length / columns;
                int shorter = Math.min(rows, columns);
                for (int a = 0; a < shorter; a++) {
                    for (int b = 0; b < shorter; b++) {
                        double product = 0;
                        for (int k = 0; k < Math.max(rows, columns); k++) {
                            product += rows < columns
                                    ? values[a * columns + k] * (double) values[b * columns + k]
                                    : values[k * columns + a] * (double) values[k * columns + b];
                        }
                        assertEquals(a == b ? gain * gain : 0, product, 1e-5 * gain * gain, shape + " " + a + " " + b);
                    }
                }
            }
        }
    }

    /** Without the sign of R's diagonal, QR by reflections gives Q a first element of one sign only. */
    @Test
    void orthogonalMatricesAreSpreadEvenly() {
        int matrices = 400;
        double[] corner = new double[matrices];
        double[] other = new double[matrices];
        for (int seed = 0; seed < matrices; seed++) {
            float[] values = draw(Initializer.orthogonal(1), Shape.of(3, 3), seed);
            corner[seed] = values[0];
            other[seed] = values[5];
        }
        for (double[] element : new double[][] {corner, other}) {
            // An element of a unit vector in 3 dimensions is uniform in +-1: mean 0, variance 1/3, kurtosis 9/5.
            double mean = Arrays.stream(element).average().orElseThrow();
            double square = Arrays.stream(element).map(v -> v * v).average().orElseThrow();
            assertEquals(0, mean, 5 * Math.sqrt(1 / 3.0 / matrices));
            assertEquals(1 / 3.0, square, 5 / 3.0 * Math.sqrt(0.8 / matrices));
        }
    }

    @Test
    void identity() {
        assertArrayEquals(new float[] {2, 0, 0, 2}, draw(Initializer.identity(2), Shape.of(2, 2), 1));
        assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0}, draw(Initializer.identity(1), Shape.of(2, 3), 1));
        assertArrayEquals(new float[] {-1, 0, 0, -1, 0, 0}, draw(Initializer.identity(-1), Shape.of(3, 2), 1));
    }

    @Test
    void constants() {
        assertArrayEquals(new float[] {0, 0, 0}, draw(Initializer.zeros(), Shape.of(3), 1));
        assertArrayEquals(new float[] {1, 1, 1, 1}, draw(Initializer.ones(), Shape.of(2, 2), 1));
        assertArrayEquals(new float[] {2.5f}, draw(Initializer.constant(2.5f), Shape.of(1), 1));
        FloatArray values = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(values.values(), draw(Initializer.of(values), Shape.of(2, 3), 1));
    }

    @Test
    void valuesThatAreLeftOutAreThoseOfKeras() {
        assertArrayEquals(draw(Initializer.orthogonal(1), MATRIX, 3), draw(Initializer.orthogonal(), MATRIX, 3));
        assertArrayEquals(draw(Initializer.randomNormal(0.05), MATRIX, 3), draw(Initializer.randomNormal(), MATRIX, 3));
    }

    @Test
    void theSeedDecidesEveryBit() {
        for (Initializer initializer : new Initializer[] {
            Initializer.glorotUniform(),
            Initializer.lecunNormal(),
            Initializer.truncatedNormal(1, 2),
            Initializer.randomNormal(1),
            Initializer.orthogonal(1)
        }) {
            assertArrayEquals(draw(initializer, MATRIX, 3), draw(initializer, MATRIX, 3));
            assertTrue(!Arrays.equals(draw(initializer, MATRIX, 3), draw(initializer, MATRIX, 4)));
        }
    }

    @Test
    void refused() {
        refused("minimum must lie below maximum, got 1.0 and 1.0", () -> Initializer.randomUniform(1, 1));
        refused("maximum must be finite, got Infinity", () -> Initializer.randomUniform(0, Double.POSITIVE_INFINITY));
        refused("stddev must be positive, got 0.0", () -> Initializer.randomNormal(0));
        refused("stddev must be positive, got -1.0", () -> Initializer.truncatedNormal(0, -1));
        refused("mean must be finite, got NaN", () -> Initializer.truncatedNormal(Double.NaN, 1));
        refused("value must be finite, got NaN", () -> Initializer.constant(Double.NaN));
        refused(
                "scale must be positive, got 0.0",
                () -> Initializer.varianceScaling(
                        0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM));
        refused("gain must be finite, got NaN", () -> Initializer.orthogonal(Double.NaN));
        refused("gain must be finite, got NaN", () -> Initializer.identity(Double.NaN));
        refused(
                "orthogonal takes a weight of at least two axes, got [3]",
                () -> draw(Initializer.orthogonal(1), Shape.of(3), 1));
        for (Shape shape : new Shape[] {Shape.of(3), Shape.of(1, 1, 3, 3)}) {
            refused("identity takes a weight of two axes, got " + shape, () -> draw(Initializer.identity(1), shape, 1));
        }
        FloatArray values = FloatArray.of(new float[] {1, 2}, 2);
        refused("initial values must have shape [3], got [2]", () -> draw(Initializer.of(values), Shape.of(3), 1));
    }

    private static void refused(String message, Executable executable) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }

    /** Two layers of one shape get different kernels; the same model with the same seed gets the same. */
    @Test
    void eachWeightOfAModelDrawsItsOwn() {
        Map<String, FloatArray> weights = firstWeights(5);
        assertNotEquals(weights.get("a/kernel"), weights.get("b/kernel"));
        assertEquals(weights, firstWeights(5));
        assertNotEquals(weights.get("a/kernel"), firstWeights(6).get("a/kernel"));
        assertNotEquals(weights.get("b/kernel"), firstWeights(6).get("a/kernel"));
    }

    /** Kernels are Glorot uniform and biases zero where nothing is set. */
    @Test
    void defaults() {
        Map<String, FloatArray> weights = firstWeights(5);
        double limit = Math.sqrt(6.0 / 200);
        check(weights.get("a/kernel").values(), limit, limit * limit / 3, 1.8);
        assertEquals(FloatArray.zeros(Shape.of(100)), weights.get("a/bias"));
        SymbolicTensor image = Input.image("image", 4, 4, 50);
        try (Model model = new Model(image, new Conv2D(50, 3).name("conv").apply(image)).seed(2)) {
            double within = Math.sqrt(6.0 / 900);
            check(model.weights().get("conv/kernel").values(), within, within * within / 3, 1.8);
            assertEquals(FloatArray.zeros(Shape.of(50)), model.weights().get("conv/bias"));
        }
    }

    /** The options reach the weights. */
    @Test
    void layersUseTheInitializersTheyAreGiven() {
        SymbolicTensor image = Input.image("image", 4, 4, 1);
        SymbolicTensor x = new Conv2D(2, 1)
                .name("conv")
                .kernelInitializer(Initializer.constant(2))
                .biasInitializer(Initializer.constant(3))
                .apply(image);
        SymbolicTensor y = new Dense(1)
                .name("dense")
                .kernelInitializer(Initializer.constant(4))
                .biasInitializer(Initializer.constant(5))
                .apply(x);
        SymbolicTensor z = new DualConv2D(1, 1)
                .name("dual")
                .kernelInitializer(Initializer.constant(6))
                .biasInitializer(Initializer.constant(7))
                .apply(y, y);
        try (Model model = new Model(image, z).seed(2)) {
            Map<String, FloatArray> weights = model.weights();
            assertArrayEquals(new float[] {2, 2}, weights.get("conv/kernel").values());
            assertArrayEquals(new float[] {3, 3}, weights.get("conv/bias").values());
            assertArrayEquals(new float[] {4, 4}, weights.get("dense/kernel").values());
            assertArrayEquals(new float[] {5}, weights.get("dense/bias").values());
            for (String conv : new String[] {"dual/first", "dual/second"}) {
                assertArrayEquals(new float[] {6}, weights.get(conv + "/kernel").values());
                assertArrayEquals(new float[] {7}, weights.get(conv + "/bias").values());
            }
        }
    }

    private static Map<String, FloatArray> firstWeights(long seed) {
        SymbolicTensor input = Input.of("x", 100);
        SymbolicTensor a = new Dense(100).name("a").apply(input);
        try (Model model = new Model(input, new Dense(100).name("b").apply(a)).seed(seed)) {
            return model.weights();
        }
    }
}
