package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class CostVolumeTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (int[] range : Stereo.ranges()) {
            for (Shape image : List.of(Shape.of(1, 1, 1), Shape.of(2, 5, 3))) {
                for (boolean difference : new boolean[] {false, true}) {
                    Supplier<CostVolume> layer = () -> {
                        CostVolume made =
                                range[0] == 0 ? new CostVolume(range[1] + 1) : new CostVolume(range[0], range[1]);
                        return difference ? made.difference() : made;
                    };
                    String name = (difference ? "difference, " : "") + range[0] + " to " + range[1] + " on " + image;
                    cases.add(LayerCase.of(name, layer, image, image)
                            .reference((in, w) -> volume(in.get(0), in.get(1), range[0], range[1], difference))
                            .sizesMayBeUnknown());
                }
            }
        }
        return cases;
    }

    private static DoubleArray volume(DoubleArray first, DoubleArray second, int from, int to, boolean difference) {
        int channels = first.size(3);
        int[] shape = {first.size(0), to - from + 1, first.size(1), first.size(2), difference ? channels : 2 * channels
        };
        return DoubleArray.generate(shape, at -> {
            int c = at[4] % channels;
            double left = first.get(at[0], at[2], at[3], c);
            double right = Stereo.moved(second, at[0], at[2], at[3], from + at[1], c);
            return difference ? left - right : at[4] < channels ? left : right;
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2));
        List<Refusal> all = new ArrayList<>(Stereo.refusals(() -> new CostVolume(3), "cost_volume"));
        all.add(Refusal.option(() -> new CostVolume(0), "disparities must be positive, got 0"));
        all.add(Refusal.option(
                () -> new CostVolume(5, 20), "disparities must run from 0 or below to 0 or above, got 5 to 20"));
        all.add(Refusal.lateOption(() -> new CostVolume(3), good, CostVolume::difference, "difference"));
        return all;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(
                new CostVolume(2).difference(),
                List.of(
                        FloatArray.of(new float[] {1, 2, 3}, 1, 1, 3, 1),
                        FloatArray.of(new float[] {4, 5, 6}, 1, 1, 3, 1)),
                FloatArray.of(new float[] {-3, -3, -3, 1, -2, -2}, 1, 2, 1, 3, 1));
        Examples.shapeAndParameters(
                new CostVolume(16), shapes(Shape.of(32, 64, 8), Shape.of(32, 64, 8)), Shape.of(-1, 16, 32, 64, 16), 0);
    }
}
