package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

class UpSampling2DTest extends LayerBattery {

    private static final List<Size> IMAGES = List.of(new Size(1, 1), new Size(3, 2), new Size(2, 5));
    // 41 times the float nearest to 1/41 is below 1: a place computed without half a pixel misses by one.
    private static final List<Size> FACTORS =
            List.of(new Size(1, 1), new Size(2, 2), new Size(1, 3), new Size(5, 2), new Size(1, 41));

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Interpolation interpolation : Interpolation.values()) {
            for (Size image : IMAGES) {
                for (Size size : FACTORS) {
                    int channels = 1 + cases.size() % 3;
                    cases.add(LayerCase.of(
                                    interpolation + ", image " + image + "x" + channels + ", size " + size,
                                    () -> new UpSampling2D(size.height(), size.width()).interpolation(interpolation),
                                    Shape.of(image.height(), image.width(), channels))
                            .reference((in, w) -> grown(in.get(0), size, interpolation))
                            .sizesMayBeUnknown());
                }
            }
        }
        cases.add(LayerCase.of("nothing set", () -> new UpSampling2D(2), Shape.of(2, 3, 2))
                .reference((in, w) -> grown(in.get(0), new Size(2, 2), Interpolation.NEAREST)));
        return cases;
    }

    private static DoubleArray grown(DoubleArray x, Size size, Interpolation interpolation) {
        int[] shape = {x.size(0), x.size(1) * size.height(), x.size(2) * size.width(), x.size(3)};
        return DoubleArray.generate(
                shape,
                at -> interpolation == Interpolation.NEAREST
                        ? x.get(at[0], at[1] / size.height(), at[2] / size.width(), at[3])
                        : between(x, at, (at[1] + 0.5) / size.height() - 0.5, (at[2] + 0.5) / size.width() - 0.5));
    }

    /** Four pixels around a place, each weighted by how near it is; the border is repeated outwards. */
    private static double between(DoubleArray x, int[] at, double row, double column) {
        double sum = 0;
        for (int r = (int) Math.floor(row); r <= Math.floor(row) + 1; r++) {
            for (int c = (int) Math.floor(column); c <= Math.floor(column) + 1; c++) {
                int inRow = Math.max(0, Math.min(r, x.size(1) - 1));
                int inColumn = Math.max(0, Math.min(c, x.size(2) - 1));
                sum += (1 - Math.abs(row - r)) * (1 - Math.abs(column - c)) * x.get(at[0], inRow, inColumn, at[3]);
            }
        }
        return sum;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.option(() -> new UpSampling2D(0), "size must be positive, got 0"),
                Refusal.option(() -> new UpSampling2D(1, -2), "size must be positive, got -2"),
                Refusal.input(
                        () -> new UpSampling2D(2),
                        shapes(Shape.of(8, 8)),
                        "up_sampling2d takes (N, H, W, C), got (N, 8, 8)",
                        good),
                Refusal.input(
                        () -> new UpSampling2D(2),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        "up_sampling2d takes one input, got 2",
                        good),
                Refusal.lateOption(
                        () -> new UpSampling2D(2),
                        good,
                        u -> u.interpolation(Interpolation.BILINEAR),
                        "interpolation"));
    }

    @Test
    void withoutASizeItIsTwoAsInKeras() {
        Examples.shapeAndParameters(new UpSampling2D(), shapes(Shape.of(3, 5, 2)), Shape.of(-1, 6, 10, 2), 0);
    }

    @Test
    void oneUnknownSizeIsEnough() {
        DoubleArray image = LayerCase.draw(new SplittableRandom(3), 2, 3, 4, 1);
        for (Shape declared : List.of(Shape.of(-1, 3, -1, 1), Shape.of(-1, -1, 4, 1))) {
            try (GraphRun known = new GraphRun(new UpSampling2D(2, 3), false);
                    GraphRun open = new GraphRun(new UpSampling2D(2, 3), false)) {
                FloatArray grown = open.apply(List.of(image), shape -> declared)
                        .outputs(Map.of())
                        .get(0);
                assertEquals(Shape.of(2, 6, 12, 1), grown.shape());
                assertEquals(List.of(grown), known.apply(List.of(image)).outputs(Map.of()));
            }
        }
    }

    @Test
    void examplesOfTheDocumentation() {
        FloatArray row = FloatArray.of(new float[] {1, 3}, 1, 1, 2, 1);
        Examples.values(new UpSampling2D(1, 2), List.of(row), FloatArray.of(new float[] {1, 1, 3, 3}, 1, 1, 4, 1));
        Examples.values(
                new UpSampling2D(1, 2).interpolation(Interpolation.BILINEAR),
                List.of(row),
                FloatArray.of(new float[] {1, 1.5f, 2.5f, 3}, 1, 1, 4, 1));
    }

    /** Many pixels add to one gradient: always in the same order. */
    @ParameterizedTest
    @EnumSource
    void theGradientHasTheSameBitsEachTime(Interpolation interpolation) {
        DoubleArray x = LayerCase.draw(new SplittableRandom(1), 8, 33, 40, 3);
        DoubleArray factor = LayerCase.draw(new SplittableRandom(2), 8, 99, 120, 3);
        Set<FloatArray> seen = new HashSet<>();
        for (int run = 0; run < 5; run++) {
            try (GraphRun graph = new GraphRun(new UpSampling2D(3).interpolation(interpolation), true)) {
                GraphRun.Gradients got = graph.apply(List.of(x)).gradients(Map.of(), List.of(factor));
                seen.add(got.inputs().get(0).get(0));
            }
        }
        assertEquals(1, seen.size());
    }
}
