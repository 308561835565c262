package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import polyview.data.FloatArray;
import polyview.data.npy.Npz;

/**
 * Outputs and gradients against those of PyTorch, in files that {@code src/test/pytorch/references.py} makes.
 *
 * <p>PyTorch computed with 64-bit floats, so the distance is that of the toolkit's 32-bit ones from the truth.
 */
@Tag("layers")
class PyTorchTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/pytorch")
            .toAbsolutePath();

    /** Relative to the largest element. */
    private static final double TOLERANCE = 1e-4;

    private static final Closeness OUTPUTS = new Closeness();
    private static final Closeness GRADIENTS = new Closeness();

    @TestFactory
    Stream<DynamicTest> agrees() {
        return PyTorchCases.all().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())));
    }

    /** No file without a layer, no layer without a file. */
    @Test
    void everyFileIsUsed() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".npz", "")));
            assertEquals(new TreeSet<>(PyTorchCases.all().keySet()), names);
        }
    }

    @AfterAll
    static void report() {
        System.out.printf(
                Locale.ROOT,
                "PyTorch: %d cases, largest relative difference: outputs %.1e, gradients %.1e%n",
                PyTorchCases.all().size(),
                OUTPUTS.largest(),
                GRADIENTS.largest());
    }

    private static void check(String name, Supplier<? extends Layer> layer) {
        Map<String, FloatArray> file = Npz.read(FOLDER.resolve(name + ".npz"));
        List<DoubleArray> inputs = new ArrayList<>();
        while (file.containsKey("input/" + inputs.size())) {
            inputs.add(DoubleArray.of(file.get("input/" + inputs.size())));
        }
        Map<String, DoubleArray> weights = new LinkedHashMap<>();
        file.forEach((key, value) -> {
            if (key.startsWith("weight/")) {
                weights.put(key.substring("weight/".length()), DoubleArray.of(value));
            }
        });
        try (GraphRun run = new GraphRun(layer.get(), true)) {
            FloatArray output = run.apply(inputs).outputs(weights).get(0);
            OUTPUTS.check("output", DoubleArray.of(file.get("output")), output, TOLERANCE);
        }
        try (GraphRun run = new GraphRun(layer.get(), true)) {
            GraphRun.Gradients got = run.apply(inputs).gradients(weights, List.of(DoubleArray.of(file.get("factor"))));
            for (int i = 0; i < inputs.size(); i++) {
                String key = "gradient/input/" + i;
                GRADIENTS.check(
                        key, DoubleArray.of(file.get(key)), got.inputs().get(0).get(i), TOLERANCE);
            }
            assertEquals(weights.keySet(), got.weights().keySet());
            got.weights().forEach((path, gradient) -> {
                String key = "gradient/weight/" + path;
                GRADIENTS.check(key, DoubleArray.of(file.get(key)), gradient, TOLERANCE);
            });
        }
    }
}
