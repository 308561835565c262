package polyview.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import polyview.applications.Application;
import polyview.applications.EfficientNetB0;
import polyview.applications.MobileNetV2;
import polyview.applications.ResNet;
import polyview.applications.VGG;
import polyview.data.FloatArray;
import polyview.layers.Activation;

/**
 * The networks against what Keras itself tells of them and computes with the same weights, in files that {@code
 * src/test/keras/applications.py} makes.
 */
@Tag("models")
class KerasApplicationsTest {

    private static final Map<String, Supplier<Application<?>>> NETWORKS = new LinkedHashMap<>();
    /** As the documentation of Keras has them. */
    private static final Map<String, Long> PARAMETERS = new LinkedHashMap<>();

    static {
        put("VGG16", () -> new VGG(16), 138_357_544);
        put("VGG19", () -> new VGG(19), 143_667_240);
        put("ResNet50", () -> new ResNet(50), 25_636_712);
        put("ResNet101", () -> new ResNet(101), 44_707_176);
        put("ResNet152", () -> new ResNet(152), 60_419_944);
        put("MobileNetV2", MobileNetV2::new, 3_538_984);
        put("EfficientNetB0", () -> new EfficientNetB0().imageNetScale(false), 5_330_571);
    }

    private static void put(String name, Supplier<Application<?>> network, long parameters) {
        NETWORKS.put(name, network);
        PARAMETERS.put(name, parameters);
    }

    /** Names of layers, shapes of weights, their order in Keras, and the number of parameters. */
    @TestFactory
    Stream<DynamicTest> everyWeightIsThatOfKeras() throws IOException {
        List<String> lines = lines();
        return NETWORKS.entrySet().stream()
                .map(network -> DynamicTest.dynamicTest(network.getKey(), () -> {
                    List<String> expected = lines.stream()
                            .filter(line -> line.startsWith(network.getKey() + ","))
                            .map(line -> line.substring(line.indexOf(',') + 1))
                            .toList();
                    try (Model model = network.getValue().get().build()) {
                        assertTrue(!expected.isEmpty());
                        assertEquals(expected, told(model));
                        assertEquals(
                                PARAMETERS.get(network.getKey()),
                                model.summary().parameters());
                    }
                }));
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(KerasNets.file("applications.csv.gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> told(Model model) {
        return KerasTarget.of(model.life().network()).stream()
                .map(target -> target.layer() + "," + target.index() + "," + sizes(target.shape()))
                .toList();
    }

    private static String sizes(Shape shape) {
        return String.join(
                " ", Arrays.stream(shape.asArray()).mapToObj(Long::toString).toList());
    }

    /** Odd and even sizes, so that every rule of padding is met; the largest difference is relative to the largest number. */
    @ParameterizedTest
    @CsvSource({"VGG16, 32, 40", "ResNet50, 33, 48", "MobileNetV2, 36, 47", "EfficientNetB0, 37, 46"})
    void outputsAreThoseOfKeras(String name, int height, int width) {
        KerasFormula formula = KerasFormula.of(name);
        FloatArray images = formula.images(height, width);
        Model top = NETWORKS.get(name)
                .get()
                .inputShape(height, width, 3)
                .classes(5)
                .classifierActivation(Activation.LINEAR)
                .build();
        double difference = difference(name, top, images, 1);
        Model features = NETWORKS.get(name)
                .get()
                .inputShape(height, width, 3)
                .includeTop(false)
                .build();
        double ofFeatures = difference(name + "-features", features, images, KerasFormula.KEPT);
        Model open =
                NETWORKS.get(name).get().inputShape(-1, -1, 3).includeTop(false).build();
        open.close();
        System.out.printf("%-15s against Keras: classes %.1e, features %.1e%n", name, difference, ofFeatures);
        assertEquals(0, Math.max(difference, ofFeatures), 2e-5);
    }

    private static double difference(String name, Model made, FloatArray images, int every) {
        try (Model model = made) {
            model.setWeights(KerasFormula.of(name.replace("-features", "")).values(model));
            float[] output = model.predict(images).values();
            float[] expected = KerasNets.expected("networks.npz", name).values();
            List<Float> kept = new ArrayList<>();
            for (int i = 0; i < output.length; i += every) {
                kept.add(output[i]);
            }
            assertEquals(expected.length, kept.size());
            double largest = 0;
            double difference = 0;
            double betweenImages = 0;
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
                difference = Math.max(difference, Math.abs(expected[i] - kept.get(i)));
                float other = expected[(i + expected.length / 2) % expected.length];
                betweenImages = Math.max(betweenImages, Math.abs(expected[i] - other));
            }
            // The two images must matter, or the outputs would say little.
            assertTrue(betweenImages > 0.01 * largest, betweenImages + " of " + largest);
            return difference / largest;
        }
    }

    /** The second rescaling of EfficientNet multiplies by 1 / sqrt(s): as if the variances were s times as large. */
    @Test
    void theScaleOfImageNet() {
        KerasFormula formula = KerasFormula.of("EfficientNetB0");
        FloatArray images = formula.images(32, 32);
        Application<?> scaled = new EfficientNetB0().inputShape(32, 32, 3).includeTop(false);
        Application<?> plain =
                new EfficientNetB0().imageNetScale(false).inputShape(32, 32, 3).includeTop(false);
        try (Model first = scaled.build();
                Model second = plain.build()) {
            first.setWeights(formula.values(first));
            second.setWeights(formula.values(second));
            first.layer("normalization").setWeights(Map.of("variance", variances(1, 1, 1)));
            second.layer("normalization").setWeights(Map.of("variance", variances(1, 1, 1)));
            float[] output = first.predict(images).values();
            float[] without = second.predict(images).values();
            second.layer("normalization").setWeights(Map.of("variance", variances(0.229f, 0.224f, 0.225f)));
            float[] expected = second.predict(images).values();
            assertTrue(largest(expected, without) > 100 * largest(expected, output));
            assertEquals(0, largest(expected, output) / largest(expected, new float[expected.length]), 1e-5);
        }
    }

    private static double largest(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }

    private static FloatArray variances(float... values) {
        return FloatArray.of(values, values.length);
    }
}
