package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.layers.Refusal.shapes;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.models.Input;
import polyview.models.Model;

class SharedConv2DTest extends LayerBattery {

    private static final BoundCases<SharedConv2D> CASES =
            new BoundCases<>("shared_conv2d", SharedConv2D::new, SharedConv2DTest::channelByChannel);

    /** Each channel as a gray image, the maps side by side. */
    private static DoubleArray channelByChannel(DoubleArray x, DoubleArray kernel, DoubleArray bias, Sliding how) {
        List<DoubleArray> maps = IntStream.range(0, x.size(3))
                .mapToObj(c -> DoubleArray.generate(x.shapeWithLast(1), at -> x.get(at[0], at[1], at[2], c)))
                .map(gray -> Plain.plusBias(Plain.convolution(gray, kernel, how), bias))
                .toList();
        return Plain.concat(maps);
    }

    @Override
    List<LayerCase> cases() {
        return CASES.cases();
    }

    @Override
    List<Refusal> refusals() {
        return CASES.refusals();
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new SharedConv2D(8, 3), shapes(Shape.of(64, 64, 4)), Shape.of(-1, 62, 62, 32), 3 * 3 * 8 + 8);
    }

    /** One kernel 1x1 with a bias, looped over four channels of 100x100. */
    @Test
    void oneKernelForFourChannels() {
        Examples.shapeAndParameters(
                new SharedConv2D(1, 1), shapes(Shape.of(100, 100, 4)), Shape.of(-1, 100, 100, 4), 2);
    }

    /** A grouped convolution has one kernel 3x3 for each of four channels and shares nothing; the shared kernel has ten parameters. */
    @Test
    void aGroupedConvolutionSharesNothing() {
        Examples.shapeAndParameters(
                new Conv2D(4, 3).groups(4), shapes(Shape.of(100, 100, 4)), Shape.of(-1, 98, 98, 4), 40);
        Examples.shapeAndParameters(new SharedConv2D(1, 3), shapes(Shape.of(100, 100, 4)), Shape.of(-1, 98, 98, 4), 10);
    }

    @Test
    void itTakesAnotherNumberOfChannels() {
        SharedConv2D layer = new SharedConv2D(2, 1);
        var four = Input.image("four", 2, 2, 4);
        var one = Input.image("one", 2, 2, 1);
        var both = List.of(layer.apply(four), layer.apply(one));
        assertEquals("shared_conv2d (N, 2, 2, 8)", both.get(0).toString());
        assertEquals("shared_conv2d (N, 2, 2, 2)", both.get(1).toString());
        assertEquals(4, new Model(List.of(four, one), both).summary().parameters());
    }
}
