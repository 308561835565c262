package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class NormalizationTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Shape shape : List.of(Shape.of(1), Shape.of(4), Shape.of(3, 2), Shape.of(1, 1, 2), Shape.of(3, 4, 3))) {
            long channels = shape.get(-1);
            LayerCase made = LayerCase.of("of " + shape, Normalization::new, shape)
                    .state("mean", channels)
                    .state("variance", channels)
                    .state("count")
                    .positive("variance")
                    .parameters(2 * channels + 1)
                    .reference((in, w) -> normalised(in.get(0), w));
            cases.add(shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made);
        }
        return cases;
    }

    private static DoubleArray normalised(DoubleArray x, Map<String, DoubleArray> w) {
        return DoubleArray.generate(x.shape(), at -> {
            int channel = at[at.length - 1];
            return (x.get(at) - w.get("mean").get(channel))
                    / Math.sqrt(w.get("variance").get(channel));
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        Supplier<Normalization> layer = Normalization::new;
        return List.of(
                Refusal.input(layer, shapes(Shape.of()), "normalization takes (N, ..., C), got (N)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, -1)),
                        "normalization needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(layer, shapes(Shape.of(3), Shape.of(3)), "normalization takes one input, got 2", good),
                Refusal.laterInput(
                        layer,
                        good,
                        shapes(Shape.of(8, 8, 1)),
                        "normalization was built for 3 channels, got (N, 8, 8, 1)"));
    }

    /** Untouched, it does nothing; a variance of 0 gives large numbers, but no division by 0. */
    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new Normalization(), shapes(Shape.of(8, 8, 3)), Shape.of(-1, 8, 8, 3), 7);
        SymbolicTensor x = Input.of("x", 1);
        FloatArray values = FloatArray.of(new float[] {0, 8}, 2, 1);
        try (Model model = new Model(x, new Normalization().apply(x))) {
            assertEquals(values, model.predict(values));
            model.layer("normalization").setWeights(Map.of("mean", number(2), "variance", number(4)));
            assertEquals(FloatArray.of(new float[] {-1, 3}, 2, 1), model.predict(values));
            model.layer("normalization").setWeights(Map.of("mean", number(8), "variance", number(0)));
            assertEquals(FloatArray.of(new float[] {-8e7f, 0}, 2, 1), model.predict(values));
        }
    }

    private static FloatArray number(float value) {
        return FloatArray.of(new float[] {value}, 1);
    }
}
