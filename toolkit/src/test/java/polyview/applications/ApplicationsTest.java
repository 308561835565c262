package polyview.applications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import polyview.data.Dataset;
import polyview.data.FloatArray;
import polyview.layers.Activation;
import polyview.layers.Concatenate;
import polyview.layers.Dense;
import polyview.layers.Layer;
import polyview.losses.Loss;
import polyview.models.Input;
import polyview.models.Model;
import polyview.models.Samples;
import polyview.optimizers.Adam;

/** Options, refusals and preprocessing; what the networks are made of is compared with Keras in KerasApplicationsTest. */
@Tag("models")
class ApplicationsTest {

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(512, (Supplier<Application<?>>) () -> new VGG(16)),
                Arguments.of(2048, (Supplier<Application<?>>) () -> new ResNet(50)),
                Arguments.of(1280, (Supplier<Application<?>>) MobileNetV2::new),
                Arguments.of(1280, (Supplier<Application<?>>) EfficientNetB0::new));
    }

    private static List<Long> output(Application<?> network) {
        try (Model model = network.build()) {
            var rows = model.summary().rows();
            return Arrays.stream(rows.get(rows.size() - 1).shape().asArray())
                    .boxed()
                    .toList();
        }
    }

    /** 64 and 32 pixels, less by a factor of 32 and rounded up. */
    @ParameterizedTest
    @MethodSource("networks")
    void outputs(long channels, Supplier<Application<?>> network) {
        assertEquals(
                List.of(-1L, 10L), output(network.get().inputShape(64, 32, 3).classes(10)));
        assertEquals(
                List.of(-1L, 2L, 1L, channels),
                output(network.get().inputShape(64, 32, 3).includeTop(false)));
        for (Pooling pooling : List.of(Pooling.AVERAGE, Pooling.MAX)) {
            assertEquals(
                    List.of(-1L, channels),
                    output(network.get().inputShape(-1, -1, 1).includeTop(false).pooling(pooling)));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void refusals(long channels, Supplier<Application<?>> network) {
        Application<?> made = network.get();
        refused("height must be at least 32 or -1, got 31", () -> made.inputShape(31, 32, 3));
        refused("width must be at least 32 or -1, got 0", () -> made.inputShape(32, 0, 3));
        refused("channels must be positive, got 0", () -> made.inputShape(32, 32, 0));
        refused("classes must be positive, got 0", () -> made.classes(0));
        made.inputShape(-1, 64, 3);
        assertEquals(
                "the top needs a known size, got (-1, 64)",
                assertThrows(IllegalStateException.class, made::build).getMessage());
        made.inputShape(64, 64, 3).pooling(Pooling.MAX);
        assertEquals(
                "pooling is for includeTop(false)",
                assertThrows(IllegalStateException.class, made::build).getMessage());
    }

    @Test
    void refusalsOfTheirOwn() {
        refused("VGG has 16 or 19 layers, got 11", () -> new VGG(11));
        refused("ResNet has 50, 101 or 152 layers, got 18", () -> new ResNet(18));
        refused("alpha must be positive, got 0.0", () -> new MobileNetV2().alpha(0));
        refused("alpha must be finite, got NaN", () -> new MobileNetV2().alpha(Double.NaN));
        refused("images must be (..., 3), RGB, got (2, 8, 8, 1)", () -> new VGG(16)
                .preprocess(FloatArray.zeros(Shape.of(2, 8, 8, 1))));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** What count_params of Keras 3.15 gives for other widths, with the top of 1000 classes. */
    @ParameterizedTest
    @CsvSource({"0.35, 1691208", "0.5, 1987224", "0.75, 2663064", "1.0, 3538984", "1.3, 5431048", "1.4, 6156712"})
    void widthsOfMobileNet(double alpha, long parameters) {
        try (Model model = new MobileNetV2().alpha(alpha).build()) {
            assertEquals(parameters, model.summary().parameters());
        }
    }

    /** One pixel, red 255, green 128, blue 0. */
    @Test
    void preprocessing() {
        FloatArray pixel = FloatArray.of(new float[] {255, 128, 0}, 1, 1, 1, 3);
        float[] caffe = {0 - 103.939f, 128 - 116.779f, 255 - 123.68f};
        assertArrayEquals(caffe, new VGG(16).preprocess(pixel).values());
        assertArrayEquals(caffe, new ResNet(50).preprocess(pixel).values());
        assertArrayEquals(
                new float[] {1, 128 / 127.5f - 1, -1},
                new MobileNetV2().preprocess(pixel).values());
        assertArrayEquals(
                new float[] {255, 128, 0},
                new EfficientNetB0().preprocess(pixel).values());
    }

    /** Two images through one encoder: its weights are there once, named inside it, and a frozen one is not changed by training. */
    @Test
    void oneEncoderForTwoImages() {
        try (Model encoder = new MobileNetV2()
                .alpha(0.35)
                .inputShape(32, 32, 3)
                .includeTop(false)
                .pooling(Pooling.AVERAGE)
                .build()
                .seed(1)) {
            Layer shared = encoder.frozen().asLayer().name("encoder");
            var left = Input.image("left", 32, 32, 3);
            var right = Input.image("right", 32, 32, 3);
            var both = new Concatenate().apply(shared.apply(left), shared.apply(right));
            try (Model model =
                    new Model(List.of(left, right), new Dense(2).name("head").apply(both)).seed(2)) {
                long inside = encoder.summary().parameters();
                assertEquals(inside + 2 * 2 * 1280 + 2, model.summary().parameters());
                assertEquals(
                        Shape.of(3, 3, 3, 16),
                        model.weights().get("encoder/Conv1/kernel").shape());
                encoder.weights()
                        .forEach((path, value) -> assertEquals(
                                value.shape(),
                                model.weights().get("encoder/" + path).shape()));
                model.layer("encoder").setWeights(encoder.weights());
                FloatArray image = Samples.uniform(3, 2, 32, 32, 3);
                FloatArray code = encoder.predict(image);
                model.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
                var before = model.weights();
                model.engine()
                        .trainOnBatch(Dataset.of(List.of(image, image), FloatArray.zeros(Shape.of(2)))
                                .all());
                var after = model.weights();
                before.forEach((path, value) ->
                        assertEquals(path.startsWith("encoder/"), value.equals(after.get(path)), path));
                assertEquals(List.of(code, code), model.featuresAll("encoder", image, image));
            }
        }
    }

    @Test
    void itLearns() {
        try (Model model = new MobileNetV2()
                .alpha(0.35)
                .inputShape(32, 32, 1)
                .classes(2)
                .classifierActivation(Activation.LINEAR)
                .build()
                .seed(1)) {
            model.compile(new Adam(0.01), Loss.softmaxCrossEntropy());
            var data = Dataset.of(List.of(Samples.uniform(3, 8, 32, 32, 1)), Samples.labels(4, 2, 8));
            double first = model.engine().trainOnBatch(data.all()).loss();
            for (int i = 0; i < 15; i++) {
                model.engine().trainOnBatch(data.all());
            }
            double last = model.engine().trainOnBatch(data.all()).loss();
            assertTrue(last < first / 2, first + " to " + last);
        }
    }
}
