package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static polyview.layers.Refusal.shapes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;

class PerChannelTest extends LayerBattery {

    private static final Sliding INSIDE = Sliding.of(new Size(1, 1), Padding.VALID);

    @Override
    List<LayerCase> cases() {
        return List.of(
                LayerCase.of("flatten", () -> new PerChannel(new Flatten()), Shape.of(3, 2, 4))
                        .reference((in, w) -> each(in.get(0), PerChannelTest::flat)),
                LayerCase.of("flatten one channel of one pixel", () -> new PerChannel(new Flatten()), Shape.of(1, 1, 1))
                        .reference((in, w) -> each(in.get(0), PerChannelTest::flat)),
                LayerCase.of("mean", () -> new PerChannel(new GlobalAveragePooling2D()), Shape.of(3, 5, 2))
                        .reference((in, w) -> each(in.get(0), PerChannelTest::mean))
                        .sizesMayBeUnknown(),
                dense(3),
                dense(1),
                convolution(Shape.of(5, 4, 3), 2, 3),
                convolution(Shape.of(4, 3, 1), 1, 1),
                LayerCase.of("model", () -> new PerChannel(model().asLayer()), Shape.of(4, 3, 3))
                        .reference((in, w) -> each(in.get(0), gray -> byModel(gray, w)))
                        .weight("model/conv2d/kernel", 2, 2, 1, 2)
                        .weight("model/conv2d/bias", 2)
                        .weight("model/dense/kernel", 12, 2)
                        .weight("model/dense/bias", 2)
                        .parameters(10 + 26),
                normalised(Shape.of(3, 2, 2)),
                normalised(Shape.of(2, 2, 1)),
                LayerCase.of("dropout", () -> new PerChannel(new Dropout(0.5)), Shape.of(3, 2, 2))
                        .reference((in, w) -> each(in.get(0), gray -> gray))
                        .randomInTraining()
                        .sizesMayBeUnknown());
    }

    private static LayerCase dense(int channels) {
        return LayerCase.of(
                        "dense, " + channels + " channels",
                        () -> new PerChannel(new Dense(2).name("units")),
                        Shape.of(2, 3, channels))
                .reference((in, w) -> each(in.get(0), gray -> {
                    return Plain.plusBias(Plain.product(gray, w.get("units/kernel")), w.get("units/bias"));
                }))
                .weight("units/kernel", 1, 2)
                .weight("units/bias", 2)
                .parameters(4)
                .sizesMayBeUnknown();
    }

    private static LayerCase convolution(Shape image, int height, int width) {
        return LayerCase.of(
                        "convolution " + height + "x" + width,
                        () -> new PerChannel(new Conv2D(2, height, width)),
                        image)
                .reference((in, w) -> each(in.get(0), gray -> {
                    return Plain.plusBias(
                            Plain.convolution(gray, w.get("conv2d/kernel"), INSIDE), w.get("conv2d/bias"));
                }))
                .weight("conv2d/kernel", height, width, 1, 2)
                .weight("conv2d/bias", 2)
                .parameters(2L * height * width + 2)
                .sizesMayBeUnknown();
    }

    /** In training, mean and variance of all channels together. */
    private static LayerCase normalised(Shape image) {
        String part = "batch_normalization/";
        return LayerCase.of("batch normalisation of " + image, () -> new PerChannel(new BatchNormalization()), image)
                .reference((in, w) -> {
                    double mean = w.get(part + "movingMean").get(0);
                    return normalise(
                            in.get(0), w, mean, w.get(part + "movingVariance").get(0));
                })
                .training((in, w) -> {
                    double[] all = in.get(0).values();
                    double mean = Arrays.stream(all).average().orElseThrow();
                    double variance = Arrays.stream(all)
                            .map(x -> (x - mean) * (x - mean))
                            .average()
                            .orElseThrow();
                    return normalise(in.get(0), w, mean, variance);
                })
                .weight(part + "gamma", 1)
                .weight(part + "beta", 1)
                .state(part + "movingMean", 1)
                .state(part + "movingVariance", 1)
                .positive(part + "movingVariance")
                .parameters(4);
    }

    private static DoubleArray normalise(DoubleArray x, Map<String, DoubleArray> w, double mean, double variance) {
        double gamma = w.get("batch_normalization/gamma").get(0);
        double beta = w.get("batch_normalization/beta").get(0);
        // Each channel is an image of one channel: (N, H, W, 1, C).
        return x.map(value -> gamma * (value - mean) / Math.sqrt(variance + 1e-3) + beta)
                .reshape(x.size(0), x.size(1), x.size(2), 1, x.size(3));
    }

    /** A function of each gray image, stacked on a new last axis. */
    private static DoubleArray each(DoubleArray x, UnaryOperator<DoubleArray> function) {
        List<DoubleArray> made = IntStream.range(0, x.size(3))
                .mapToObj(c -> DoubleArray.generate(x.shapeWithLast(1), at -> x.get(at[0], at[1], at[2], c)))
                .map(function)
                .toList();
        int[] one = made.get(0).shape();
        int[] shape = Arrays.copyOf(one, one.length + 1);
        shape[one.length] = made.size();
        return DoubleArray.generate(shape, at -> made.get(at[one.length]).get(Arrays.copyOf(at, one.length)));
    }

    private static DoubleArray flat(DoubleArray x) {
        return x.reshape(x.size(0), x.size(1) * x.size(2) * x.size(3));
    }

    private static DoubleArray mean(DoubleArray gray) {
        DoubleArray rows = flat(gray);
        return DoubleArray.generate(new int[] {gray.size(0), 1}, at -> IntStream.range(0, rows.size(1))
                .mapToDouble(i -> rows.get(at[0], i))
                .average()
                .orElseThrow());
    }

