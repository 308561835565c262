package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class Cropping2DTest extends LayerBattery {

    private final BorderCases border = new BorderCases("cropping2d", "cropping", Cropping2DTest::layer, -1);

    private static Layer layer(int... p) {
        return switch (p.length) {
            case 1 -> new Cropping2D(p[0]);
            case 2 -> new Cropping2D(p[0], p[1]);
            default -> new Cropping2D(p[0], p[1], p[2], p[3]);
        };
    }

    @Override
    List<LayerCase> cases() {
        return border.cases();
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(border.refusals());
        all.add(Refusal.input(
                () -> new Cropping2D(2, 0),
                shapes(Shape.of(4, 4, 1)),
                "cropping2d with cropping 2, 2, 0, 0 needs images of at least 5x1 pixels, got (N, 4, 4, 1)",
                shapes(Shape.of(5, 1, 1))));
        all.add(Refusal.input(
                () -> new Cropping2D(0, 0, 3, 1).name("middle"),
                shapes(Shape.of(-1, 3, 1)),
                "middle with cropping 0, 0, 3, 1 needs images of at least 1x5 pixels, got (N, ?, 3, 1)",
                shapes(Shape.of(-1, 5, 1))));
        return all;
    }

    @Test
    void examplesOfTheDocumentation() {
        Examples.shapeAndParameters(new Cropping2D(1), shapes(Shape.of(30, 30, 3)), Shape.of(-1, 28, 28, 3), 0);
        Examples.values(
                new Cropping2D(1, 0, 0, 1), List.of(Examples.image2x2()), FloatArray.of(new float[] {3}, 1, 1, 1, 1));
    }
}
