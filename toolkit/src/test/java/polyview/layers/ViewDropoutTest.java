package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class ViewDropoutTest extends LayerBattery {

    private static final int COUNT = 20_000;

    @Override
    List<LayerCase> cases() {
        return List.of(
                LayerCase.of("rate 0.5", () -> new ViewDropout(0.5), Shape.of(4))
                        .randomInTraining(),
                LayerCase.of("presence", () -> new ViewDropout(0.3), Shape.of(3))
                        .presence(0)
                        .randomInTraining(),
                LayerCase.of("one view", () -> new ViewDropout(0.5), Shape.of(1))
                        .presence(0)
                        .randomInTraining(),
                LayerCase.of("rate 0", () -> new ViewDropout(0), Shape.of(4)).reference((in, w) -> in.get(0)));
    }

    @Override
    List<Refusal> refusals() {
        return List.of(
                Refusal.option(() -> new ViewDropout(1), "rate must lie in [0, 1), got 1.0"),
                Refusal.option(() -> new ViewDropout(-0.1), "rate must lie in [0, 1), got -0.1"),
                Refusal.option(() -> new ViewDropout(Double.NaN), "rate must lie in [0, 1), got NaN"),
                Refusal.input(
                        () -> new ViewDropout(0.5),
                        shapes(Shape.of(4, 8)),
                        "view_dropout takes the presence of views as (N, V), got (N, 4, 8)",
                        shapes(Shape.of(4))),
                Refusal.input(
                        () -> new ViewDropout(0.5),
                        shapes(Shape.of(4), Shape.of(4)),
                        "view_dropout takes one input, got 2",
                        shapes(Shape.of(4))));
    }

    /** What was missing stays so, never all go, and of k views each is kept with probability {@code 1 - rate + rate^k / k}. */
    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.5, 3", "0.2, 4", "0.9, 3", "0.99, 2"})
    void takesAwayButNeverAll(double rate, int views) {
        FloatArray out = draws(rate, views).once(4);
        int[] kept = new int[views];
        for (int n = 0; n < COUNT; n++) {
            int own = 0;
            for (int v = 0; v < views; v++) {
                float value = out.get(n, v);
                assertTrue(value == 0 || value == 1, () -> "got " + value);
                own += (int) value;
                kept[v] += (int) value;
            }
            assertTrue(own > 0, "a view stays");
            assertEquals(0, out.get(n, views), "what was missing stays so");
        }
        double share = 1 - rate + Math.pow(rate, views) / views;
        for (int count : kept) {
            // Five standard deviations of a binomial count.
            assertEquals(COUNT * share, count, 5 * Math.sqrt(COUNT * share * (1 - share)));
        }
    }

    /** The example: both stay in a quarter of the samples, one of them in three eighths each. */
    @Test
    void exampleOfTheDocumentation() {
        FloatArray out = draws(0.5, 2).once(7);
        int both = 0;
        for (int n = 0; n < COUNT; n++) {
            both += out.get(n, 0) + out.get(n, 1) == 2 ? 1 : 0;
        }
        assertEquals(COUNT / 4.0, both, 5 * Math.sqrt(COUNT * 0.25 * 0.75));
    }

    @Test
    void aSampleWithoutViewsHasNoneAfterwards() {
        FloatArray none = FloatArray.zeros(Shape.of(50, 3));
        assertArrayEquals(
                none.values(),
                TrainingOutputs.of(List.of(new ViewDropout(0.5)), none, 3, 1)
                        .get(0)
                        .get(0)
                        .values());
    }

    @Test
    void eachStepDrawsAnew() {
        draws(0.5, 3).eachStepDrawsAnew();
    }

    @Test
    void theSeedDecides() {
        draws(0.5, 3).theSeedDecides();
    }

    @Test
    void eachUseDrawsItsOwn() {
        draws(0.5, 3).eachUseDrawsItsOwn();
    }

    /** Of samples with these views and one that is missing. */
    private static RandomDraws draws(double rate, int views) {
        float[] presence = new float[COUNT * (views + 1)];
        for (int i = 0; i < presence.length; i++) {
            presence[i] = i % (views + 1) < views ? 1 : 0;
        }
        return new RandomDraws(
                () -> new ViewDropout(rate),
                FloatArray.of(presence, COUNT, views + 1),
                (a, b) -> assertNotEquals(a, b));
    }
}
