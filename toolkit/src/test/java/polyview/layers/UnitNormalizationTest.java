package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class UnitNormalizationTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(2), Shape.of(7), Shape.of(3, 4), Shape.of(3, 2, 4))) {
            LayerCase made = LayerCase.of("of " + shape, UnitNormalization::new, shape)
                    .reference((in, w) -> ofUnitLength(in.get(0)));
            cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
        }
        // Between two layers with weights: the gradient goes through it, and it is saved and loaded within a network.
        cases.add(LayerCase.of(
                        "an embedding",
                        () -> new Sequential(
                                new Dense(3).name("first"), new UnitNormalization(), new Dense(2).name("second")),
                        Shape.of(4))
                .weight("first/kernel", 4, 3)
                .weight("first/bias", 3)
                .weight("second/kernel", 3, 2)
                .weight("second/bias", 2)
                .parameters(4 * 3 + 3 + 3 * 2 + 2)
                .reference((in, w) -> dense(ofUnitLength(dense(in.get(0), w, "first")), w, "second")));
        return cases;
    }

    private static DoubleArray dense(DoubleArray x, Map<String, DoubleArray> w, String name) {
        return Plain.plusBias(Plain.product(x, w.get(name + "/kernel")), w.get(name + "/bias"));
    }

    private static DoubleArray ofUnitLength(DoubleArray x) {
        int last = x.shape().length - 1;
        return DoubleArray.generate(x.shape(), at -> {
            double squares = 0;
            for (int k = 0; k < x.shape()[last]; k++) {
                int[] other = at.clone();
                other[last] = k;
                squares += x.get(other) * x.get(other);
            }
            return x.get(at) / Math.sqrt(squares);
        });
    }

    /** Layers within have options of their own. */
    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        Supplier<UnitNormalization> layer = UnitNormalization::new;
        return List.of(
                Refusal.input(layer, shapes(Shape.of()), "unit_normalization takes (N, ..., C), got (N)", good),
                Refusal.input(
                        layer, shapes(Shape.of(3), Shape.of(3)), "unit_normalization takes one input, got 2", good));
    }

    /** A length below 1e-6 counts as 1e-6; a vector of zeros stays so. */
    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new UnitNormalization(), List.of(Examples.row(3, 4)), Examples.row(0.6f, 0.8f));
        Examples.values(new UnitNormalization(), List.of(Examples.row(0, 0)), Examples.row(0, 0));
        Examples.values(new UnitNormalization(), List.of(Examples.row(3e-7f, 4e-7f)), Examples.row(0.3f, 0.4f));
        Examples.shapeAndParameters(new UnitNormalization(), shapes(Shape.of(8, 8, 3)), Shape.of(-1, 8, 8, 3), 0);
    }

    /** At 0 the function is x / 1e-6, and so is its gradient. */
    @Test
    void gradientAtZeroIsFinite() {
        DoubleArray zero = DoubleArray.zeros(1, 2);
        try (GraphRun run = new GraphRun(new UnitNormalization(), true)) {
            FloatArray gradient = run.apply(List.of(zero))
                    .gradients(Map.of(), List.of(DoubleArray.zeros(1, 2).map(x -> 1)))
                    .inputs()
                    .get(0)
                    .get(0);
            assertArrayEquals(new float[] {1e6f, 1e6f}, gradient.values(), 10);
        }
    }
}
