package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** What the battery asks of every merge that works element by element. */
final class MergeCases {

    private MergeCases() {}

    /** Two and three inputs of several ranks. */
    static List<LayerCase> of(Supplier<? extends Layer> layer, Reference reference) {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(5), Shape.of(2, 3), Shape.of(3, 2, 2))) {
            for (Shape[] inputs : new Shape[][] {{shape, shape}, {shape, shape, shape}}) {
                LayerCase made = LayerCase.of(inputs.length + " of " + shape, layer, inputs)
                        .reference(reference);
                cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
            }
        }
        return cases;
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
                Refusal.laterInput(layer, good, bad, unequal + "(N, 30, 30, 8) and (N, 28, 28, 8)"));
    }
}
