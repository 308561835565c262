package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class GatedAverageTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return GatedCases.of(GatedAverageTest::of);
    }

    private static LayerCase of(int inputs, Shape shape) {
        long all = inputs * shape.get(-1);
        long logits = (inputs - 1) * shape.get(-1);
        return LayerCase.of(inputs + " of " + shape, GatedAverage::new, MergeCases.inputs(inputs, shape))
                .reference((in, w) -> fuse(in, w.get("gate/kernel"), w.get("gate/bias")))
                .weight("gate/kernel", all, logits)
                .weight("gate/bias", logits)
                .parameters(all * logits + logits);
    }

    /** Of two inputs {@code a x1 + (1 - a) x2} with a sigmoid; of more the softmax. */
    static DoubleArray fuse(List<DoubleArray> in, DoubleArray kernel, DoubleArray bias) {
        DoubleArray logits = Plain.plusBias(Plain.product(Plain.concat(in), kernel), bias);
        if (in.size() > 2) {
            return GatedCases.average(in, logits);
        }
        DoubleArray gate = logits.map(Plain::sigmoid);
        return DoubleArray.generate(
                in.get(0).shape(),
                at -> gate.get(at) * in.get(0).get(at)
                        + (1 - gate.get(at)) * in.get(1).get(at));
    }

    @Override
    List<Refusal> refusals() {
        return GatedCases.refusals(GatedAverage::new, "gated_average");
    }

    @Test
    void exampleOfTheDocumentation() {
        GatedCases.exampleOfTheDocumentation(new GatedAverage());
    }

    /** The logits of the first two inputs are 100 (sum of all inputs + 1) = 1800, that of the last is 0. */
    @Test
    void largeLogitsOverflowNothing() {
        GatedCases.largeLogitsOverflowNothing(new GatedAverage(), Examples.row(2, 4));
    }
}
