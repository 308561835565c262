package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

/** What the battery asks of every merge with gates, and what the references of gates share. */
final class GatedCases {

    /** A layer for so many inputs of a shape, with its weights. */
    @FunctionalInterface
    interface Cases {
        LayerCase of(int inputs, Shape shape);
    }

    private GatedCases() {}

    /** Two, three and four inputs of several ranks. */
    static List<LayerCase> of(Cases cases) {
        List<LayerCase> all = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(3), Shape.of(4, 2), Shape.of(3, 2, 2), Shape.of(1, 1, 1))) {
            for (int inputs = 2; inputs <= 4; inputs++) {
                LayerCase made = cases.of(inputs, shape);
                all.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
            }
        }
        return all;
    }

    /** {@code softmax(logits) . inputs} with zero for the last input; logits of one pixel hold for all. */
    static DoubleArray average(List<DoubleArray> in, DoubleArray logits) {
        int channels = in.get(0).size(-1);
        return DoubleArray.generate(in.get(0).shape(), at -> {
            double total = 0;
            double sum = 0;
            for (int i = 0; i < in.size(); i++) {
                int[] from = at.clone();
                for (int axis = 1; axis < at.length - 1; axis++) {
                    from[axis] = Math.min(at[axis], logits.size(axis) - 1);
                }
                from[at.length - 1] = i * channels + at[at.length - 1];
                double power = i == in.size() - 1 ? 1 : Math.exp(logits.get(from));
                total += power;
                sum += power * in.get(i).get(at);
            }
            return sum / total;
        });
    }

    static List<Refusal> refusals(Supplier<? extends Layer> layer, String kind) {
        List<Refusal> all = new ArrayList<>(MergeCases.refusals(layer, kind, "at least two"));
        List<Shape> good = shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2));
        all.add(Refusal.input(
                layer,
                shapes(Shape.of(4, 4, -1), Shape.of(4, 4, 2)),
                kind + " needs a known number of channels, got (N, 4, 4, ?)",
                good));
        all.add(Refusal.laterInput(
                layer,
                good,
                shapes(Shape.of(4, 4, 3), Shape.of(4, 4, 3)),
                kind + " was built for 2 channels, got (N, 4, 4, 3)"));
        all.add(Refusal.laterInput(
                layer, good, shapes(MergeCases.inputs(3, Shape.of(4, 4, 2))), kind + " was built for 2 inputs, got 3"));
        return all;
    }

    /** With all weights zero, (1, 3) and (3, 5) give (2, 4). */
    static void exampleOfTheDocumentation(Layer layer) {
        FloatArray got = outputWithWeights(layer, 0, List.of(Examples.row(1, 3), Examples.row(3, 5)));
        new Closeness().check("example", DoubleArray.of(Examples.row(2, 4)), got, Closeness.VALUES);
    }

    /** Weights as large as these would overflow an exponential: the largest logit wins, and no number is lost. */
    static void largeLogitsOverflowNothing(Layer layer, FloatArray expected) {
        List<FloatArray> rows = List.of(Examples.row(1, 3), Examples.row(3, 5), Examples.row(-2, 7));
        assertEquals(expected, outputWithWeights(layer, 100, rows));
    }

    private static FloatArray outputWithWeights(Layer layer, float value, List<FloatArray> rows) {
        List<SymbolicTensor> inputs = new ArrayList<>();
        rows.forEach(row -> inputs.add(Input.of("x" + inputs.size(), 2)));
        try (Model model = new Model(inputs, layer.apply(inputs)).seed(1)) {
            Map<String, FloatArray> weights = new HashMap<>(model.weights());
            weights.replaceAll(
                    (path, weight) -> DoubleArray.of(weight).map(x -> value).floats());
            model.setWeights(weights);
            return model.predict(rows.toArray(FloatArray[]::new));
        }
    }
}
