package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** What every layer over matrices (N, H, W) refuses. */
final class MatrixRefusals {

    private MatrixRefusals() {}

    static List<Refusal> of(Supplier<? extends Layer> layer, String name) {
        List<Shape> good = shapes(Shape.of(3, 3));
        return List.of(
                Refusal.input(layer, shapes(Shape.of(3, 3, 1)), name + " takes (N, H, W), got (N, 3, 3, 1)", good),
                Refusal.input(layer, shapes(Shape.of(3)), name + " takes (N, H, W), got (N, 3)", good),
                Refusal.input(
                        layer, shapes(Shape.of(-1, 3)), name + " needs a known number of rows, got (N, ?, 3)", good),
                Refusal.input(
                        layer, shapes(Shape.of(3, -1)), name + " needs a known number of columns, got (N, 3, ?)", good),
                Refusal.input(layer, shapes(Shape.of(3, 3), Shape.of(3, 3)), name + " takes one input, got 2", good),
                Refusal.laterInput(layer, good, shapes(Shape.of(4, 3)), name + " was built for 3 rows, got (N, 4, 3)"),
                Refusal.laterInput(
                        layer, good, shapes(Shape.of(3, 1)), name + " was built for 3 columns, got (N, 3, 1)"),
                Refusal.laterInput(
                        layer, good, shapes(Shape.of(-1, 3)), name + " needs a known number of rows, got (N, ?, 3)"),
                Refusal.laterInput(
                        layer, good, shapes(Shape.of(3, -1)), name + " needs a known number of columns, got (N, 3, ?)"),
                Refusal.laterInput(layer, good, shapes(Shape.of(3)), name + " takes (N, H, W), got (N, 3)"));
    }
}
