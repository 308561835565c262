package polyview.layers;

import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class RowCorrelationTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (int[] range : Stereo.ranges()) {
            // Fewer columns than a block of the product has, and more.
            for (Shape image : List.of(Shape.of(1, 1, 1), Shape.of(2, 5, 3), Shape.of(1, 19, 2))) {
                cases.add(LayerCase.of(
                                range[0] + " to " + range[1] + " on " + image,
                                () -> range[0] == 0
                                        ? new RowCorrelation(range[1] + 1)
                                        : new RowCorrelation(range[0], range[1]),
                                image,
                                image)
                        .reference((in, w) -> correlation(in.get(0), in.get(1), range[0], range[1]))
                        .sizesMayBeUnknown());
            }
        }
        return cases;
    }

    private static DoubleArray correlation(DoubleArray first, DoubleArray second, int from, int to) {
        return DoubleArray.generate(first.shapeWithLast(to - from + 1), at -> {
            double sum = 0;
            for (int c = 0; c < first.size(3); c++) {
                sum += first.get(at[0], at[1], at[2], c) * Stereo.moved(second, at[0], at[1], at[2], from + at[3], c);
            }
            return sum / first.size(3);
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(Stereo.refusals(() -> new RowCorrelation(3), "row_correlation"));
        all.add(Refusal.option(() -> new RowCorrelation(0), "disparities must be positive, got 0"));
        all.add(Refusal.option(
                () -> new RowCorrelation(5, 20), "disparities must run from 0 or below to 0 or above, got 5 to 20"));
        all.add(Refusal.option(
                () -> new RowCorrelation(-5, -1), "disparities must run from 0 or below to 0 or above, got -5 to -1"));
        return all;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.values(
                new RowCorrelation(2),
                List.of(
                        FloatArray.of(new float[] {1, 2, 3}, 1, 1, 3, 1),
                        FloatArray.of(new float[] {4, 5, 6}, 1, 1, 3, 1)),
                FloatArray.of(new float[] {4, 0, 10, 8, 18, 15}, 1, 1, 3, 2));
        Examples.shapeAndParameters(
                new RowCorrelation(32),
                shapes(Shape.of(64, 128, 16), Shape.of(64, 128, 16)),
                Shape.of(-1, 64, 128, 32),
                0);
    }
}
