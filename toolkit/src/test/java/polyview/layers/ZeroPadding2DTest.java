package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class ZeroPadding2DTest extends LayerBattery {

    private final BorderCases border = new BorderCases("zero_padding2d", "padding", ZeroPadding2DTest::layer, 1);

    private static Layer layer(int... p) {
        return switch (p.length) {
            case 1 -> new ZeroPadding2D(p[0]);
            case 2 -> new ZeroPadding2D(p[0], p[1]);
            default -> new ZeroPadding2D(p[0], p[1], p[2], p[3]);
        };
    }

    @Override
    List<LayerCase> cases() {
        return border.cases();
    }

    @Override
    List<Refusal> refusals() {
        return border.refusals();
    }

    @Test
    void examplesOfTheDocumentation() {
        Examples.shapeAndParameters(new ZeroPadding2D(1), shapes(Shape.of(28, 28, 3)), Shape.of(-1, 30, 30, 3), 0);
        Examples.values(
                new ZeroPadding2D(0, 1, 2, 0),
                List.of(Examples.image2x2()),
                FloatArray.of(new float[] {0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0}, 1, 3, 4, 1));
    }
}
