package polyview.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import polyview.applications.MultiUNet;
import polyview.applications.UNet;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.AveragePooling2D;
import polyview.layers.BatchNormalization;
import polyview.layers.Call;
import polyview.layers.Concatenate;
import polyview.layers.Conv2D;
import polyview.layers.Conv2DTranspose;
import polyview.layers.Dense;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.Initializer;
import polyview.layers.Layer;
import polyview.layers.MaxPooling2D;
import polyview.layers.Padding;
import polyview.layers.Reshape;
import polyview.layers.SymbolicTensor;

/** Tiles joined are the whole image where a network cannot see their edges, and blended as a plain reference blends them. */
@Tag("models")
class TilingTest {

    /** The radius of {@link #network}. */
    private static final int RADIUS = 5;

    private static final double ROUNDING = 2e-5;

    /** 5x5, then 3x3 dilated by 2, with batch normalization between, then 3x3: 2 + 2 + 1 pixels to each side. */
    private static Model network(int size) {
        SymbolicTensor image = Input.image("image", size, size, 2);
        SymbolicTensor x = new Conv2D(6, 5).padding(Padding.SAME).apply(image);
        x = new BatchNormalization().name("norm").apply(x);
        x = new Activation(Activation.RELU).apply(x);
        x = new Conv2D(6, 3).padding(Padding.SAME).dilationRate(2).apply(x);
        Model model = new Model(image, new Conv2D(3, 3).padding(Padding.SAME).apply(x)).seed(3);
        model.setWeights(Map.of(
                "norm/movingMean", Samples.uniform(4, 6),
                "norm/movingVariance", FloatArray.of(new float[] {1, 2, 0.5f, 1, 3, 0.2f}, 6),
                "norm/beta", Samples.uniform(5, 6)));
        return model;
    }

    /** A number added to each pixel. */
    private static final class Sum extends Layer {
        @Override
        protected Operand<TFloat32> call(Call c, List<Operand<TFloat32>> x) {
            return c.tf().math.add(x.get(0), x.get(1));
        }
    }

    private static Model windows(int height, int width, int radius) {
        SymbolicTensor image = Input.image("image", height, width, 1);
        return new Model(
                        image,
                        new Conv2D(1, 2 * radius + 1)
                                .padding(Padding.SAME)
                                .kernelInitializer(Initializer.ones())
                                .apply(image))
                .seed(1);
    }