    /** {@code (N, 4, 3, 1) -> (N, 2)}. */
    private static Model model() {
        var gray = Input.image("gray", 4, 3, 1);
        var x = new Conv2D(2, 2).activation(Activation.TANH).apply(gray);
        return new Model(gray, new Dense(2).apply(new Flatten().apply(x)));
    }

    private static DoubleArray byModel(DoubleArray gray, Map<String, DoubleArray> w) {
        DoubleArray maps = Plain.plusBias(
                        Plain.convolution(gray, w.get("model/conv2d/kernel"), INSIDE), w.get("model/conv2d/bias"))
                .map(Math::tanh);
        return Plain.plusBias(Plain.product(flat(maps), w.get("model/dense/kernel")), w.get("model/dense/bias"));
    }

    @Override
    boolean isSetByOptions(String path) {
        return false;
    }

    @Override
    List<Refusal> refusals() {
        List<Shape> good = shapes(Shape.of(8, 8, 3));
        return List.of(
                Refusal.input(
                        PerChannelTest::convolved,
                        shapes(Shape.of(10)),
                        "per_channel takes (N, H, W, C), got (N, 10)",
                        good),
                Refusal.input(
                        PerChannelTest::convolved,
                        shapes(Shape.of(8, 8, -1)),
                        "per_channel needs a known number of channels, got (N, 8, 8, ?)",
                        good),
                Refusal.input(
                        () -> convolved().name("views"),
                        shapes(Shape.of(8, 8, 3), Shape.of(8, 8, 3)),
                        "views takes one input, got 2",
                        good),
                Refusal.input(
                        PerChannelTest::convolved,
                        shapes(Shape.of(2, 8, 3)),
                        "conv2d with kernelSize 3 and VALID padding needs images of at least 3 pixels,"
                                + " got (N, 2, 8, 1)",
                        good),
                Refusal.laterInput(
                        PerChannelTest::convolved,
                        good,
                        shapes(Shape.of(8, 8)),
                        "per_channel takes (N, H, W, C), got (N, 8, 8)"));
    }

    private static PerChannel convolved() {
        return new PerChannel(new Conv2D(2, 3));
    }

    @Test
    void aModelOfTwoInputsIsRefused() {
        var left = Input.image("left", 2, 2, 1);
        var right = Input.image("right", 2, 2, 1);
        var two = new Model(List.of(left, right), new Average().apply(left, right));
        Refusal.assertRefused(new PerChannel(two.asLayer()), shapes(Shape.of(2, 2, 3)), "model takes 2 inputs, got 1");
    }

    @Test
    void exampleOfTheDocumentation() {
        Examples.shapeAndParameters(
                new PerChannel(new Conv2D(8, 3)), shapes(Shape.of(64, 64, 4)), Shape.of(-1, 62, 62, 8, 4), 80);
    }

    /** A whole network on each of four channels: shapes, number of parameters, and values channel by channel. */
    @Test
    void aNetworkOnEveryChannel() {
        var gray = Input.image("gray", 128, 128, 1);
        SymbolicTensor x = gray;
        for (int block = 0; block < 3; block++) {
            x = new Conv2D(16, 5).activation(Activation.RELU).apply(x);
            x = new MaxPooling2D(2).apply(x);
        }
        x = new Dense(512).activation(Activation.RELU).apply(new Flatten().apply(x));
        x = new Dense(128).activation(Activation.RELU).apply(x);
        var image = Input.image("image", 128, 128, 4);
        try (var sub = new Model(gray, x).seed(1)) {
            assertEquals(1_259_072, sub.summary().parameters());
            var stacked = new PerChannel(sub.asLayer()).apply(image);
            assertEquals("per_channel (N, 128, 4)", stacked.toString());
            try (var model = new Model(image, stacked).seed(2)) {
                assertEquals(1_259_072, model.summary().parameters());
                assertEquals(1_259_072, model.summary().trainable());
                Map<String, FloatArray> same = new HashMap<>();
                sub.weights().forEach((path, value) -> same.put("per_channel/model/" + path, value));
                model.setWeights(same);
                DoubleArray images = DoubleArray.of(Samples.uniform(1, 2, 128, 128, 4));
                DoubleArray expected = each(images, channel -> DoubleArray.of(sub.predict(channel.floats())));
                new Closeness().check("views", expected, model.predict(images.floats()), Closeness.VALUES);
            }
        }
    }

    /** Two channels of ones: each is dropped in its own way. */
    @Test
    void dropoutDrawsForEachChannel() {
        DoubleArray ones = DoubleArray.zeros(1, 10, 10, 2).map(x -> 1);
        try (GraphRun run = new GraphRun(new PerChannel(new Dropout(0.5)), true)) {
            float[] out = run.apply(List.of(ones)).outputs(Map.of()).get(0).values();
            float[] first = new float[100];
            float[] second = new float[100];
            for (int i = 0; i < 100; i++) {
                first[i] = out[2 * i];
                second[i] = out[2 * i + 1];
            }
            assertNotEquals(Arrays.toString(first), Arrays.toString(second));
        }
    }

    @Test
    void anEmptyBatchStaysEmpty() {
        // A model refuses it, a graph of one's own need not.
        try (GraphRun run = new GraphRun(new PerChannel(new Flatten()), false)) {
            FloatArray none = run.apply(List.of(DoubleArray.zeros(0, 4, 4, 3)))
                    .outputs(Map.of())
                    .get(0);
            assertArrayEquals(new long[] {0, 16, 3}, none.shape().asArray());
        }
    }
}
