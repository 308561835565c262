package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class GatedAverageTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        return Stream.of(Shape.of(1), Shape.of(3), Shape.of(4, 2), Shape.of(3, 2, 2))
                .map(GatedAverageTest::of)
                .toList();
    }

    private static LayerCase of(Shape shape) {
        long channels = shape.get(-1);
        LayerCase made = LayerCase.of("of " + shape, GatedAverage::new, shape, shape)
                .reference((in, w) -> fuse(in, w.get("gate/kernel"), w.get("gate/bias")))
                .weight("gate/kernel", 2 * channels, channels)
                .weight("gate/bias", channels)
                .parameters(2 * channels * channels + channels);
        return shape.numDimensions() == 3 ? made.sizesMayBeUnknown() : made;
    }

    /** {@code a x1 + (1 - a) x2} as it is written, with {@code a = sigmoid(concat(x1, x2) K + b)}. */
    static DoubleArray fuse(List<DoubleArray> in, DoubleArray kernel, DoubleArray bias) {
        DoubleArray gate =
                Plain.plusBias(Plain.product(Plain.concat(in), kernel), bias).map(Plain::sigmoid);
        return DoubleArray.generate(
                in.get(0).shape(),
                at -> gate.get(at) * in.get(0).get(at)
                        + (1 - gate.get(at)) * in.get(1).get(at));
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(MergeCases.refusals(GatedAverage::new, "gated_average", "two"));
        List<Shape> good = shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2));
        all.add(Refusal.input(
                GatedAverage::new,
                shapes(Shape.of(3), Shape.of(3), Shape.of(3)),
                "gated_average takes two inputs, got 3",
                good));
        all.add(Refusal.input(
                GatedAverage::new,
                shapes(Shape.of(4, 4, -1), Shape.of(4, 4, 2)),
                "gated_average needs a known number of channels, got (N, 4, 4, ?)",
                good));
        all.add(Refusal.laterInput(
                GatedAverage::new,
                good,
                shapes(Shape.of(4, 4, 3), Shape.of(4, 4, 3)),
                "gated_average was built for 2 channels, got (N, 4, 4, 3)"));
        return all;
    }

    @Test
    void exampleOfTheDocumentation() {
        SymbolicTensor left = Input.of("left", 2);
        SymbolicTensor right = Input.of("right", 2);
        try (Model model =
                new Model(List.of(left, right), new GatedAverage().name("fuse").apply(left, right)).seed(1)) {
            model.setWeights(Map.of(
                    "fuse/gate/kernel", FloatArray.zeros(Shape.of(4, 2)),
                    "fuse/gate/bias", FloatArray.zeros(Shape.of(2))));
            FloatArray got = model.predict(Examples.row(1, 3), Examples.row(3, 5));
            new Closeness().check("example", DoubleArray.of(Examples.row(2, 4)), got, Closeness.VALUES);
        }
    }
}
