package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class RescalingTest extends LayerBattery {

    private static final double[] THREE = {2, -0.5, 1.0 / 3};

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(4), Shape.of(3, 2, 2))) {
            LayerCase made = LayerCase.of("one of " + shape, () -> new Rescaling(0.25, -1.5), shape)
                    .reference((in, w) -> in.get(0).map(x -> 0.25 * x - 1.5));
            cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
        }
        cases.add(LayerCase.of("without offset", () -> new Rescaling(3), Shape.of(2))
                .reference((in, w) -> in.get(0).map(x -> 3 * x)));
        cases.add(LayerCase.of("by channels", () -> new Rescaling(THREE, 0.5), Shape.of(2, 3, 3))
                .reference((in, w) -> DoubleArray.generate(
                        in.get(0).shape(), at -> in.get(0).get(at) * THREE[at[at.length - 1]] + 0.5)));
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        Supplier<Rescaling> three = () -> new Rescaling(THREE, 0);
        return List.of(
                Refusal.option(() -> new Rescaling(Double.NaN), "scale must be finite, got NaN"),
                Refusal.option(() -> new Rescaling(1, Double.POSITIVE_INFINITY), "offset must be finite, got Infinity"),
                Refusal.option(() -> new Rescaling(new double[0], 0), "scale must have at least one number"),
                Refusal.input(
                        three,
                        shapes(Shape.of(8, 8, 1)),
                        "rescaling has 3 scales, got (N, 8, 8, 1)",
                        shapes(Shape.of(3))),
                Refusal.input(
                        three,
                        shapes(Shape.of(3), Shape.of(3)),
                        "rescaling takes one input, got 2",
                        shapes(Shape.of(3))));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new Rescaling(1 / 127.5, -1), List.of(Examples.row(0, 255)), Examples.row(-1, 1));
    }
}
