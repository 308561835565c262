package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import polyview.applications.MultiUNet;
import polyview.applications.UNet;
import polyview.data.FloatArray;
import polyview.layers.AveragePooling2D;
import polyview.layers.Conv2D;
import polyview.layers.Conv2DTranspose;
import polyview.layers.DepthwiseConv2D;
import polyview.layers.Fusion;
import polyview.layers.GlobalAveragePooling2D;
import polyview.layers.MaxPooling2D;
import polyview.layers.Padding;
import polyview.layers.SymbolicTensor;
import polyview.layers.UpSampling2D;

/** The product of the strides of a model, and the tilings that do not fit it. */
@Tag("models")
class CoarseGridTest {

    private static CoarseGrid of(UnaryOperator<SymbolicTensor> layers) {
        SymbolicTensor image = Input.image("image", -1, -1, 2);
        try (Model model = new Model(image, layers.apply(image))) {
            return CoarseGrid.of(model.engine().program());
        }
    }

    @Test
    void stridesMultiplyOnTheWayDown() {
        assertEquals(
                new CoarseGrid(1, 1),
                of(x -> new Conv2D(3, 5).padding(Padding.SAME).apply(x)));
        assertEquals(new CoarseGrid(12, 12), of(x -> new AveragePooling2D(2)
                .apply(new MaxPooling2D(3)
                        .apply(new Conv2D(3, 3).strides(2).padding(Padding.SAME).apply(x)))));
        assertEquals(new CoarseGrid(2, 2), of(x -> new GlobalAveragePooling2D()
                .apply(new DepthwiseConv2D(3).strides(2).apply(x))));
    }

    @Test
    void transposedConvolutionsDivide() {
        // Half of the size, the whole, half again: one row of 2 is the coarsest.
        assertEquals(new CoarseGrid(2, 2), of(x -> new MaxPooling2D(2)
                .apply(new Conv2DTranspose(2, 2).strides(2).apply(new MaxPooling2D(2).apply(x)))));
        // Three times as many, of which 2 become one: 3 of them for 2 rows of the image.
        assertEquals(new CoarseGrid(2, 2), of(x -> new MaxPooling2D(2)
                .apply(new Conv2DTranspose(2, 3).strides(3).apply(x))));
        // Behind a layer that is not known nothing is asked for.
        assertEquals(new CoarseGrid(2, 2), of(x -> new MaxPooling2D(3)
                .apply(new UpSampling2D(2).apply(new MaxPooling2D(2).apply(x)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aUNetHalvesAsOftenAsItIsDeep(int depth) {
        long product = 1L << depth;
        try (Model one = new UNet(-1, -1, 1)
                        .depth(depth)
                        .filters(2)
                        .batchNormalization(true)
                        .build();
                Model two = new MultiUNet(32, 32)
                        .input("a", 1)
                        .input("b", 3)
                        .depth(depth)
                        .filters(4)
                        .fusion(Fusion.attention())
                        .build()
                        .precision(Precision.MIXED)) {
            assertEquals(
                    new CoarseGrid(product, product), CoarseGrid.of(one.engine().program()));
            assertEquals(
                    new CoarseGrid(product, product), CoarseGrid.of(two.engine().program()));
        }
    }

    @Test
    void aMarginWithOtherTilesIsRefused() {
        FloatArray image = Samples.uniform(1, 1, 120, 80, 1);
        try (Model model = new UNet(-1, -1, 1).depth(2).filters(2).build()) {
            refuses(
                    "with a margin, tile and overlap must have multiples of 4 rows, as the model makes one of so many, got a tile"
                            + " of 80 and an overlap of 46: take 80 and 48, or no margin",
                    () -> model.predict(Tiling.of(80, 46).margin(23), image));
            refuses(
                    "with a margin, tile and overlap must have multiples of 4 columns, as the model makes one of so many, got a tile"
                            + " of 70 and an overlap of 48: take 72 and 48, or no margin",
                    () -> model.predict(Tiling.of(120, 70, 48).margin(23), image));
            // Without a margin nothing is promised, and one tile has no inner edges.
            for (Tiling tiling : List.of(
                    Tiling.of(80, 46),
                    Tiling.of(80, 48).margin(23),
                    Tiling.of(120, 80, 46).margin(23))) {
                assertEquals(
                        Shape.of(1, 120, 80, 1), model.predict(tiling, image).shape());
            }
        }
    }

    private static void refuses(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
