package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class FlattenTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return Stream.of(Shape.of(1), Shape.of(6), Shape.of(3, 4), Shape.of(2, 3, 4), Shape.of(2, 1, 3, 2))
                .map(shape -> LayerCase.of("of " + shape, Flatten::new, shape)
                        .reference((in, w) -> in.get(0).reshape(in.get(0).size(0), (int) shape.size())))
                .toList();
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(2, 2, 3));
        return List.of(
                Refusal.input(
                        Flatten::new,
                        shapes(Shape.of(-1, -1, 3)),
                        "flatten needs a known number of elements, got (N, ?, ?, 3)",
                        good),
                Refusal.input(Flatten::new, shapes(Shape.of(3), Shape.of(3)), "flatten takes one input, got 2", good),
                Refusal.laterInput(
                        Flatten::new,
                        good,
                        shapes(Shape.of(2, -1, 3)),
                        "flatten needs a known number of elements, got (N, 2, ?, 3)"));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new Flatten(), shapes(Shape.of(4, 5, 8)), Shape.of(-1, 160), 0);
    }
}
