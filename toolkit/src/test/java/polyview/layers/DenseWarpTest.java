package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class DenseWarpTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Outside outside : Outside.values()) {
            for (Shape image : List.of(Shape.of(4, 5, 2), Shape.of(1, 4, 1), Shape.of(3, 1, 3), Shape.of(1, 1, 1))) {
                // Within a pixel, and far beyond the border.
                for (double largest : new double[] {0.95, 6}) {
                    Shape field = Shape.of(image.get(0), image.get(1), 2);
                    cases.add(LayerCase.of(
                                    outside + " by up to " + largest + " on " + image,
                                    () -> new DenseWarp().outside(outside),
                                    image,
                                    field)
                            .inputsBetween(0.1, largest)
                            .reference((in, w) -> Warps.dense(in.get(0), in.get(1), outside))
                            .sizesMayBeUnknown());
                }
            }
        }
        return cases;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 2));
        Supplier<DenseWarp> layer = DenseWarp::new;
        String fits = "dense_warp of images (N, 8, 8, 3) takes a field (N, 8, 8, 2), got ";
        return List.of(
                Refusal.input(layer, shapes(Shape.of(8, 8, 3)), "dense_warp takes an image and a field, got 1", good),
                Refusal.input(
                        layer, shapes(Shape.of(10), Shape.of(2)), "dense_warp takes (N, H, W, C), got (N, 10)", good),
                Refusal.input(layer, shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)), fits + "(N, 8, 8, 3)", good),
                Refusal.input(layer, shapes(Shape.of(8, 8, 3), Shape.of(8, 9, 2)), fits + "(N, 8, 9, 2)", good),
                Refusal.input(layer, shapes(Shape.of(8, 8, 3), Shape.of(2)), fits + "(N, 2)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, -1), Shape.of(8, 8, 2)),
                        "dense_warp needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.laterInput(layer, good, shapes(Shape.of(8, 8, 3), Shape.of(7, 8, 2)), fits + "(N, 7, 8, 2)"),
                new Refusal(
                        "null",
                        () -> assertEquals(
                                "outside must not be null",
                                assertThrows(NullPointerException.class, () -> new DenseWarp().outside(null))
                                        .getMessage())),
                Refusal.lateOption(layer, good, l -> l.outside(Outside.NEAREST), "outside"));
    }

    @Test
    void exampleOfTheDocumentation() {
        FloatArray row = FloatArray.of(new float[] {1, 3, 7}, 1, 1, 3, 1);
        FloatArray field = FloatArray.of(new float[] {0, 1, 0, 0.5f, 0, 1}, 1, 1, 3, 2);
        Examples.values(new DenseWarp(), List.of(row, field), FloatArray.of(new float[] {3, 5, 0}, 1, 1, 3, 1));
        Examples.values(
                new DenseWarp().outside(Outside.NEAREST),
                List.of(row, field),
                FloatArray.of(new float[] {3, 5, 7}, 1, 1, 3, 1));
    }

    /** No displacement gives the same bits, and whole ones those of the pixel that they point to. */
    @Test
    void wholeDisplacementsCopyPixels() {
        SplittableRandom random = new SplittableRandom(3);
        DoubleArray image = LayerCase.draw(random, 2, 5, 6, 3);
        for (int[] by : new int[][] {{0, 0}, {1, 0}, {-2, 3}, {0, -1}}) {
            DoubleArray field = DoubleArray.generate(new int[] {2, 5, 6, 2}, at -> by[at[3]]);
            DoubleArray expected = DoubleArray.generate(image.shape(), at -> {
                int i = at[1] + by[0];
                int j = at[2] + by[1];
                return i >= 0 && i < 5 && j >= 0 && j < 6 ? image.get(at[0], i, j, at[3]) : 0;
            });
            assertEquals(expected.floats(), run(new DenseWarp(), image, field));
        }
    }

    /** At a whole position the slope is that to the next pixel, here below and to the right. */
    @Test
    void aFieldOfZerosHasAGradient() {
        DoubleArray image = DoubleArray.generate(new int[] {1, 3, 3, 1}, at -> 10 * at[1] * at[1] + at[2]);
        DoubleArray field = DoubleArray.zeros(1, 3, 3, 2);
        for (Outside outside : Outside.values()) {
            try (GraphRun run = new GraphRun(new DenseWarp().outside(outside), true)) {
                FloatArray gradient = run.apply(List.of(image, field))
                        .gradients(Map.of(), List.of(DoubleArray.generate(new int[] {1, 3, 3, 1}, at -> 1)))
                        .inputs()
                        .get(0)
                        .get(1);
                // Of the first pixel: from 0 to 10 below, from 0 to 1 to the right.
                assertEquals(10, gradient.values()[0]);
                assertEquals(1, gradient.values()[1]);
                // Of the last: 42 to the zeros outside, or none.
                assertEquals(outside == Outside.ZEROS ? -42 : 0, gradient.values()[16]);
                assertEquals(outside == Outside.ZEROS ? -42 : 0, gradient.values()[17]);
            }
        }
    }

    /** Far out, beyond every whole number of 32 bits, it is outside; what is no number stays none, and harms no other pixel. */
    @Test
    void farAndBrokenDisplacements() {
        DoubleArray image = DoubleArray.generate(new int[] {1, 2, 2, 1}, at -> 1 + 2 * at[1] + at[2]);
        float[] far = {1e30f, 0, -1e30f, 0, 0, 3e9f, 0, -3e9f};
        DoubleArray field = DoubleArray.of(FloatArray.of(far, 1, 2, 2, 2));
        assertEquals(FloatArray.zeros(Shape.of(1, 2, 2, 1)), run(new DenseWarp(), image, field));
        assertEquals(
                FloatArray.of(new float[] {3, 2, 4, 3}, 1, 2, 2, 1),
                run(new DenseWarp().outside(Outside.NEAREST), image, field));
        float[] broken = {Float.NaN, 0, 0, Float.POSITIVE_INFINITY, 0, 0, 0, Float.NaN};
        for (Outside outside : Outside.values()) {
            float[] y = run(new DenseWarp().outside(outside), image, DoubleArray.of(FloatArray.of(broken, 1, 2, 2, 2)))
                    .values();
            assertTrue(Float.isNaN(y[0]), "NaN of " + outside);
            assertEquals(3, y[2], outside.toString());
            assertTrue(Float.isNaN(y[3]), "NaN of " + outside);
        }
    }

    /** Sizes that are not known before are compared when a batch is run. */
    @Test
    void aFieldOfAnotherSizeIsRefusedAtRunTime() {
        var image = Input.image("image", -1, -1, 1);
        var field = Input.image("field", -1, -1, 2);
        try (Model model = new Model(List.of(image, field), new DenseWarp().apply(image, field)).seed(1)) {
            FloatArray four = FloatArray.zeros(Shape.of(2, 4, 5, 1));
            assertEquals(
                    Shape.of(2, 4, 5, 1),
                    model.predict(four, FloatArray.zeros(Shape.of(2, 4, 5, 2))).shape());
            String told = assertThrows(
                            RuntimeException.class, () -> model.predict(four, FloatArray.zeros(Shape.of(2, 4, 4, 2))))
                    .getMessage();
            assertTrue(told.contains("dense_warp takes a field of the size of the image, got] [2 4 5] [2 4 4]"), told);
        }
    }

    private static FloatArray run(Layer layer, DoubleArray... inputs) {
        try (GraphRun run = new GraphRun(layer, false)) {
            return run.apply(List.of(inputs)).outputs(Map.of()).get(0);
        }
    }
}
