package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class GaussianNoiseTest extends LayerBattery {

    private static final int COUNT = 10_000;

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(5), Shape.of(3, 2, 2))) {
            LayerCase made = LayerCase.of("stddev 0.5 of " + shape, () -> new GaussianNoise(0.5), shape)
                    .randomInTraining();
            cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
        }
        // Nothing is added in training either.
        cases.add(LayerCase.of("stddev 0", () -> new GaussianNoise(0), Shape.of(5))
                .reference((in, w) -> in.get(0)));
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.option(() -> new GaussianNoise(-1), "stddev must not be negative, got -1.0"),
                Refusal.option(() -> new GaussianNoise(Double.NaN), "stddev must be finite, got NaN"),
                Refusal.option(
                        () -> new GaussianNoise(Double.POSITIVE_INFINITY), "stddev must be finite, got Infinity"),
                Refusal.input(
                        () -> new GaussianNoise(0.5),
                        shapes(Shape.of(3), Shape.of(3)),
                        "gaussian_noise takes one input, got 2",
                        shapes(Shape.of(3))));
    }

    /** Mean 0, the given deviation, and the kurtosis 3 of a normal; five standard deviations of each sampled moment. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 25})
    void addsNormalNoise(double stddev) {
        double[] noise = noise(stddev);
        double variance = stddev * stddev;
        assertEquals(0, moment(noise, 1), 5 * stddev / Math.sqrt(COUNT));
        assertEquals(variance, moment(noise, 2), 5 * variance * Math.sqrt(2.0 / COUNT));
        assertEquals(0, moment(noise, 3), 5 * stddev * variance * Math.sqrt(15.0 / COUNT));
        assertEquals(3 * variance * variance, moment(noise, 4), 5 * variance * variance * Math.sqrt(96.0 / COUNT));
    }

    /** Neighbours in a row have noise of their own. */
    @Test
    void neighboursAreIndependent() {
        double[] noise = noise(1);
        double product = 0;
        for (int i = 0; i < COUNT; i += 2) {
            product += noise[i] * noise[i + 1];
        }
        assertEquals(0, product / (COUNT / 2), 5 / Math.sqrt(COUNT / 2));
    }

    /** The example of the documentation: a normal lies within one deviation with probability 0.6827. */
    @Test
    void twoThirdsLieWithinOneDeviation() {
        double within = 0;
        for (double noise : noise(0.1)) {
            within += Math.abs(noise) < 0.1 ? 1 : 0;
        }
        assertEquals(0.6827, within / COUNT, 5 * Math.sqrt(0.6827 * 0.3173 / COUNT));
    }

    @Test
    void eachStepDrawsAnew() {
        draws(1).eachStepDrawsAnew();
    }

    @Test
    void theSeedDecides() {
        draws(1).theSeedDecides();
    }

    @Test
    void eachUseDrawsItsOwn() {
        draws(1).eachUseDrawsItsOwn();
    }

    /** The noise does not depend on the input. */
    @Test
    void theGradientIsThatOfTheIdentity() {
        DoubleArray x = LayerCase.draw(new SplittableRandom(1), 20, 50);
        DoubleArray factor = LayerCase.draw(new SplittableRandom(2), 20, 50);
        try (GraphRun run = new GraphRun(new GaussianNoise(0.5), true)) {
            FloatArray gradient = run.apply(List.of(x))
                    .gradients(Map.of(), List.of(factor))
                    .inputs()
                    .get(0)
                    .get(0);
            assertEquals(factor.floats(), gradient);
        }
    }

    /** Independent normal numbers have products of mean 0 and deviation 1. */
    private static void assertUnrelated(FloatArray a, FloatArray b) {
        assertNotEquals(a, b);
        double product = 0;
        double equal = 0;
        for (int i = 0; i < COUNT; i++) {
            product += a.values()[i] * (double) b.values()[i];
            equal += a.values()[i] == b.values()[i] ? 1 : 0;
        }
        assertEquals(0, product / COUNT, 5 / Math.sqrt(COUNT));
        assertTrue(equal < 0.01 * COUNT, "values repeat");
    }

    private static double moment(double[] values, int power) {
        double sum = 0;
        for (double value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    /** The noise alone. */
    private static double[] noise(double stddev) {
        return DoubleArray.of(draws(stddev).once(4)).values();
    }

    /** Of the layer applied to zeros. */
    private static RandomDraws draws(double stddev) {
        return new RandomDraws(
                () -> new GaussianNoise(stddev),
                FloatArray.zeros(Shape.of(4, COUNT / 4)),
                GaussianNoiseTest::assertUnrelated);
    }
}
