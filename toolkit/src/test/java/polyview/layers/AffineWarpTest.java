package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;

class AffineWarpTest extends LayerBattery {

    private static final Shape SIX = Shape.of(6);

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        for (Outside outside : Outside.values()) {
            for (boolean pixels : new boolean[] {false, true}) {
                for (Shape image : List.of(Shape.of(4, 5, 2), Shape.of(1, 4, 1), Shape.of(3, 1, 2))) {
                    cases.add(of(image, Math.toIntExact(image.get(0)), Math.toIntExact(image.get(1)), pixels, outside));
                    cases.add(of(image, 3, 6, pixels, outside));
                }
                cases.add(of(Shape.of(5, 4, 1), 1, 1, pixels, outside));
            }
        }
        return cases;
    }

    private static LayerCase of(Shape image, int height, int width, boolean pixels, Outside outside) {
        Supplier<AffineWarp> layer = () -> {
            AffineWarp made = new AffineWarp().outside(outside);
            made = pixels ? made.pixels() : made;
            // Also where it is that of the image and need not be said.
            return height == image.get(0) && width == image.get(1) ? made : made.size(height, width);
        };
        String name =
                outside + (pixels ? " pixels" : " normalised") + " to " + new Size(height, width) + " on " + image;
        return LayerCase.of(name, layer, image, SIX)
                .reference((in, w) -> Warps.affine(in.get(0), in.get(1), height, width, pixels, outside));
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3), SIX);
        Supplier<AffineWarp> layer = AffineWarp::new;
        return List.of(
                Refusal.option(() -> new AffineWarp().size(0, 4), "size must be positive, got 0"),
                Refusal.option(() -> new AffineWarp().size(4, -1), "size must be positive, got -1"),
                Refusal.input(
                        layer, shapes(Shape.of(8, 8, 3)), "affine_warp takes an image and 6 numbers, got 1", good),
                Refusal.input(layer, shapes(Shape.of(10), SIX), "affine_warp takes (N, H, W, C), got (N, 10)", good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, 3), Shape.of(4)),
                        "affine_warp takes 6 numbers for each image, (N, 6), got (N, 4)",
                        good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, 3), Shape.of(2, 3)),
                        "affine_warp takes 6 numbers for each image, (N, 6), got (N, 2, 3)",
                        good),
                Refusal.input(
                        layer,
                        shapes(Shape.of(8, 8, -1), SIX),
                        "affine_warp needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                new Refusal(
                        "null",
                        () -> assertEquals(
                                "outside must not be null",
                                assertThrows(NullPointerException.class, () -> new AffineWarp().outside(null))
                                        .getMessage())),
                Refusal.lateOption(layer, good, l -> l.outside(Outside.NEAREST), "outside"),
                Refusal.lateOption(layer, good, l -> l.size(2, 2), "size"),
                Refusal.lateOption(layer, good, AffineWarp::pixels, "pixels"));
    }

    @Test
    void exampleOfTheDocumentation() {
        FloatArray row = FloatArray.of(new float[] {1, 3, 7}, 1, 1, 3, 1);
        Examples.values(
                new AffineWarp(),
                List.of(row, Examples.row(1, 0, 0, 0, 1, 0.5f)),
                FloatArray.of(new float[] {2, 5, 3.5f}, 1, 1, 3, 1));
        Examples.values(
                new AffineWarp().pixels(),
                List.of(row, Examples.row(1, 0, 0, 0, 1, 1)),
                FloatArray.of(new float[] {3, 7, 0}, 1, 1, 3, 1));
    }

    /** A layer that begins with zeros and the identity leaves the image as it is, whatever comes in. */
    @Test
    void theIdentityChangesNothing() {
        var image = Input.image("image", 5, 8, 2);
        var features = Input.of("features", 4);
        for (AffineWarp warp : List.of(new AffineWarp(), new AffineWarp().pixels())) {
            var numbers = new Dense(6)
                    .kernelInitializer(Initializer.zeros())
                    .biasInitializer(AffineWarp.identity())
                    .apply(features);
            try (Model model = new Model(List.of(image, features), warp.apply(image, numbers)).seed(1)) {
                FloatArray x =
                        LayerCase.draw(new SplittableRandom(1), 3, 5, 8, 2).floats();
                FloatArray y = model.predict(
                        x, LayerCase.draw(new SplittableRandom(2), 3, 4).floats());
                // Normalised places of 8 pixels are no exact floats.
                assertArrayEquals(x.values(), y.values(), 1e-6f);
            }
        }
    }

    /** In pixels a quarter turn of an image that is not square keeps its pixels: the first row becomes the last column. */
    @Test
    void aQuarterTurnInPixels() {
        FloatArray image = FloatArray.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3, 1);
        Examples.values(
                new AffineWarp().pixels().size(3, 2),
                List.of(image, Examples.row(0, -1, 0, 1, 0, 0)),
                FloatArray.of(new float[] {4, 1, 5, 2, 6, 3}, 1, 3, 2, 1));
    }

    @Test
    void heightAndWidthMayBeUnknown() {
        var open = Input.image("open", -1, -1, 2);
        var known = Input.image("known", 5, 8, 2);
        var numbers = Input.of("numbers", 6);
        var warp = new AffineWarp();
        try (Model model = new Model(
                        List.of(open, known, numbers), List.of(warp.apply(open, numbers), warp.apply(known, numbers)))
                .seed(1)) {
            FloatArray x = LayerCase.draw(new SplittableRandom(1), 3, 5, 8, 2).floats();
            List<FloatArray> both = model.predictAll(
                    x, x, LayerCase.draw(new SplittableRandom(2), 3, 6).floats());
            assertEquals(both.get(1), both.get(0));
        }
    }
}
