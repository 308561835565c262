package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class DropoutTest extends LayerBattery {

    private static final int COUNT = 10_000;

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(5), Shape.of(3, 2, 2))) {
            LayerCase made = LayerCase.of("rate 0.5 of " + shape, () -> new Dropout(0.5), shape)
                    .randomInTraining();
            cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
        }
        cases.add(LayerCase.of("whole samples", () -> new Dropout(0.5).noiseShape(-1, 1, 1, 1), Shape.of(3, 2, 2))
                .randomInTraining()
                .sizesMayBeUnknown());
        // Nothing is dropped in training either.
        cases.add(LayerCase.of("rate 0", () -> new Dropout(0), Shape.of(5)).reference((in, w) -> in.get(0)));
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.option(() -> new Dropout(1), "rate must lie in [0, 1), got 1.0"),
                Refusal.option(() -> new Dropout(-0.1), "rate must lie in [0, 1), got -0.1"),
                Refusal.option(
                        () -> new Dropout(0.99999999999),
                        "rate must lie in [0, 1) as a 32-bit float, got 0.99999999999"),
                Refusal.option(() -> new Dropout(Double.NaN), "rate must lie in [0, 1), got NaN"),
                Refusal.option(() -> new Dropout(0.5).noiseShape(-1, 2), "noiseShape must hold 1 or -1, got 2"),
                Refusal.input(
                        () -> new Dropout(0.5).noiseShape(-1, 1),
                        shapes(Shape.of(8, 8, 3)),
                        "dropout draws with noiseShape [-1, 1], got (N, 8, 8, 3)",
                        shapes(Shape.of(3))),
                Refusal.input(
                        () -> new Dropout(0.5),
                        shapes(Shape.of(3), Shape.of(3)),
                        "dropout takes one input, got 2",
                        shapes(Shape.of(3))));
    }

    /** Zeros and {@code x / (1 - rate)}, and as many zeros as a coin with that rate gives. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
    void dropsTheRateAndScalesTheRest(double rate) {
        float[] out = draws(rate).once(4).values();
        float kept = 1 / (1 - (float) rate);
        int zeros = 0;
        for (float value : out) {
            assertTrue(value == 0 || value == kept, () -> value + " is neither 0 nor " + kept);
            zeros += value == 0 ? 1 : 0;
        }
        // Five standard deviations of a binomial count.
        double spread = 5 * Math.sqrt(COUNT * rate * (1 - rate));
        assertEquals(COUNT * rate, zeros, spread);
    }

    /** Neighbours in a row are dropped independently: both gone in a share rate^2 of the pairs. */
    @Test
    void neighboursAreIndependent() {
        float[] out = draws(0.5).once(4).values();
        long both = Stream.iterate(0, i -> i + 2)
                .limit(COUNT / 2)
                .filter(i -> out[i] == 0 && out[i + 1] == 0)
                .count();
        assertEquals(COUNT / 8.0, both, 5 * Math.sqrt(COUNT / 2 * 0.25 * 0.75));
    }

    @Test
    void eachStepDrawsAnew() {
        draws(0.5).eachStepDrawsAnew();
    }

    @Test
    void theSeedDecides() {
        draws(0.5).theSeedDecides();
    }

    @Test
    void eachUseDrawsItsOwn() {
        draws(0.5).eachUseDrawsItsOwn();
    }

    /** What is dropped has gradient 0, what is kept {@code 1 / (1 - rate)}: the output of ones is the gradient. */
    @Test
    void theGradientFollowsTheSameDraw() {
        DoubleArray ones = DoubleArray.zeros(20, 50).map(x -> 1);
        try (GraphRun forward = new GraphRun(new Dropout(0.25), true);
                GraphRun backward = new GraphRun(new Dropout(0.25), true)) {
            FloatArray out = forward.apply(List.of(ones)).outputs(Map.of()).get(0);
            FloatArray gradient = backward.apply(List.of(ones))
                    .gradients(Map.of(), List.of(ones))
                    .inputs()
                    .get(0)
                    .get(0);
            assertEquals(out, gradient);
        }
    }

    /** Whole samples, or whole channels of images, are kept or dropped; the share is that of a coin. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsDroppedTogether(boolean samples) {
        int[] noise = samples ? new int[] {-1, 1, 1, 1} : new int[] {-1, 1, 1, -1};
        float[] ones = new float[400 * 2 * 3 * 5];
        Arrays.fill(ones, 1);
        float[] out = new RandomDraws(
                        () -> new Dropout(0.25).noiseShape(noise),
                        FloatArray.of(ones, 400, 2, 3, 5),
                        DropoutTest::assertUnrelated)
                .once(4)
                .values();
        float kept = 1 / 0.75f;
        int dropped = 0;
        for (int i = 0; i < out.length; i++) {
            // The first of its sample, or of its channel in that.
            int first = i - i % 30 + (samples ? 0 : i % 5);
            assertEquals(out[first], out[i]);
            assertTrue(out[i] == 0 || out[i] == kept);
            dropped += i == first && out[i] == 0 ? 1 : 0;
        }
        int draws = samples ? 400 : 2000;
        assertEquals(0.25 * draws, dropped, 5 * Math.sqrt(draws * 0.25 * 0.75));
    }

    /** Half of two independent draws agree; five standard deviations. */
    private static void assertUnrelated(FloatArray a, FloatArray b) {
        assertNotEquals(a, b);
        int equal = 0;
        for (int i = 0; i < COUNT; i++) {
            equal += a.values()[i] == b.values()[i] ? 1 : 0;
        }
        assertEquals(COUNT / 2.0, equal, 5 * Math.sqrt(COUNT) / 2);
    }

    /** Of the layer applied to ones. */
    private static RandomDraws draws(double rate) {
        float[] ones = new float[COUNT];
        Arrays.fill(ones, 1);
        return new RandomDraws(
                () -> new Dropout(rate), FloatArray.of(ones, 4, COUNT / 4), DropoutTest::assertUnrelated);
    }
}
