package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.models.Input;
import polyview.models.Model;

/**
 * The code examples of documents 1, 2 and 5 and the answers of document 4, with the layers of the toolkit: shapes and numbers
 * of parameters as there.
 *
 * <p>As layers that a user writes in a notebook cell they stand in the tests of the notebooks.
 */
@Tag("layers")
class DocumentsTest {

    private static final List<Shape> TWO_COLOUR_IMAGES = shapes(Shape.of(64, 64, 3), Shape.of(64, 64, 3));
    private static final int TWO_CONVOLUTIONS = 2 * (3 * 3 * 3 * 32 + 32);

    @Test
    void document1Concatenation() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.concat()),
                TWO_COLOUR_IMAGES,
                Shape.of(-1, 62, 62, 64),
                TWO_CONVOLUTIONS);
    }

    /** Its model goes on with a pooling; its images have no size yet. */
    @Test
    void document1GoesOnWithAPoolingOfImagesOfAnySize() {
        SymbolicTensor first = Input.image("first", -1, -1, 3);
        SymbolicTensor second = Input.image("second", -1, -1, 3);
        SymbolicTensor y = new MaxPooling2D(2).apply(new DualConv2D(32, 3).apply(first, second));
        assertEquals("(N, ?, ?, 64)", Shapes.text(y.shape()));
        assertEquals(
                TWO_CONVOLUTIONS, new Model(List.of(first, second), y).summary().parameters());
    }

    @Test
    void document1Multiplication() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.multiply()),
                TWO_COLOUR_IMAGES,
                Shape.of(-1, 62, 62, 32),
                TWO_CONVOLUTIONS);
    }

    @Test
    void document1Attention() {
        Examples.shapeAndParameters(
                new DualConv2D(32, 3).fusion(Fusion.attention()),
                TWO_COLOUR_IMAGES,
                Shape.of(-1, 62, 62, 32),
                TWO_CONVOLUTIONS + 64 * 32 + 32);
    }

    @Test
    void document2FixedEdges() {
        Examples.shapeAndParameters(
                new FixedConv2D(Kernels.SOBEL_HORIZONTAL), shapes(Shape.of(28, 28)), Shape.of(-1, 28, 28), 0);
    }

    @Test
    void document2TrainableKernel() {
        Examples.shapeAndParameters(
                new CustomConv2D(8, 3), shapes(Shape.of(28, 28, 1)), Shape.of(-1, 28, 28, 8), 3 * 3 * 8);
    }

    @Test
    void document2SeveralChannels() {
        Examples.shapeAndParameters(
                new CustomConv2D(8, 3), shapes(Shape.of(28, 28, 3)), Shape.of(-1, 28, 28, 8), 3 * 3 * 3 * 8);
    }

    /** One 1x1 kernel on each of four channels: one weight and one bias. */
    @Test
    void document4OneKernelForAllChannels() {
        Examples.shapeAndParameters(
                new SharedConv2D(1, 1), shapes(Shape.of(100, 100, 4)), Shape.of(-1, 100, 100, 4), 2);
    }

    /** What the question asks for: H x W weights a filter, in H x W x C form. */
    @Test
    void document4TiedKernel() {
        Examples.shapeAndParameters(
                new TiedConv2D(16, 5), shapes(Shape.of(128, 128, 4)), Shape.of(-1, 124, 124, 16), 5 * 5 * 16 + 16);
    }

    /** Groups as many as channels: four kernels, which nothing binds. */
    @Test
    void document4Groups() {
        int parameters = 3 * 3 * 4 + 4;
        List<Shape> image = shapes(Shape.of(100, 100, 4));
        Examples.shapeAndParameters(new Conv2D(4, 3).groups(4), image, Shape.of(-1, 98, 98, 4), parameters);
        Examples.shapeAndParameters(new DepthwiseConv2D(3), image, Shape.of(-1, 98, 98, 4), parameters);
    }

    @Test
    void document4SubModel() {
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
    void document5ElementByElement() {
        Examples.shapeAndParameters(new Dense2D(), shapes(Shape.of(3, 3)), Shape.of(-1, 3, 3), 18);
    }

    @Test
    void document5WithAnActivation() {
        Examples.shapeAndParameters(
                new Dense2D().activation(Activation.SIGMOID), shapes(Shape.of(3, 3)), Shape.of(-1, 3, 3), 18);
    }

    @Test
    void document5WithASum() {
        Examples.shapeAndParameters(new Dense2D().sum(1), shapes(Shape.of(3, 3)), Shape.of(-1, 3), 18);
    }
}
