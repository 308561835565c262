package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class GlobalMaxPooling2DTest extends LayerBattery {

    private static final String KIND = "global_max_pooling2d";

    @Override
    List<LayerCase> cases() {
        return Stream.of(Shape.of(1, 1, 1), Shape.of(5, 3, 2), Shape.of(1, 7, 4), Shape.of(6, 1, 1))
                .map(shape -> LayerCase.of("of " + shape, GlobalMaxPooling2D::new, shape)
                        .reference((in, w) -> largest(in.get(0)))
                        .sizesMayBeUnknown())
                .toList();
    }

    private static DoubleArray largest(DoubleArray x) {
        return DoubleArray.generate(new int[] {x.size(0), x.size(3)}, at -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < x.size(1); row++) {
                for (int column = 0; column < x.size(2); column++) {
                    largest = Math.max(largest, x.get(at[0], row, column, at[1]));
                }
            }
            return largest;
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 4, 2));
        return List.of(
                Refusal.input(
                        GlobalMaxPooling2D::new,
                        shapes(Shape.of(4, 4)),
                        KIND + " takes (N, H, W, C), got (N, 4, 4)",
                        good),
                Refusal.input(
                        GlobalMaxPooling2D::new,
                        shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2)),
                        KIND + " takes one input, got 2",
                        good));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(new GlobalMaxPooling2D(), List.of(Examples.image2x2()), FloatArray.of(new float[] {4}, 1, 1));
    }

    /** Two of four pixels are the largest: half the gradient each. */
    @Test
    void equalPixelsShareTheGradient() {
        DoubleArray x = DoubleArray.of(FloatArray.of(new float[] {5, 1, 5, 2}, 1, 2, 2, 1));
        try (GraphRun run = new GraphRun(new GlobalMaxPooling2D(), true)) {
            FloatArray gradient = run.apply(List.of(x))
                    .gradients(Map.of(), List.of(DoubleArray.zeros(1, 1).map(v -> 1)))
                    .inputs()
                    .get(0)
                    .get(0);
            assertEquals(FloatArray.of(new float[] {0.5f, 0, 0.5f, 0}, 1, 2, 2, 1), gradient);
        }
    }
}
