package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

/** What the battery asks of every merge that works element by element. */
final class MergeCases {

    private MergeCases() {}

    /** Two, three and four inputs of several ranks. */
    static List<LayerCase> of(Supplier<? extends Layer> layer, Reference reference) {
        return of(layer, reference, 2, 3, 4);
    }

    /** Two inputs of several ranks. */
    static List<LayerCase> ofTwo(Supplier<? extends Layer> layer, Reference reference) {
        return of(layer, reference, 2);
    }

    private static List<LayerCase> of(Supplier<? extends Layer> layer, Reference reference, int... numbers) {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(5), Shape.of(2, 3), Shape.of(3, 2, 2), Shape.of(1, 1, 1))) {
            for (int number : numbers) {
                LayerCase made = LayerCase.of(number + " of " + shape, layer, inputs(number, shape))
                        .reference(reference);
                cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
            }
        }
        return cases;
    }

    /** So many inputs of one shape. */
    static Shape[] inputs(int number, Shape shape) {
        return Collections.nCopies(number, shape).toArray(Shape[]::new);
    }

    /** Element by element, from the first input to the last. */
    static DoubleArray fold(List<DoubleArray> inputs, DoubleBinaryOperator add) {
        return DoubleArray.generate(
                inputs.get(0).shape(),
                at -> inputs.stream().mapToDouble(x -> x.get(at)).reduce(add).orElseThrow());
    }

    static List<Refusal> refusals(Supplier<? extends Layer> layer, String kind, String number) {
        List<Shape> good = shapes(Shape.of(28, 28, 8), Shape.of(28, 28, 8));
        List<Shape> bad = shapes(Shape.of(30, 30, 8), Shape.of(28, 28, 8));
        String unequal = kind + " takes inputs of equal shape, got ";
        return List.of(
                Refusal.input(layer, bad, unequal + "(N, 30, 30, 8) and (N, 28, 28, 8)", good),
                Refusal.input(layer, shapes(Shape.of(4), Shape.of(4, 1)), unequal + "(N, 4) and (N, 4, 1)", good),
                // No silent broadcasting.
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, 3), Shape.of(1, 1, 3)),
                        unequal + "(N, 8, 8, 3) and (N, 1, 1, 3)",
                        good),
                Refusal.input(layer, shapes(Shape.of(3)), kind + " takes " + number + " inputs, got 1", good),
                Refusal.input(layer, shapes(), kind + " takes " + number + " inputs, got 0", good),
                Refusal.laterInput(layer, good, bad, unequal + "(N, 30, 30, 8) and (N, 28, 28, 8)"),
                new Refusal("unequal sizes at run time", () -> refusedAtRunTime(layer.get(), kind)));
    }

    /** Sizes that nobody knew before: one pixel would fit any image if it were repeated. */
    private static void refusedAtRunTime(Layer layer, String kind) {
        // Of both, of one of two, and of one axis alone.
        refusedAtRunTime(layer, kind, Shape.of(-1, -1, 2), Shape.of(-1, -1, 2), Shape.of(1, 1, 2));
        refusedAtRunTime(layer, kind, Shape.of(4, 5, 2), Shape.of(-1, -1, 2), Shape.of(1, 1, 2));
        refusedAtRunTime(layer, kind, Shape.of(-1, 5, 2), Shape.of(-1, 5, 2), Shape.of(1, 5, 2));
        refusedAtRunTime(layer, kind, Shape.of(4, -1, 2), Shape.of(4, -1, 2), Shape.of(4, 1, 2));
    }

    private static void refusedAtRunTime(Layer layer, String kind, Shape first, Shape second, Shape sample) {
        List<SymbolicTensor> inputs = List.of(Input.of("large", first.asArray()), Input.of("small", second.asArray()));
        try (Model model = new Model(inputs, layer.apply(inputs)).seed(1)) {
            FloatArray large = FloatArray.zeros(Shape.of(3, 4, 5, 2));
            FloatArray small = FloatArray.zeros(Shape.of(3).append(sample));
            assertEquals(
                    large.shape().get(0), model.predict(large, large).shape().get(0));
            String message = assertThrows(RuntimeException.class, () -> model.predict(large, small))
                    .getMessage();
            String told = kind + " takes inputs of equal shape, got] [3 4 5 2] [3 " + sample.get(0) + " "
                    + sample.get(1) + " 2]";
            assertTrue(message.contains(told), message);
        }
    }

    /** The same for a merge that takes two inputs only. */
    static List<Refusal> refusalsOfTwo(Supplier<? extends Layer> layer, String kind) {
        List<Refusal> all = new ArrayList<>(refusals(layer, kind, "two"));
        all.add(Refusal.input(
                layer,
                shapes(inputs(3, Shape.of(3))),
                kind + " takes two inputs, got 3",
                shapes(Shape.of(3), Shape.of(3))));
        return all;
    }

    /** Of the sum of all elements of the output with respect to each input. */
    static List<FloatArray> gradientsOfTheSum(Layer layer, List<FloatArray> inputs) {
        List<DoubleArray> values = inputs.stream().map(DoubleArray::of).toList();
        try (GraphRun run = new GraphRun(layer, true)) {
            return run.apply(values).gradients(Map.of(), List.of(values.get(0).map(x -> 1))).inputs().get(0).stream()
                    // Minus zero becomes zero.
                    .map(gradient -> DoubleArray.of(gradient).map(x -> x + 0.0).floats())
                    .toList();
        }
    }
}
