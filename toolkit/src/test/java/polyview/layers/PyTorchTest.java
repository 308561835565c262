package polyview.layers;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Outputs and gradients against those of PyTorch, in files that {@code src/test/pytorch/references.py} makes.
 *
 * <p>PyTorch computed with 64-bit floats, so the distance is that of the toolkit's 32-bit ones from the truth.
 */
@Tag("layers")
class PyTorchTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/pytorch")
            .toAbsolutePath();

    private static final NpzCases FILES = new NpzCases(FOLDER);

    @TestFactory
    Stream<DynamicTest> agrees() {
        return PyTorchCases.all().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> FILES.check(e.getKey(), e.getValue())));
    }

    /** No file without a layer, no layer without a file. */
    @Test
    void everyFileIsUsed() throws IOException {
        FILES.assertAllUsed(PyTorchCases.all().keySet());
    }

    @AfterAll
    static void report() {
        System.out.printf(
                Locale.ROOT,
                "PyTorch: %d cases, largest relative difference: outputs %.1e, gradients %.1e%n",
                PyTorchCases.all().size(),
                FILES.outputs(),
                FILES.gradients());
    }
}
