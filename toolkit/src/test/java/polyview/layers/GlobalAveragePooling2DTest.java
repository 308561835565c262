package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class GlobalAveragePooling2DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        // From 16 channels on it has another form where the sizes are known.
        return Stream.of(
                        Shape.of(1, 1, 1), Shape.of(5, 3, 2), Shape.of(1, 7, 4), Shape.of(5, 3, 16), Shape.of(1, 1, 17))
                .map(shape -> LayerCase.of("of " + shape, GlobalAveragePooling2D::new, shape)
                        .reference((in, w) -> mean(in.get(0)))
                        .sizesMayBeUnknown())
                .toList();
    }

    private static DoubleArray mean(DoubleArray x) {
        return DoubleArray.generate(new int[] {x.size(0), x.size(3)}, at -> {
            double sum = 0;
            for (int row = 0; row < x.size(1); row++) {
                for (int column = 0; column < x.size(2); column++) {
                    sum += x.get(at[0], row, column, at[1]);
                }
            }
            return sum / (x.size(1) * x.size(2));
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 4, 2));
        return List.of(
                Refusal.input(
                        GlobalAveragePooling2D::new,
                        shapes(Shape.of(4, 4)),
                        "global_average_pooling2d takes (N, H, W, C), got (N, 4, 4)",
                        good),
                Refusal.input(
                        GlobalAveragePooling2D::new,
                        shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2)),
                        "global_average_pooling2d takes one input, got 2",
                        good),
                Refusal.laterInput(
                        GlobalAveragePooling2D::new,
                        good,
                        shapes(Shape.of(2)),
                        "global_average_pooling2d takes (N, H, W, C), got (N, 2)"));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(
                new GlobalAveragePooling2D(), List.of(Examples.image2x2()), FloatArray.of(new float[] {2.5f}, 1, 1));
    }
}
