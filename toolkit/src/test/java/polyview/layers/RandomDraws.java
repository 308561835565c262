package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import polyview.data.FloatArray;

/**
 * What the seed promises of every layer that is random in training.
 *
 * @param layer makes the layer
 * @param x what it is applied to
 * @param assertUnrelated holds two outputs against each other that must come from draws of their own
 */
record RandomDraws(Supplier<? extends Layer> layer, FloatArray x, BiConsumer<FloatArray, FloatArray> assertUnrelated) {

    /** Three steps are three draws. */
    void eachStepDrawsAnew() {
        List<List<FloatArray>> steps = of(List.of(layer.get()), 4, 3);
        assertUnrelated.accept(steps.get(0).get(0), steps.get(1).get(0));
        assertUnrelated.accept(steps.get(1).get(0), steps.get(2).get(0));
        assertUnrelated.accept(steps.get(0).get(0), steps.get(2).get(0));
    }

    /** The same seed gives the same bits in every step, another seed other ones. */
    void theSeedDecides() {
        assertEquals(of(List.of(layer.get()), 4, 3), of(List.of(layer.get()), 4, 3));
        assertUnrelated.accept(once(4), once(5));
    }

    /** Two layers draw apart, and so do two uses of one. */
    void eachUseDrawsItsOwn() {
        Layer same = layer.get();
        for (List<Layer> layers : List.of(List.<Layer>of(layer.get(), layer.get()), List.of(same, same))) {
            List<FloatArray> two = of(layers, 4, 1).get(0);
            assertUnrelated.accept(two.get(0), two.get(1));
        }
    }

    /** The output of the first step of a model with this seed. */
    FloatArray once(long seed) {
        return of(List.of(layer.get()), seed, 1).get(0).get(0);
    }

    private List<List<FloatArray>> of(List<Layer> layers, long seed, int steps) {
        return TrainingOutputs.of(layers, x, seed, steps);
    }
}
