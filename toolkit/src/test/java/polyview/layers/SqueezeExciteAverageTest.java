package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class SqueezeExciteAverageTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> all = new ArrayList<>(GatedCases.of((inputs, shape) ->
                of("ratio 1", () -> new SqueezeExciteAverage(1), inputs, shape, inputs * shape.get(-1))));
        // 3 x 5 channels and ratio 4: 3 units, rounded down; with ratio 99 there is still one.
        all.add(of("nothing set", SqueezeExciteAverage::new, 3, Shape.of(2, 3, 5), 3));
        all.add(of("nothing set", SqueezeExciteAverage::new, 2, Shape.of(2, 3, 4), 2));
        all.add(of("ratio 99", () -> new SqueezeExciteAverage(99), 2, Shape.of(3, 2, 2), 1));
        return all;
    }

    private static LayerCase of(
            String options, Supplier<SqueezeExciteAverage> layer, int inputs, Shape shape, long hidden) {
        long all = inputs * shape.get(-1);
        long logits = (inputs - 1) * shape.get(-1);
        return LayerCase.of(options + ", " + inputs + " of " + shape, layer, MergeCases.inputs(inputs, shape))
                .reference((in, w) -> fuse(in, w, ""))
                .weight("squeeze/kernel", all, hidden)
                .weight("squeeze/bias", hidden)
                .weight("excite/kernel", hidden, logits)
                .weight("excite/bias", logits)
                .parameters(all * hidden + hidden + hidden * logits + logits);
    }

    /** Mean, dense, ReLU, dense, softmax, one after the other. */
    static DoubleArray fuse(List<DoubleArray> in, Map<String, DoubleArray> w, String path) {
        DoubleArray hidden = dense(means(Plain.concat(in)), w, path + "squeeze").map(x -> Math.max(x, 0));
        return GatedCases.average(in, dense(hidden, w, path + "excite"));
    }

    private static DoubleArray dense(DoubleArray x, Map<String, DoubleArray> w, String path) {
        return Plain.plusBias(Plain.product(x, w.get(path + "/kernel")), w.get(path + "/bias"));
    }

    /** Over all axes but the first and the last, which become one position. */
    private static DoubleArray means(DoubleArray x) {
        int[] one = x.shape();
        int positions = 1;
        for (int axis = 1; axis < one.length - 1; axis++) {
            positions *= one[axis];
            one[axis] = 1;
        }
        DoubleArray means = DoubleArray.zeros(one);
        int channels = x.size(-1);
        for (int i = 0; i < x.values().length; i++) {
            int sample = i / (positions * channels);
            means.values()[sample * channels + i % channels] += x.values()[i] / positions;
        }
        return means;
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(GatedCases.refusals(SqueezeExciteAverage::new, "squeeze_excite_average"));
        all.add(Refusal.option(() -> new SqueezeExciteAverage(0), "ratio must be positive, got 0"));
        all.add(Refusal.option(() -> Fusion.squeezeExcite(-1), "ratio must be positive, got -1"));
        return all;
    }

    @Test
    void exampleOfTheDocumentation() {
        GatedCases.exampleOfTheDocumentation(new SqueezeExciteAverage());
    }

    /** Both first inputs have logits of over 10000, the last has 0. */
    @Test
    void largeLogitsOverflowNothing() {
        GatedCases.largeLogitsOverflowNothing(new SqueezeExciteAverage(), Examples.row(2, 4));
    }

    /** Two images of 64 channels with ratio 4: 32 units, 128 32 + 32 and 32 64 + 64 weights. */
    @Test
    void parametersByHand() {
        Examples.shapeAndParameters(
                new SqueezeExciteAverage(),
                shapes(Shape.of(8, 8, 64), Shape.of(8, 8, 64)),
                Shape.of(-1, 8, 8, 64),
                4128 + 2112);
    }
}
