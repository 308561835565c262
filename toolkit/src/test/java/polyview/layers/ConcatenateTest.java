package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ConcatenateTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return List.of(
                of(Shape.of(2), Shape.of(1)),
                of(Shape.of(3), Shape.of(3), Shape.of(4)),
                of(Shape.of(2, 3), Shape.of(2, 1)),
                of(Shape.of(3, 2, 1), Shape.of(3, 2, 4)).sizesMayBeUnknown());
    }

    private static LayerCase of(Shape... inputs) {
        return LayerCase.of("of " + List.of(inputs), Concatenate::new, inputs).reference((in, w) -> Plain.concat(in));
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(28, 28, 8), Shape.of(28, 28, 4));
        List<Shape> bad = shapes(Shape.of(30, 30, 8), Shape.of(28, 28, 8));
        String rule = "concatenate takes inputs that differ in the last axis only, got ";
        return List.of(
                Refusal.input(Concatenate::new, bad, rule + "(N, 30, 30, 8) and (N, 28, 28, 8)", good),
                Refusal.input(
                        Concatenate::new, shapes(Shape.of(4), Shape.of(4, 1)), rule + "(N, 4) and (N, 4, 1)", good),
                Refusal.input(Concatenate::new, shapes(Shape.of(), Shape.of()), rule + "(N) and (N)", good),
                Refusal.input(
                        Concatenate::new, shapes(Shape.of(3)), "concatenate takes at least two inputs, got 1", good),
                Refusal.laterInput(Concatenate::new, good, bad, rule + "(N, 30, 30, 8) and (N, 28, 28, 8)"));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Concatenate(), List.of(Examples.row(1, 2), Examples.row(3)), Examples.row(1, 2, 3));
    }
}
