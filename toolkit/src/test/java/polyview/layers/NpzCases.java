package polyview.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import polyview.data.FloatArray;
import polyview.data.npy.Npz;

/**
 * A folder of files, one for each case, with inputs, weights, outputs and gradients that another implementation computed; the
 * scripts in {@code src/test/pytorch} say how a file is laid out.
 */
final class NpzCases {

    /** Relative to the largest element. */
    private static final double TOLERANCE = 1e-4;

    private final Path folder;
    private final Closeness outputs = new Closeness();
    private final Closeness gradients = new Closeness();

    NpzCases(Path folder) {
        this.folder = folder;
    }

    /** The largest relative difference of an output so far. */
    double outputs() {
        return outputs.largest();
    }

    /** The largest relative difference of a gradient so far. */
    double gradients() {
        return gradients.largest();
    }

    /** No file without a case, no case without a file. */
    void assertAllUsed(Set<String> cases) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString().replace(".npz", "")));
            assertEquals(new TreeSet<>(cases), names);
        }
    }

    /** Output in training, and the gradients of every input and every weight that the file has. */
    void check(String name, Supplier<? extends Layer> layer) {
        Map<String, FloatArray> file = Npz.read(folder.resolve(name + ".npz"));
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
            outputs.check("output", DoubleArray.of(file.get("output")), output, TOLERANCE);
        }
        try (GraphRun run = new GraphRun(layer.get(), true)) {
            GraphRun.Gradients got = run.apply(inputs).gradients(weights, List.of(DoubleArray.of(file.get("factor"))));
            for (int i = 0; i < inputs.size(); i++) {
                String key = "gradient/input/" + i;
                gradients.check(
                        key, DoubleArray.of(file.get(key)), got.inputs().get(0).get(i), TOLERANCE);
            }
            assertEquals(weights.keySet(), got.weights().keySet());
            got.weights().forEach((path, gradient) -> {
                String key = "gradient/weight/" + path;
                gradients.check(key, DoubleArray.of(file.get(key)), gradient, TOLERANCE);
            });
        }
    }
}
