package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class CorrelationTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> all = new ArrayList<>();
        // Smaller and larger than the image, and than a block of columns.
        for (int d : new int[] {0, 1, 2, 4, 5}) {
            for (Shape shape : List.of(Shape.of(1, 1, 1), Shape.of(3, 2, 2), Shape.of(1, 5, 3))) {
                all.add(of(d, 2, shape));
            }
        }
        all.add(of(1, 2, Shape.of(2, 9, 2)));
        all.add(of(2, 2, Shape.of(2, 8, 1)));
        all.add(of(1, 2, Shape.of(1, 17, 1)));
        all.add(of(0, 3, Shape.of(3, 2, 2)));
        all.add(of(1, 3, Shape.of(3, 2, 2)));
        all.add(of(1, 4, Shape.of(2, 3, 1)));
        all.add(of(2, 3, Shape.of(2, 1, 2)));
        return all;
    }

    private static LayerCase of(int d, int inputs, Shape shape) {
        return LayerCase.of(
                        "displacement " + d + ", " + inputs + " of " + shape,
                        () -> new Correlation(d),
                        MergeCases.inputs(inputs, shape))
                .reference((in, w) -> fuse(in, d))
                .sizesMayBeUnknown();
    }

    /** The formula, pixel by pixel; of more than two inputs the first with each other one. */
    static DoubleArray fuse(List<DoubleArray> in, int d) {
        List<DoubleArray> maps = in.subList(1, in.size()).stream()
                .map(other -> correlate(in.get(0), other, d))
                .toList();
        return Plain.concat(maps);
    }

    private static DoubleArray correlate(DoubleArray first, DoubleArray second, int d) {
        int side = 2 * d + 1;
        return DoubleArray.generate(first.shapeWithLast(side * side), at -> {
            int row = at[1] + at[3] / side - d;
            int column = at[2] + at[3] % side - d;
            boolean inside = row >= 0 && row < first.size(1) && column >= 0 && column < first.size(2);
            double sum = 0;
            for (int c = 0; inside && c < first.size(3); c++) {
                sum += first.get(at[0], at[1], at[2], c) * second.get(at[0], row, column, c);
            }
            return sum / first.size(3);
        });
    }

    @Override
    List<Refusal> refusals() {
        List<Refusal> all =
                new ArrayList<>(MergeCases.refusals(() -> new Correlation(1), "correlation", "at least two"));
        List<Shape> good = shapes(Shape.of(4, 4, 2), Shape.of(4, 4, 2));
        all.add(Refusal.option(() -> new Correlation(-1), "displacement must not be negative, got -1"));
        all.add(Refusal.option(() -> Fusion.correlation(-2), "displacement must not be negative, got -2"));
        all.add(Refusal.input(
                () -> new Correlation(1),
                shapes(Shape.of(10), Shape.of(10)),
                "correlation takes (N, H, W, C), got (N, 10) and (N, 10)",
                good));
        return all;
    }

    /** Without displacement the mean of the products of the channels: (1 3 + 3 5) / 2. */
    @Test
    void exampleOfTheDocumentation() {
        Examples.values(
                new Correlation(0),
                List.of(FloatArray.of(new float[] {1, 3}, 1, 1, 1, 2), FloatArray.of(new float[] {3, 5}, 1, 1, 1, 2)),
                FloatArray.of(new float[] {9}, 1, 1, 1, 1));
        Examples.shapeAndParameters(
                new Correlation(4), shapes(Shape.of(32, 32, 16), Shape.of(32, 32, 16)), Shape.of(-1, 32, 32, 81), 0);
    }

    /** What registration needs: where the second image is the first moved by (1, -2), that displacement has the largest mean. */
    @Test
    void theChannelOfTheDisplacementIsTheLargest() {
        DoubleArray first = LayerCase.draw(new SplittableRandom(5), 1, 12, 20, 3);
        DoubleArray second = DoubleArray.generate(first.shape(), at -> {
            int row = at[1] - 1;
            int column = at[2] + 2;
            return row >= 0 && column < 20 ? first.get(0, row, column, at[3]) : 0;
        });
        try (GraphRun run = new GraphRun(new Correlation(2), false)) {
            FloatArray y = run.apply(List.of(first, second)).outputs(Map.of()).get(0);
            double[] sums = new double[25];
            IntStream.range(0, y.values().length).forEach(i -> sums[i % 25] += y.values()[i]);
            int largest = IntStream.range(0, 25).reduce(0, (a, b) -> sums[b] > sums[a] ? b : a);
            // (u + d)(2d + 1) + v + d for u = 1, v = -2.
            assertEquals(3 * 5 + 0, largest);
        }
    }
}
