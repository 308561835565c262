package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.base.Shapes;
import polyview.models.Input;
import polyview.models.Model;

/**
 * Output shapes and numbers of parameters, by hand: two images through one layer, custom kernels, kernels shared over
 * channels, and dense layers in two dimensions.
 *
 * <p>The tests of the notebooks have the same layers as a user would write them in a cell.
 */
@Tag("layers")
class ParameterCountsTest {

    private static final List<Shape> TWO_COLOUR_IMAGES = shapes(Shape.of(64, 64, 3), Shape.of(64, 64, 3));
    private static final int TWO_CONVOLUTIONS = 2 * (3 * 3 * 3 * 32 + 32);

    @Test
    void twoImagesConcatenated() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.concat()),
                TWO_COLOUR_IMAGES,
                Shape.of(-1, 62, 62, 64),
                TWO_CONVOLUTIONS);
    }

    /** The size of the images is not known yet. */
    @Test
    void twoImagesOfAnySizeWithAPooling() {
        SymbolicTensor first = Input.image("first", -1, -1, 3);
        SymbolicTensor second = Input.image("second", -1, -1, 3);
        SymbolicTensor y = new MaxPooling2D(2).apply(new DualConv2D(32, 3).apply(first, second));
        assertEquals("(N, ?, ?, 64)", Shapes.text(y.shape()));
        assertEquals(
                TWO_CONVOLUTIONS, new Model(List.of(first, second), y).summary().parameters());
    }

    @Test
    void twoImagesMultiplied() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.multiply()),
                TWO_COLOUR_IMAGES,
                Shape.of(-1, 62, 62, 32),
                TWO_CONVOLUTIONS);
    }

    @Test
    void twoImagesWithAttention() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.attention()),
                TWO_COLOUR_IMAGES,
                Shape.of(-1, 62, 62, 32),
                TWO_CONVOLUTIONS + 64 * 32 + 32);
    }

    @Test
    void aFixedEdgeKernel() {
        Examples.shapeAndParameters(
                new FixedConv2D(Kernels.SOBEL_HORIZONTAL), shapes(Shape.of(28, 28)), Shape.of(-1, 28, 28), 0);
    }

    @Test
    void aTrainableKernelOnGrayImages() {
        Examples.shapeAndParameters(
                new CustomConv2D(8, 3), shapes(Shape.of(28, 28, 1)), Shape.of(-1, 28, 28, 8), 3 * 3 * 8);
    }

    @Test
    void aTrainableKernelOnColourImages() {
        Examples.shapeAndParameters(
                new CustomConv2D(8, 3), shapes(Shape.of(28, 28, 3)), Shape.of(-1, 28, 28, 8), 3 * 3 * 3 * 8);
    }

    /** One 1x1 kernel on each of four channels: one weight and one bias. */
    @Test
    void oneKernelForAllChannels() {
        Examples.shapeAndParameters(
                new SharedConv2D(1, 1), shapes(Shape.of(100, 100, 4)), Shape.of(-1, 100, 100, 4), 2);
    }

    /** H x W weights a filter, the same for all channels. */
    @Test
    void aTiedKernel() {
        Examples.shapeAndParameters(
                new TiedConv2D(16, 5), shapes(Shape.of(128, 128, 4)), Shape.of(-1, 124, 124, 16), 5 * 5 * 16 + 16);
    }

    /** Four kernels, one for each channel, which share nothing. */
    @Test
    void asManyGroupsAsChannels() {
        int parameters = 3 * 3 * 4 + 4;
        List<Shape> image = shapes(Shape.of(100, 100, 4));
        Examples.shapeAndParameters(new Conv2D(4, 3).groups(4), image, Shape.of(-1, 98, 98, 4), parameters);
        Examples.shapeAndParameters(new DepthwiseConv2D(3), image, Shape.of(-1, 98, 98, 4), parameters);
    }

    @Test
    void aNetworkOnEveryChannel() {
        Layer block = new Sequential(
                new Conv2D(16, 5).activation(Activation.RELU),
                new MaxPooling2D(2),
                new Conv2D(16, 5).activation(Activation.RELU),
                new MaxPooling2D(2),
                new Conv2D(16, 5).activation(Activation.RELU),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(512).activation(Activation.RELU),
                new Dense(128).activation(Activation.RELU));
        Examples.shapeAndParameters(
                new PerChannel(block), shapes(Shape.of(128, 128, 4)), Shape.of(-1, 128, 4), 1_259_072);
    }

    @Test
    void denseElementByElement() {
        Examples.shapeAndParameters(new Dense2D(), shapes(Shape.of(3, 3)), Shape.of(-1, 3, 3), 18);
    }

    @Test
    void denseWithAnActivation() {
        Examples.shapeAndParameters(
                new Dense2D().activation(Activation.SIGMOID), shapes(Shape.of(3, 3)), Shape.of(-1, 3, 3), 18);
    }

    @Test
    void denseWithASum() {
        Examples.shapeAndParameters(new Dense2D().sum(1), shapes(Shape.of(3, 3)), Shape.of(-1, 3), 18);
    }
}
