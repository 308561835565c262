package polyview.layers;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class GatedSumTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return GatedCases.of(GatedSumTest::of);
    }

    private static LayerCase of(int inputs, Shape shape) {
        long all = inputs * shape.get(-1);
        return LayerCase.of(inputs + " of " + shape, GatedSum::new, MergeCases.inputs(inputs, shape))
                .reference((in, w) -> fuse(in, w.get("gate/kernel"), w.get("gate/bias")))
                .weight("gate/kernel", all, all)
                .weight("gate/bias", all)
                .parameters(all * all + all);
    }

    /** {@code g1 x1 + ... + gk xk}, gate after gate. */
    static DoubleArray fuse(List<DoubleArray> in, DoubleArray kernel, DoubleArray bias) {
        DoubleArray gates =
                Plain.plusBias(Plain.product(Plain.concat(in), kernel), bias).map(Plain::sigmoid);
        int channels = in.get(0).size(-1);
        return DoubleArray.generate(in.get(0).shape(), at -> {
            double sum = 0;
            for (int i = 0; i < in.size(); i++) {
                int[] gate = at.clone();
                gate[at.length - 1] += i * channels;
                sum += gates.get(gate) * in.get(i).get(at);
            }
            return sum;
        });
    }

    @Override
    List<Refusal> refusals() {
        return GatedCases.refusals(GatedSum::new, "gated_sum");
    }

    @Test
    void exampleOfTheDocumentation() {
        GatedCases.exampleOfTheDocumentation(new GatedSum());
    }

    /** With all gates open the inputs are added. */
    @Test
    void largeLogitsOverflowNothing() {
        GatedCases.largeLogitsOverflowNothing(new GatedSum(), Examples.row(2, 15));
    }
}