    private static double largest(FloatArray a, FloatArray b) {
        assertEquals(a.shape(), b.shape());
        double largest = 0;
        for (int i = 0; i < a.values().length; i++) {
            largest = Math.max(largest, Math.abs(a.values()[i] - b.values()[i]));
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({
        "16, 12, 4, 0, LINEAR", "16, 12, 4, 0, COSINE", "16, 12, 4, 1, LINEAR", "16, 12, 5, 2, COSINE",
        "16, 12, 6, 3, LINEAR", "16, 12, 0, 0, LINEAR", "12, 9, 7, 0, COSINE", "12, 9, 8, 2, LINEAR",
        "40, 31, 8, 0, LINEAR", "39, 30, 3, 1, COSINE"
    })
    void tilesAreBlendedAsThePlainReferenceBlendsThem(
            int height, int width, int overlap, int margin, Tiling.Blend blend) {
        FloatArray images = Samples.uniform(1, 2, 40, 31, 1);
        Tiling tiling =
                Tiling.of(height, width, overlap).margin(margin).blend(blend).batchSize(3);
        try (Model model = windows(height, width, 2)) {
            FloatArray joined = model.predict(tiling, images);
            assertEquals(Shape.of(2, 40, 31, 1), joined.shape());
            for (int sample = 0; sample < 2; sample++) {
                double[][] expected = TilingReference.tiledWindows(TilingReference.plane(images, sample), 2, tiling);
                for (int i = 0; i < 40; i++) {
                    for (int j = 0; j < 31; j++) {
                        assertEquals(expected[i][j], joined.get(sample, i, j, 0), 1e-5);
                    }
                }
            }
        }
    }

    /** Also on grids of outputs that are finer or coarser than the image. */
    @ParameterizedTest
    @EnumSource(Tiling.Blend.class)
    void weightsSumToOneEverywhere(Tiling.Blend blend) {
        for (TileAxis.Scale scale :
                List.of(new TileAxis.Scale(1, 1), new TileAxis.Scale(1, 4), new TileAxis.Scale(3, 1))) {
            for (int tile = 4; tile <= 24; tile += 4) {
                for (int overlap = 0; overlap < tile; overlap += 4) {
                    for (int margin = 0; 2 * margin <= overlap; margin++) {
                        Tiling tiling = Tiling.of(tile, overlap).margin(margin).blend(blend);
                        TileAxis axis = TileAxis.of(tiling, 60, tile);
                        double[] sums = new double[scale.of(60)];
                        float[][] weights = axis.weights(scale);
                        for (int k = 0; k < axis.count(); k++) {
                            for (int i = 0; i < weights[k].length; i++) {
                                assertTrue(weights[k][i] >= 0);
                                sums[scale.of(axis.starts().get(k)) + i] += weights[k][i];
                            }
                        }
                        double[] ones = new double[sums.length];
                        Arrays.fill(ones, 1);
                        assertArrayEquals(ones, sums, 1e-6);
                    }
                }
            }
        }
    }

    @Test
    void withTheRadiusAsMarginTheTilesAreTheWholeImage() {
        FloatArray image = Samples.uniform(2, 1, 75, 62, 2);
        try (Model tiles = network(32);
                Model whole = network(-1)) {
            whole.setWeights(tiles.weights());
            FloatArray expected = whole.predict(image);
            for (Tiling tiling : List.of(
                    Tiling.of(32, 10).margin(RADIUS),
                    Tiling.of(32, 16).margin(RADIUS),
                    Tiling.of(32, 20).margin(RADIUS).blend(Tiling.Blend.COSINE).batchSize(1))) {
                assertTrue(largest(expected, tiles.predict(tiling, image)) < ROUNDING);
            }
            // One pixel less is seen.
            assertTrue(largest(expected, tiles.predict(Tiling.of(32, 10).margin(RADIUS - 1), image)) > 1e-3);
        }
    }

    /** Blended over the whole overlap: equal where no tile that counts has an inner edge within the radius, and only there. */
    @Test
    void insideTheBlendedEdgesTheTilesAreTheWholeImage() {
        FloatArray image = Samples.uniform(3, 1, 80, 56, 2);
        try (Model tiles = network(32);
                Model whole = network(-1)) {
            whole.setWeights(tiles.weights());
            FloatArray expected = whole.predict(image);
            FloatArray joined = tiles.predict(Tiling.of(32, 8), image);
            double inside = 0;
            double near = 0;
            int pixels = 0;
            for (int i = 0; i < 80; i++) {
                for (int j = 0; j < 56; j++) {
                    boolean far = farFromInnerEdges(i, 80) && farFromInnerEdges(j, 56);
                    pixels += far ? 1 : 0;
                    for (int c = 0; c < 3; c++) {
                        double difference = Math.abs(expected.get(0, i, j, c) - joined.get(0, i, j, c));
                        inside = far ? Math.max(inside, difference) : inside;
                        near = far ? near : Math.max(near, difference);
                    }
                }
            }
            assertTrue(pixels > 80 * 56 / 4, pixels + " pixels");
            assertTrue(inside < ROUNDING, "" + inside);
            assertTrue(near > 1e-3, "" + near);
        }
    }

    /** Whether a pixel is farther than the radius from the inner edges of all tiles of 32, by 8 overlapped, that cover it. */
    private static boolean farFromInnerEdges(int pixel, int size) {
        boolean far = true;
        for (int start : TilingReference.starts(size, 32, 8)) {
            if (pixel >= start && pixel < start + 32) {
                far &= start == 0 || pixel - start >= RADIUS;
                far &= start + 32 == size || start + 32 - pixel > RADIUS;
            }
        }
        return far;
    }

    /** The overlaps are the least multiples of 2, 4 and 8 that are at least twice 9, 23 and 51. */
    @ParameterizedTest
    @CsvSource({"1, 32, 18, 9", "2, 64, 48, 23", "3, 128, 104, 51"})
    void theTilingOfAUNetGivesTheAnswersOfTheWholeImage(int depth, int tile, int overlap, int margin) {
        UNet unet = new UNet(-1, -1, 1).depth(depth).filters(4);
        Tiling tiling = unet.tiling(tile);
        assertEquals(Tiling.of(tile, overlap).margin(margin), tiling);
        assertEquals(unet.receptiveRadius(), tiling.margin());
        FloatArray image = Samples.uniform(4, 1, tile + 40, tile + 16, 1);
        FloatArray other = Samples.uniform(5, 1, tile + 40, tile + 16, 2);
        MultiUNet two = new MultiUNet(-1, -1)
                .input("left", 1)
                .input("right", 2)
                .depth(depth)
                .filters(4);
        assertEquals(tiling, two.tiling(tile));
        try (Model one = unet.build().seed(2);
                Model pair = two.build().seed(3)) {
            assertTrue(largest(one.predict(image), one.predict(tiling, image)) < ROUNDING);
            assertTrue(largest(pair.predict(image, other), pair.predict(tiling, image, other)) < ROUNDING);
        }
    }

    @Test
    void tilesOfAUNetThatCannotBeAreRefused() {
        UNet two = new UNet(-1, -1, 1).depth(2);
        refuses("tile must be a multiple of 4, as 2 scales halve it, got 81: take 84", () -> two.tiling(81));
        refuses(
                "tile must be at least 52, for an overlap of 48 and 4 pixels more, got 48: take larger tiles, or a smaller depth",
                () -> two.tiling(48));
        assertEquals(48, two.tiling(52).overlap());
        refuses(
                "tile must be a multiple of 2, as 1 scale halves it, got 33: take 34",
                () -> new UNet(-1, -1, 1).depth(1).tiling(33));
        refuses("tile must be positive, got 0", () -> two.tiling(0));
        // 16 * 14 = 224 is the first multiple from 2 * 107 = 214 on.
        assertEquals(
                Tiling.of(512, 224).margin(107),
                new MultiUNet(64, 64).input("a", 1).input("b", 1).tiling(512));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true"})
    void aUNetOfTilesIsAUNetOfTheWholeImage(int depth, boolean normalized) {
        UNet small = new UNet(64, 64, 1).depth(depth).filters(4).batchNormalization(normalized);
        UNet large = new UNet(-1, -1, 1).depth(depth).filters(4).batchNormalization(normalized);
        FloatArray image = Samples.uniform(4, 1, 128, 96, 1);
        try (Model tiles = small.build().seed(2);
                Model whole = large.build()) {
            whole.setWeights(tiles.weights());
            FloatArray joined = tiles.predict(Tiling.of(64, 48).margin(small.receptiveRadius()), image);
            assertTrue(largest(whole.predict(image), joined) < ROUNDING);
        }
    }

    /** With weights above 0 every pixel that can count does: the outermost ones are as far away as the radius says. */
    @ParameterizedTest
    @CsvSource({"1, 9", "2, 23", "3, 51"})
    void theRadiusOfAUNetIsHowFarAPixelReaches(int depth, int radius) {
        UNet unet = new UNet(-1, -1, 1).depth(depth).filters(1);
        assertEquals(radius, unet.receptiveRadius());
        int size = 2 * radius + (2 << depth) - 2 * radius % (1 << depth);
        int farthest = 0;
        try (Model model = unet.build()) {
            model.weights().forEach((path, value) -> {
                FloatArray positive = FloatArray.zeros(value.shape());
                Arrays.fill(positive.values(), 0.3f);
                model.setWeights(Map.of(path, positive));
            });
            FloatArray before = model.predict(FloatArray.zeros(Shape.of(1, 8, size, 1)));
            for (int column = 0; column < 1 << depth; column++) {
                FloatArray image = FloatArray.zeros(Shape.of(1, 8, size, 1));
                image.set(1000, 0, 0, column, 0);
                FloatArray after = model.predict(image);
                for (int j = 0; j < size; j++) {
                    if (after.get(0, 0, j, 0) > before.get(0, 0, j, 0)) {
                        farthest = Math.max(farthest, j - column);
                    }
                }
            }
        }
        assertEquals(radius, farthest);
    }

    @Test
    void severalInputsAreCutAlikeAndNumbersGoToEveryTile() {
        MultiUNet small = new MultiUNet(32, 32)
                .input("left", 1)
                .input("right", 2)
                .depth(1)
                .filters(4);
        MultiUNet large = new MultiUNet(-1, -1)
                .input("left", 1)
                .input("right", 2)
                .depth(1)
                .filters(4);
        FloatArray left = Samples.uniform(5, 2, 48, 64, 1);
        FloatArray right = Samples.uniform(6, 2, 48, 64, 2);
        try (Model tiles = small.build().seed(4);
                Model whole = large.build()) {
            whole.setWeights(tiles.weights());
            Tiling tiling = Tiling.of(32, 18).margin(small.receptiveRadius());
            assertTrue(largest(whole.predict(left, right), tiles.predict(tiling, left, right)) < ROUNDING);
        }
        SymbolicTensor image = Input.image("image", 8, 8, 1);
        SymbolicTensor number = Input.of("number", 1);
        try (Model model =
                new Model(List.of(image, number), new Sum().apply(image, new Reshape(1, 1, 1).apply(number)))) {
            FloatArray images = Samples.uniform(7, 2, 20, 11, 1);
            FloatArray sums = model.predict(Tiling.of(8, 3), images, FloatArray.of(new float[] {10, 20}, 2, 1));
            for (int n = 0; n < 2; n++) {
                for (int i = 0; i < 20; i++) {
                    assertEquals(images.get(n, i, 5, 0) + 10 * (n + 1), sums.get(n, i, 5, 0), 1e-5);
                }
            }
        }
    }

    @Test
    void outputsMayBeSmallerOrLargerThanTheImage() {
        FloatArray image = Samples.uniform(8, 1, 64, 52, 1);
        try (Model tiles = scales(24);
                Model whole = scales(-1)) {
            whole.setWeights(tiles.weights());
            List<FloatArray> expected = whole.predictAll(image);
            List<FloatArray> joined = tiles.predictAll(Tiling.of(24, 8).margin(4), image);
            assertEquals(Shape.of(1, 16, 13, 2), joined.get(0).shape());
            assertEquals(Shape.of(1, 192, 156, 1), joined.get(1).shape());
            assertTrue(largest(expected.get(0), joined.get(0)) < ROUNDING);
            assertTrue(largest(expected.get(1), joined.get(1)) < ROUNDING);
        }
    }

    /** A quarter of the size, and three times. */
    private static Model scales(int size) {
        SymbolicTensor image = Input.image("image", size, size, 1);
        SymbolicTensor features = new Conv2D(3, 3).padding(Padding.SAME).apply(image);
        SymbolicTensor small = new AveragePooling2D(2).apply(new MaxPooling2D(2).apply(features));
        return new Model(
                        List.of(image),
                        List.of(
                                new Conv2D(2, 1).apply(small),
                                new Conv2DTranspose(1, 3).strides(3).apply(features)))
                .seed(5);
    }

    /** What the page says of layers that look at all pixels. */
    @Test
    void globalPoolingOfATileIsNotThatOfTheImage() {
        FloatArray image = Samples.uniform(9, 1, 64, 64, 1);
        try (Model tiles = brightness(32);
                Model whole = brightness(-1)) {
            assertTrue(largest(whole.predict(image), tiles.predict(Tiling.of(32, 16), image)) > 1e-3);
        }
    }

    private static Model brightness(int size) {
        SymbolicTensor image = Input.image("image", size, size, 1);
        SymbolicTensor mean = new Reshape(1, 1, 1).apply(new GlobalAveragePooling2D().apply(image));
        return new Model(image, new Sum().apply(image, mean));
    }

    @Test
    void noMoreTilesThanABatchAreThereAtOnceAndNoMoreOfThemThanNeeded() {
        FloatArray image = Samples.uniform(10, 1, 100, 70, 1);
        List<Integer> sizes = new ArrayList<>();
        try (Model model = windows(-1, -1, 1)) {
            var tiled = new TiledPrediction(
                    model.engine().program(), Tiling.of(40, 10).batchSize(4), List.of(image));
            FloatArray joined = tiled.with(inputs -> {
                        assertEquals(
                                Shape.of(inputs.get(0).size(0), 40, 40, 1),
                                inputs.get(0).shape());
                        sizes.add(inputs.get(0).size(0));
                        return inputs;
                    })
                    .get(0);
            assertTrue(largest(image, joined) < 1e-6);
        }
        assertEquals(List.of(4, 2), sizes);
    }

    @Test
    void aModelForAnySizeTakesSmallImagesWhole() {
        FloatArray image = Samples.uniform(11, 1, 12, 50, 1);
        try (Model model = windows(-1, -1, 2)) {
            assertTrue(
                    largest(model.predict(image), model.predict(Tiling.of(32, 8).margin(2), image)) < ROUNDING);
            assertEquals(model.predict(image), model.predict(Tiling.of(64, 8), image));
        }
    }

    @Test
    void whatATileGivesOutsideItsWeightsDoesNotCountEvenIfItIsNotANumber() {
        FloatArray image = Samples.uniform(12, 1, 20, 36, 1);
        try (Model model = windows(-1, -1, 1)) {
            Tiling tiling = Tiling.of(20, 4).margin(2).batchSize(1);
            var tiled = new TiledPrediction(model.engine().program(), tiling, List.of(image));
            int[] call = {0};
            FloatArray joined = tiled.with(inputs -> {
                        FloatArray out = FloatArray.of(
                                inputs.get(0).values().clone(), inputs.get(0).shape());
                        if (call[0]++ == 1) {
                            out.set(Float.NaN, 0, 0, 0, 0);
                        }
                        return List.of(out);
                    })
                    .get(0);
            assertEquals(image.get(0, 0, 16, 0), joined.get(0, 0, 16, 0));
        }
    }

    private static void refuses(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message,
                Assertions.assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void whatCannotBeTiledIsRefused() {
        refuses("tile must be positive, got 0", () -> Tiling.of(0, 0));
        refuses("overlap must be less than the tile (64, 64), got 64", () -> Tiling.of(64, 64));
        refuses("overlap must not be negative, got -1", () -> Tiling.of(64, -1));
        refuses("margin must be at most half of the overlap of 16, got 10", () -> Tiling.of(64, 16)
                .margin(10));
        refuses("batchSize must be positive, got 0", () -> Tiling.of(64, 16).batchSize(0));
        Tiling tiling = Tiling.of(16, 4);
        try (Model model = windows(16, 16, 1)) {
            refuses(
                    "images must have at least the 16 rows of a tile, got 10: pad them, or make the model for smaller ones",
                    () -> model.predict(tiling, Samples.uniform(1, 1, 10, 30, 1)));
            refuses(
                    "tile must have the size (16, 16) that input image of the model takes, got (20, 20)",
                    () -> model.predict(Tiling.of(20, 4).batchSize(2), Samples.uniform(1, 1, 50, 30, 1)));
            refuses(
                    "input image must have shape (N, ?, ?, 1), got (1, 50, 30, 3)",
                    () -> model.predict(tiling, Samples.uniform(1, 1, 50, 30, 3)));
            FloatArray bad = Samples.uniform(1, 2, 50, 30, 1);
            bad.set(Float.NaN, 1, 49, 3, 0);
            refuses("input image holds NaN in sample 1 of the batch", () -> model.predict(tiling, bad));
            refuses(
                    "the model has 1 input [image], the data has 2",
                    () -> model.predict(tiling, Samples.uniform(1, 1, 30, 30, 1), Samples.uniform(1, 1, 30, 30, 1)));
            refuses(
                    "input image must be images (N, H, W, C), which are cut, or numbers (N, F), which every tile gets, got"
                            + " (3, 3, 3)",
                    () -> model.predict(tiling, Samples.uniform(1, 3, 3, 3)));
        }
        SymbolicTensor left = Input.image("left", -1, -1, 1);
        SymbolicTensor right = Input.image("right", -1, -1, 1);
        try (Model pair = new Model(List.of(left, right), new Concatenate().apply(left, right))) {
            refuses(
                    "images must have one height and width, to be cut alike, got left (1, 30, 30, 1) and right (1, 30, 20, 1)",
                    () -> pair.predict(tiling, Samples.uniform(1, 1, 30, 30, 1), Samples.uniform(1, 1, 30, 20, 1)));
            refuses(
                    "inputs must have as many samples, got 1 of left and 2 of right",
                    () -> pair.predict(tiling, Samples.uniform(1, 1, 30, 30, 1), Samples.uniform(1, 2, 30, 30, 1)));
        }
    }

    @Test
    void outputsThatAreNoImagesOfTheSameGridAreRefused() {
        Tiling tiling = Tiling.of(16, 4).batchSize(2);
        FloatArray image = Samples.uniform(1, 1, 40, 40, 1);
        SymbolicTensor in = Input.image("image", 16, 16, 1);
        try (Model classes = new Model(in, new Dense(10).name("dense").apply(new GlobalAveragePooling2D().apply(in)));
                Model valid = new Model(in, new Conv2D(1, 5).name("edges").apply(in));
                Model small =
                        new Model(in, new Conv2D(1, 8).strides(8).name("small").apply(in))) {
            refuses(
                    "output dense must have numbers for each pixel, (N, H, W, K), to be joined from tiles, got (2, 10)",
                    () -> classes.predict(tiling, image));
            refuses(
                    "output edges must have the 16 rows of a tile, or a whole multiple or part of them, got 12: use"
                            + " Padding.SAME, or tiles that the strides divide",
                    () -> valid.predict(tiling, image));
            refuses(
                    "tile, overlap and image must have multiples of 8 rows, as output small has one for each 8, and a tile"
                            + " begins at 12",
                    () -> small.predict(tiling, image));
        }
    }

    @Test
    void anInterruptEndsIt() {
        try (Model model = windows(-1, -1, 1)) {
            Thread.currentThread().interrupt();
            Assertions.assertThrows(
                    CancellationException.class,
                    () -> model.predict(Tiling.of(16, 4), Samples.uniform(1, 1, 40, 40, 1)));
        } finally {
            Thread.interrupted();
        }
    }
}
