package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static polyview.layers.Refusal.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DepthwiseConv2DTest extends LayerBattery {

    @Override
    List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        cases.add(LayerCase.of("nothing set", () -> new DepthwiseConv2D(3), Shape.of(5, 4, 2))
                .reference((in, w) -> Plain.plusBias(
                        depthwise(in.get(0), w.get("kernel"), Sliding.of(new Size(1, 1), Padding.VALID)),
                        w.get("bias")))
                .weight("kernel", 3, 3, 2, 1)
                .weight("bias", 2)
                .parameters(20));
        for (WindowGrid window : WindowGrid.all()) {
            // 1 to 3 channels with 1 or 2 kernels each, with and without bias, in turn.
            int turn = cases.size();
            cases.add(of(window, 1 + turn % 3, 1 + turn / 3 % 2, turn % 5 != 0, Activations.LINEAR));
        }
        // One channel, and an output one pixel wide: here TensorFlow's convolution is wrong.
        for (Size strides : List.of(new Size(1, 3), new Size(3, 1))) {
            WindowGrid narrow = new WindowGrid(new Size(4, 4), new Size(2, 3), Sliding.of(strides, Padding.VALID));
            cases.add(of(narrow, 1, 2, true, Activations.LINEAR));
        }
        // Kernels of one row or one column: one pixel is read in one direction only.
        for (Size kernel : List.of(new Size(1, 3), new Size(3, 1))) {
            for (Size strides : List.of(new Size(2, 2), new Size(1, 2), new Size(2, 1))) {
                WindowGrid flat = new WindowGrid(new Size(5, 6), kernel, Sliding.of(strides, Padding.SAME));
                cases.add(of(flat, 1 + cases.size() % 2, 2, true, Activations.LINEAR));
            }
        }
        for (Activations.Named activation : Activations.COMMON) {
            WindowGrid window =
                    new WindowGrid(new Size(4, 3), new Size(3, 3), Sliding.of(new Size(1, 1), Padding.SAME));
            cases.add(of(window, 2, 2, true, activation));
        }
        return cases;
    }

    private static LayerCase of(
            WindowGrid window, int channels, int multiplier, boolean bias, Activations.Named activation) {
        Size kernel = window.kernel();
        long filters = (long) channels * multiplier;
        LayerCase made = LayerCase.of(
                        window + ", " + channels + " channels times " + multiplier + (bias ? ", bias, " : ", ")
                                + activation,
                        () -> Windows.set(new DepthwiseConv2D(kernel.height(), kernel.width()), window.how())
                                .depthMultiplier(multiplier)
                                .useBias(bias)
                                .activation(activation.function()),
                        Shape.of(window.image().height(), window.image().width(), channels))
                .reference((in, w) -> {
                    DoubleArray y = depthwise(in.get(0), w.get("kernel"), window.how());
                    return activation.plain().apply(bias ? Plain.plusBias(y, w.get("bias")) : y);
                })
                .weight("kernel", kernel.height(), kernel.width(), channels, multiplier)
                .parameters(kernel.height() * kernel.width() * filters + (bias ? filters : 0))
                .sizesMayBeUnknown();
        return bias ? made.weight("bias", filters) : made;
    }

    /** Each channel by itself: the convolution of one channel with each of its kernels, one after the other. */
    static DoubleArray depthwise(DoubleArray x, DoubleArray kernel, Sliding how) {
        int multiplier = kernel.size(3);
        List<DoubleArray> channels = new ArrayList<>();
        for (int channel = 0; channel < x.size(3); channel++) {
            int c = channel;
            DoubleArray image = DoubleArray.generate(x.shapeWithLast(1), at -> x.get(at[0], at[1], at[2], c));
            int[] own = {kernel.size(0), kernel.size(1), 1, multiplier};
            DoubleArray kernels = DoubleArray.generate(own, at -> kernel.get(at[0], at[1], c, at[3]));
            channels.add(Plain.convolution(image, kernels, how));
        }
        return Plain.concat(channels);
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        List<Refusal> refusals = new ArrayList<>(Windows.refusals(() -> new DepthwiseConv2D(3), good));
        refusals.addAll(ImageRefusals.of(() -> new DepthwiseConv2D(3), "depthwise_conv2d"));
        refusals.addAll(ImageRefusals.ofWindow(
                () -> new DepthwiseConv2D(5), () -> new DepthwiseConv2D(3).dilationRate(2), "depthwise_conv2d"));
        refusals.add(Refusal.option(() -> new DepthwiseConv2D(0), "kernelSize must be positive, got 0"));
        refusals.add(Refusal.option(() -> new DepthwiseConv2D(1, -3), "kernelSize must be positive, got -3"));
        refusals.add(Refusal.option(
                () -> new DepthwiseConv2D(3).depthMultiplier(0), "depthMultiplier must be positive, got 0"));
        refusals.add(
                Refusal.lateOption(() -> new DepthwiseConv2D(3), good, d -> d.depthMultiplier(2), "depthMultiplier"));
        refusals.add(Refusal.lateOption(() -> new DepthwiseConv2D(3), good, l -> l.kernelSize(5), "kernelSize"));
        return refusals;
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new DepthwiseConv2D(3).depthMultiplier(2), shapes(Shape.of(16, 16, 4)), Shape.of(-1, 14, 14, 8), 80);
    }

    /** The same values as a convolution with as many groups as channels. */
    @Test
    void isAConvolutionWithAsManyGroupsAsChannels() {
        SplittableRandom random = new SplittableRandom(6);
        List<DoubleArray> image = List.of(LayerCase.draw(random, 2, 6, 5, 4));
        DoubleArray kernel = LayerCase.draw(random, 3, 2, 4, 2);
        DoubleArray bias = LayerCase.draw(random, 8);
        Layer depthwise = new DepthwiseConv2D(3, 2).depthMultiplier(2);
        Layer grouped = new Conv2D(8, 3, 2).groups(4);
        try (GraphRun first = new GraphRun(depthwise, false);
                GraphRun second = new GraphRun(grouped, false)) {
            float[] one = first.apply(image)
                    .outputs(Map.of("kernel", kernel, "bias", bias))
                    .get(0)
                    .values();
            float[] other = second.apply(image)
                    .outputs(Map.of("kernel", kernel.reshape(3, 2, 1, 8), "bias", bias))
                    .get(0)
                    .values();
            assertArrayEquals(other, one, 1e-5f);
        }
    }
}
