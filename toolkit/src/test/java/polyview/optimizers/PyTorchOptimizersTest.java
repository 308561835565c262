package polyview.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.data.FloatArray;
import polyview.losses.Loss;
import polyview.models.Model;
import polyview.models.Samples;

/** The steps of PyTorch's optimizers, in a file that {@code src/test/pytorch/optimizers.py} makes. */
@Tag("training")
class PyTorchOptimizersTest {

    private static final double TINY = 1e-12;
    private static final double LARGEST = 1e-5;
    private static final int KERNEL = 6;

    private static final Map<String, Optimizer> CASES = Map.ofEntries(
            Map.entry("SGD", new SGD(0.1)),
            Map.entry("SGD momentum", new SGD(0.1, 0.9)),
            Map.entry("SGD nesterov", new SGD(0.1, 0.9, true)),
            Map.entry("Adam", new Adam(0.05, 0.9, 0.999, TINY)),
            Map.entry("Adam amsgrad", new Adam(0.05, 0.9, 0.999, TINY, true)),
            Map.entry("AdamW", new AdamW(0.05, 0.1, 0.9, 0.999, TINY, false, List.of())),
            Map.entry("AdamW amsgrad", new AdamW(0.05, 0.1, 0.9, 0.999, TINY, true, List.of())),
            Map.entry("Adamax", new Adamax(0.05, 0.9, 0.999, TINY)),
            Map.entry("RMSprop", new RMSprop(0.05, 0.9, 0, TINY, false)),
            Map.entry("RMSprop momentum", new RMSprop(0.05, 0.9, 0.8, TINY, false)),
            Map.entry("RMSprop centered", new RMSprop(0.05, 0.9, 0, TINY, true)),
            Map.entry("Adagrad", new Adagrad(0.05, 0.1, TINY)),
            Map.entry("Adadelta", new Adadelta(10)),
            Map.entry("clip_grad_norm", new SGD(0.1).globalClipNorm(2)),
            Map.entry("clip_grad_value", new SGD(0.1).clipValue(0.5)));

    /** By case, the numbers of each step that the file has. */
    private static final Map<String, SortedMap<Integer, double[]>> FILE = read();

    private static Map<String, SortedMap<Integer, double[]>> read() {
        Map<String, SortedMap<Integer, double[]>> all = new LinkedHashMap<>();
        try (InputStream in = PyTorchOptimizersTest.class.getResourceAsStream("/optimizers/pytorch.csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] cells = line.split(",");
                double[] numbers = Arrays.stream(cells)
                        .skip(2)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                all.computeIfAbsent(cells[0], name -> new TreeMap<>()).put(Integer.parseInt(cells[1]), numbers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    @Test
    void everyCaseOfTheFileIsHere() {
        Set<String> names = new HashSet<>(FILE.keySet());
        assertTrue(names.removeAll(Set.of("gradient", "NAdam")));
        assertEquals(CASES.keySet(), names);
    }

    private static Map<String, FloatArray> arrays(double[] numbers) {
        float[] all = new float[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) numbers[i];
        }
        return Map.of(
                "dense/kernel", FloatArray.of(Arrays.copyOf(all, KERNEL), 3, 2),
                "dense/bias", FloatArray.of(Arrays.copyOfRange(all, KERNEL, all.length), 2));
    }

    /** The way since the first weights, as a part of the longest that a number has gone. */
    private static double difference(double[] got, double[] first, double[] expected) {
        double difference = 0;
        double way = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(got[i] - expected[i]));
            way = Math.max(way, Math.abs(expected[i] - first[i]));
        }
        return difference / way;
    }

    private static double[] numbers(Model model) {
        float[] kernel = model.weights().get("dense/kernel").values();
        float[] bias = model.weights().get("dense/bias").values();
        return IntStream.range(0, kernel.length + bias.length)
                .mapToDouble(i -> i < KERNEL ? kernel[i] : bias[i - KERNEL])
                .toArray();
    }

    /**
     * NAdam of PyTorch 1.13 divides by a product that has one factor more than that of Keras: the reference of Nadam with
     * this factor takes its steps, so the rest of the formula is the same.
     */
    @Test
    void nadamHasOneFactorLessThanPyTorch113() {
        SortedMap<Integer, double[]> expected = FILE.get("NAdam");
        double[] first = expected.get(0);
        double[] weights = first.clone();
        Rule rule = Rule.nadam(0.9, 0.999, 1e-7, true).of(first.length);
        for (int step = 1; step <= expected.lastKey(); step++) {
            rule.step(weights, FILE.get("gradient").get(step), 0.05, step);
            if (expected.containsKey(step)) {
                // The product itself is one of 32 bits there.
                assertEquals(0, difference(weights, first, expected.get(step)), 1e-7, "step " + step);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> takesTheStepsOfPyTorch() {
        return CASES.entrySet().stream()
                .map(c -> dynamicTest(c.getKey(), () -> {
                    SortedMap<Integer, double[]> expected = FILE.get(c.getKey());
                    double largest = 0;
                    try (var model = Samples.denseNet(3, 2).compile(c.getValue(), Loss.meanSquaredError())) {
                        model.setWeights(arrays(expected.get(0)));
                        for (int step = 1; step <= expected.lastKey(); step++) {
                            model.engine().apply(arrays(FILE.get("gradient").get(step)), Map.of());
                            if (expected.containsKey(step)) {
                                largest = Math.max(
                                        largest, difference(numbers(model), expected.get(0), expected.get(step)));
                            }
                        }
                    }
                    System.out.printf("%s: largest relative difference to PyTorch %.1e%n", c.getKey(), largest);
                    assertTrue(largest < LARGEST, c.getKey() + ": " + largest);
                }));
    }
}
