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
        float[] out = train(List.of(new Dropout(rate)), 4, 1).get(0).get(0).values();
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
        float[] out = train(List.of(new Dropout(0.5)), 4, 1).get(0).get(0).values();
        long both = Stream.iterate(0, i -> i + 2)
                .limit(COUNT / 2)
                .filter(i -> out[i] == 0 && out[i + 1] == 0)
                .count();
        assertEquals(COUNT / 8.0, both, 5 * Math.sqrt(COUNT / 2 * 0.25 * 0.75));
    }

    @Test
    void drawsAnewInEachStep() {
        List<List<FloatArray>> steps = train(List.of(new Dropout(0.5)), 4, 3);
        assertUnrelated(steps.get(0).get(0), steps.get(1).get(0));
        assertUnrelated(steps.get(1).get(0), steps.get(2).get(0));
        assertUnrelated(steps.get(0).get(0), steps.get(2).get(0));
    }

    @Test
    void theSeedDecides() {
        assertEquals(train(List.of(new Dropout(0.5)), 4, 3), train(List.of(new Dropout(0.5)), 4, 3));
        assertUnrelated(
                train(List.of(new Dropout(0.5)), 4, 1).get(0).get(0),
                train(List.of(new Dropout(0.5)), 5, 1).get(0).get(0));
    }

    @Test
    void eachUseDrawsItsOwn() {
        List<FloatArray> two =
                train(List.of(new Dropout(0.5), new Dropout(0.5)), 4, 1).get(0);
        assertUnrelated(two.get(0), two.get(1));
        Dropout same = new Dropout(0.5);
        List<FloatArray> twice = train(List.of(same, same), 4, 1).get(0);
        assertUnrelated(twice.get(0), twice.get(1));
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

    /** Half of two independent draws agree; five standard deviations. */
    private static void assertUnrelated(FloatArray a, FloatArray b) {
        assertNotEquals(a, b);
        int equal = 0;
        for (int i = 0; i < COUNT; i++) {
            equal += a.values()[i] == b.values()[i] ? 1 : 0;
        }
        assertEquals(COUNT / 2.0, equal, 5 * Math.sqrt(COUNT) / 2);
    }

    /** What layers put out in training, all applied to the same ones: by step, then by layer. */
    private static List<List<FloatArray>> train(List<Layer> layers, long seed, int steps) {
        float[] filled = new float[COUNT];
        Arrays.fill(filled, 1);
        return TrainingOutputs.of(layers, FloatArray.of(filled, 4, COUNT / 4), seed, steps);
    }
}
