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
        // With phi and Phi of the standard normal at 2: 1 - 4 phi / (2 Phi - 1), to the digits that matter here.
        double left = 1 - 4 * 0.05399096651318806 / 0.9544997361036416;
        check(draw(initializer, shape, 3), 2 * Math.sqrt(variance / left), variance, 3);
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
    void constants() {
        assertArrayEquals(new float[] {0, 0, 0}, draw(Initializer.zeros(), Shape.of(3), 1));
        assertArrayEquals(new float[] {1, 1, 1, 1}, draw(Initializer.ones(), Shape.of(2, 2), 1));
        assertArrayEquals(new float[] {2.5f}, draw(Initializer.constant(2.5f), Shape.of(1), 1));
        FloatArray values = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(values.values(), draw(Initializer.of(values), Shape.of(2, 3), 1));
    }

    @Test
    void theSeedDecidesEveryBit() {
        Initializer initializer = Initializer.glorotUniform();
        assertArrayEquals(draw(initializer, MATRIX, 3), draw(initializer, MATRIX, 3));
        assertTrue(!Arrays.equals(draw(initializer, MATRIX, 3), draw(initializer, MATRIX, 4)));
    }

    @Test
    void refused() {
        refused("minimum must lie below maximum, got 1.0 and 1.0", () -> Initializer.randomUniform(1, 1));
        refused("stddev must be positive, got 0.0", () -> Initializer.randomNormal(0));
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
