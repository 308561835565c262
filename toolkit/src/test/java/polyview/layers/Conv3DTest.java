package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;

class Conv3DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        // One channel and several, for which the ops are others.
        for (int channels : new int[] {1, 5}) {
            for (Padding padding : Padding.values()) {
                Volumes.Windows cube = Volumes.Windows.of(2, 2, 2, padding);
                Volumes.Windows flat = Volumes.Windows.of(1, 2, 3, padding);
                Volumes.Windows deep = Volumes.Windows.of(3, 1, 1, padding);
                Shape volume = Shape.of(4, 3, 4, channels);
                cases.add(of(cube, volume, 2));
                cases.add(of(deep, volume, 2));
                cases.add(of(cube.strides(2, 2, 2), volume, 2));
                cases.add(of(deep.strides(2, 1, 1), volume, 2));
                cases.add(of(cube.dilation(2, 2, 2), volume, 1));
                cases.add(of(flat.strides(3, 1, 2), volume, 1));
                cases.add(of(cube.dilation(3, 1, 1).strides(2, 1, 1), Shape.of(6, 2, 3, channels), 1));
            }
            cases.add(of(Volumes.Windows.of(3, 3, 3, Padding.SAME), Shape.of(1, 2, 2, channels), 2));
        }
        return cases;
    }

    private static LayerCase of(Volumes.Windows how, Shape volume, int filters) {
        int[] k = how.size();
        int[] s = how.strides();
        int[] d = how.dilation();
        long channels = volume.get(3);
        Supplier<Conv3D> layer = () -> new Conv3D(filters, k[0], k[1], k[2])
                .strides(s[0], s[1], s[2])
                .dilationRate(d[0], d[1], d[2])
                .padding(how.padding());
        String name = Arrays.toString(k) + " strides " + Arrays.toString(s) + " dilation " + Arrays.toString(d) + " "
                + how.padding() + " on " + volume;
        return LayerCase.of(name, layer, volume)
                .reference((in, w) -> Volumes.convolution(in.get(0), w.get("kernel"), w.get("bias"), how))
                .weight("kernel", k[0], k[1], k[2], channels, filters)
                .weight("bias", filters)
                .parameters(filters * (channels * k[0] * k[1] * k[2] + 1));
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 8, 8, 3));
        Supplier<Conv3D> layer = () -> new Conv3D(2, 3);
        List<Refusal> refusals = new ArrayList<>(List.of(
                Refusal.option(() -> new Conv3D(0, 3), "filters must be positive, got 0"),
                Refusal.option(() -> new Conv3D(2, 3, 0, 3), "kernelSize must be positive, got 0"),
                Refusal.option(() -> new Conv3D(2, 3).strides(0), "strides must be positive, got 0"),
                Refusal.option(() -> new Conv3D(2, 3).dilationRate(1, 1, -2), "dilationRate must be positive, got -2"),
                Refusal.input(layer, shapes(Shape.of(8, 8, 3)), "conv3d takes (N, D, H, W, C), got (N, 8, 8, 3)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(-1, 8, 8, 3)),
                        "conv3d needs a known number of slices, got (N, ?, 8, 8, 3)",
                        good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(4, 8, 8, -1)),
                        "conv3d needs a known number of channels, got (N, 4, 8, 8, ?)",
                        good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(2, 8, 8, 3)),
                        "conv3d with kernelSize 3 and VALID padding needs volumes of at least 3, got (N, 2, 8, 8, 3)",
                        good),
                Refusal.input(
                        () -> new Conv3D(2, 1, 3, 3).dilationRate(1, 3, 2),
                        shapes(Shape.of(2, 6, 8, 3)),
                        "conv3d with kernelSize 1x3x3, dilationRate 1x3x2 and VALID padding needs volumes of at least"
                                + " 1x7x5, got (N, 2, 6, 8, 3)",
                        good),
                Refusal.laterInput(
                        layer,
                        good,
                        shapes(Shape.of(4, 8, 8, 2)),
                        "conv3d was built for 3 channels, got (N, 4, 8, 8, 2)"),
                Refusal.lateOption(layer, good, l -> l.strides(2), "strides"),
                Refusal.lateOption(layer, good, l -> l.padding(Padding.SAME), "padding"),
                Refusal.lateOption(layer, good, l -> l.dilationRate(2), "dilationRate")));
        refusals.addAll(LateOptions.weighted(layer, good));
        return refusals;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new Conv3D(8, 3), shapes(Shape.of(16, 64, 64, 1)), Shape.of(-1, 14, 62, 62, 8), 224);
        Examples.values(
                new Conv3D(1, 2).kernelInitializer(Initializer.ones()),
                List.of(FloatArray.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 1, 2, 2, 2, 1)),
                FloatArray.of(new float[] {8}, 1, 1, 1, 1, 1));
    }

    /** Height and width may be unknown, with the same bits. */
    @Test
    void heightAndWidthMayBeUnknown() {
        var open = Input.of("open", 4, -1, -1, 5);
        var known = Input.of("known", 4, 6, 5, 5);
        for (Padding padding : Padding.values()) {
            Conv3D same = new Conv3D(2, 3).padding(padding).strides(1, 2, 2);
            var outputs = List.of(same.apply(open), same.apply(known));
            try (var model = new Model(List.of(open, known), outputs).seed(1)) {
                FloatArray x = Samples.uniform(1, 2, 4, 6, 5, 5);
                var got = model.predictAll(x, x);
                assertEquals(got.get(1), got.get(0));
            }
        }
    }
}
