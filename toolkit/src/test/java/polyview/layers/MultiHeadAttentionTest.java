package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Samples;

class MultiHeadAttentionTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (boolean missing : new boolean[] {false, true}) {
            cases.add(of(1, 1, 1, Shape.of(2, 1), missing, true));
            cases.add(of(1, 3, 3, Shape.of(3, 2), missing, true));
            cases.add(of(2, 2, 2, Shape.of(3, 4), missing, true));
            cases.add(of(3, 2, 4, Shape.of(4, 2), missing, true));
            cases.add(of(2, 2, 2, Shape.of(3, 2), missing, false));
        }
        cases.add(LayerCase.of("dropout", () -> new MultiHeadAttention(1, 2).dropout(0.5), Shape.of(3, 2))
                .reference((in, w) -> attend(in, w, 1, 2, 2, true))
                .randomInTraining()
                .unmoved("key/bias")
                .weight("query/kernel", 2, 2)
                .weight("query/bias", 2)
                .weight("key/kernel", 2, 2)
                .weight("key/bias", 2)
                .weight("value/kernel", 2, 2)
                .weight("value/bias", 2)
                .weight("attentionOutput/kernel", 2, 2)
                .weight("attentionOutput/bias", 2)
                .parameters(24));
        return cases;
    }

    private static LayerCase of(int heads, int key, int value, Shape shape, boolean missing, boolean bias) {
        long f = shape.get(1);
        Supplier<MultiHeadAttention> layer = () -> {
            MultiHeadAttention made = new MultiHeadAttention(heads, key).useBias(bias);
            return value == key ? made : made.valueDim(value);
        };
        Shape[] inputs = missing ? new Shape[] {shape, Shape.of(shape.get(0))} : new Shape[] {shape};
        String name = heads + " heads of " + key + " and " + value + " on " + shape + (missing ? ", some missing" : "")
                + (bias ? "" : ", no bias");
        LayerCase made = LayerCase.of(name, layer, inputs)
                .reference((in, w) -> attend(in, w, heads, key, value, bias))
                .parameters(2 * (f + 1) * heads * key
                        + (f + 1) * heads * value
                        + heads * value * f
                        + f
                        - (bias ? 0 : 2L * heads * key + (long) heads * value + f));
        weights(made, "query", f, (long) heads * key, bias);
        weights(made, "key", f, (long) heads * key, bias);
        weights(made, "value", f, (long) heads * value, bias);
        weights(made, "attentionOutput", (long) heads * value, f, bias);
        // A softmax does not change where all its scores grow alike, as they do by this bias.
        made.unmoved("key/bias");
        return missing ? made.presence(1) : made;
    }

    private static void weights(LayerCase made, String part, long in, long out, boolean bias) {
        made.weight(part + "/kernel", in, out);
        if (bias) {
            made.weight(part + "/bias", out);
        }
    }

    /** By the formula, view by view. */
    private static DoubleArray attend(
            List<DoubleArray> in, Map<String, DoubleArray> w, int heads, int keyDim, int valueDim, boolean bias) {
        DoubleArray x = in.get(0);
        DoubleArray presence = in.size() > 1 ? in.get(1) : Views.all(x);
        DoubleArray query = product(x, w, "query", bias);
        DoubleArray key = product(x, w, "key", bias);
        DoubleArray value = product(x, w, "value", bias);
        int[] shape = {x.size(0), x.size(1), heads * valueDim};
        DoubleArray taken = DoubleArray.generate(shape, at -> {
            int head = at[2] / valueDim;
            double weighted = 0;
            double all = 0;
            for (int u = 0; u < x.size(1); u++) {
                if (presence.get(at[0], u) > 0.5) {
                    double score = 0;
                    for (int k = head * keyDim; k < (head + 1) * keyDim; k++) {
                        score += query.get(at[0], at[1], k) * key.get(at[0], u, k);
                    }
                    double weight = Math.exp(score / Math.sqrt(keyDim));
                    weighted += weight * value.get(at[0], u, at[2]);
                    all += weight;
                }
            }
            return all == 0 ? 0 : weighted / all;
        });
        DoubleArray y = product(taken, w, "attentionOutput", bias);
        return DoubleArray.generate(y.shape(), at -> presence.get(at[0], at[1]) > 0.5 ? y.get(at) : 0);
    }

    private static DoubleArray product(DoubleArray x, Map<String, DoubleArray> w, String part, boolean bias) {
        DoubleArray y = Plain.product(x, w.get(part + "/kernel"));
        return bias ? Plain.plusBias(y, w.get(part + "/bias")) : y;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 8), Shape.of(4));
        Supplier<MultiHeadAttention> layer = () -> new MultiHeadAttention(2, 4);
        return List.of(
                Refusal.option(() -> new MultiHeadAttention(0, 4), "numHeads must be positive, got 0"),
                Refusal.option(() -> new MultiHeadAttention(2, -1), "keyDim must be positive, got -1"),
                Refusal.option(() -> new MultiHeadAttention(2, 4).valueDim(0), "valueDim must be positive, got 0"),
                Refusal.option(() -> new MultiHeadAttention(2, 4).dropout(1), "dropout must lie in [0, 1), got 1.0"),
                Refusal.input(layer, shapes(Shape.of(8)), "multi_head_attention takes (N, V, F), got (N, 8)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(4, -1)),
                        "multi_head_attention needs a known number of features, got (N, 4, ?)",
                        good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(4, 8), Shape.of(3)),
                        "multi_head_attention takes views and the presence of as many, got (N, 4, 8) and (N, 3)",
                        good),
                Refusal.laterInput(
                        layer,
                        good,
                        shapes(Shape.of(4, 6)),
                        "multi_head_attention was built for 8 features, got (N, 4, 6)"),
                Refusal.lateOption(layer, good, l -> l.valueDim(2), "valueDim"),
                Refusal.lateOption(layer, good, l -> l.dropout(0.5), "dropout"),
                Refusal.lateOption(layer, good, l -> l.useBias(false), "useBias"));
    }

    /** The number of parameters, and that with kernels of zeros every view becomes the bias of the output. */
    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new MultiHeadAttention(4, 16), shapes(Shape.of(8, 64)), Shape.of(-1, 8, 64), 16_640);
        Examples.values(
                new MultiHeadAttention(2, 3)
                        .kernelInitializer(Initializer.zeros())
                        .biasInitializer(Initializer.constant(0.5f)),
                List.of(Samples.uniform(1, 1, 2, 2)),
                FloatArray.of(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 1, 2, 2));
    }
}
