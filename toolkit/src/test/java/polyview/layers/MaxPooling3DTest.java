package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class MaxPooling3DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", MaxPooling3D::new, Shape.of(5, 4, 3, 2))
                .reference((in, w) -> Volumes.max(
                        in.get(0), Volumes.Windows.of(2, 2, 2, Padding.VALID).strides(2, 2, 2))));
        for (Padding padding : Padding.values()) {
            Volumes.Windows cube = Volumes.Windows.of(2, 2, 2, padding);
            cases.add(of(cube, Shape.of(2, 2, 2, 1)));
            cases.add(of(cube, Shape.of(4, 3, 5, 2)));
            cases.add(of(cube.strides(2, 2, 2), Shape.of(5, 4, 3, 2)));
            cases.add(of(cube.strides(1, 2, 3), Shape.of(3, 4, 5, 1)));
            cases.add(of(Volumes.Windows.of(1, 2, 3, padding), Shape.of(2, 3, 4, 2)));
            cases.add(of(Volumes.Windows.of(3, 1, 1, padding).strides(2, 1, 1), Shape.of(5, 2, 2, 3)));
            cases.add(of(Volumes.Windows.of(1, 1, 1, padding).strides(2, 1, 1), Shape.of(5, 2, 2, 1)));
            cases.add(of(Volumes.Windows.of(3, 3, 3, padding).strides(2, 2, 2), Shape.of(4, 5, 4, 1)));
        }
        return cases;
    }

    private static LayerCase of(Volumes.Windows how, Shape volume) {
        int[] k = how.size();
        int[] s = how.strides();
        Supplier<MaxPooling3D> layer = () ->
                new MaxPooling3D(k[0], k[1], k[2]).strides(s[0], s[1], s[2]).padding(how.padding());
        String name = Arrays.toString(k) + " strides " + Arrays.toString(s) + " " + how.padding() + " on " + volume;
        return LayerCase.of(name, layer, volume).reference((in, w) -> Volumes.max(in.get(0), how));
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 4, 4, 1));
        Supplier<MaxPooling3D> layer = () -> new MaxPooling3D(5).padding(Padding.SAME);
        return List.of(
                Refusal.option(() -> new MaxPooling3D(0), "poolSize must be positive, got 0"),
                Refusal.option(() -> new MaxPooling3D(2).strides(1, -1, 1), "strides must be positive, got -1"),
                Refusal.input(layer, shapes(Shape.of(10)), "max_pooling3d takes (N, D, H, W, C), got (N, 10)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(-1, 4, 4, 1)),
                        "max_pooling3d needs a known number of slices, got (N, ?, 4, 4, 1)",
                        good),
                Refusal.input(
                        () -> new MaxPooling3D(5),
                        shapes(Shape.of(4, 4, 4, 1)),
                        "max_pooling3d with poolSize 5 and VALID padding needs volumes of at least 5, got (N, 4, 4, 4,"
                                + " 1)",
                        shapes(Shape.of(5, 5, 5, 1))),
                Refusal.lateOption(layer, good, l -> l.strides(2), "strides"),
                Refusal.lateOption(layer, good, l -> l.padding(Padding.SAME), "padding"));
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(new MaxPooling3D(2), shapes(Shape.of(5, 5, 5, 3)), Shape.of(-1, 2, 2, 2, 3), 0);
        Examples.values(
                new MaxPooling3D(2),
                List.of(FloatArray.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2, 1)),
                FloatArray.of(new float[] {8f}, 1, 1, 1, 1, 1));
    }
}
