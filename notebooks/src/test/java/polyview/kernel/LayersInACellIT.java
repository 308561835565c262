package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers that a user writes in a notebook cell: they run, have the right shapes and numbers of parameters, and are not longer
 * than the same layers in Python for Keras.
 *
 * <p>The cells lie in {@code src/test/resources/cells}. Lines are counted without blank ones, comments and imports, on both
 * sides.
 */
@Tag("notebooks")
@Timeout(900)
class LayersInACellIT {
    private static final Path CELLS = Launcher.NOTEBOOKS.resolve("src/test/resources/cells");

    private static Bridge kernel;

    /**
     * One example.
     *
     * @param cell the file with the cell
     * @param pythonLines the lines of the same layer in Python for Keras
     * @param layer the layer that the cell declares
     * @param inputs the shapes of its inputs
     * @param expected the output's shape and the number of parameters, by hand
     */
    private record Example(String cell, int pythonLines, String layer, List<String> inputs, String expected) {
        @Override
        public String toString() {
            return cell;
        }
    }

    private static Stream<Example> examples() {
        List<String> two = List.of("64, 64, 3", "64, 64, 3");
        int conv = 3 * 3 * 3 * 32 + 32;
        return Stream.of(
                new Example("dual-concat", 11, "new DualConcat(32, 3)", two, "(N, 62, 62, 64) " + 2 * conv),
                new Example("dual-multiply", 11, "new DualMultiply(32, 3)", two, "(N, 62, 62, 32) " + 2 * conv),
                new Example(
                        "dual-attention",
                        15,
                        "new DualAttention(32, 3)",
                        two,
                        "(N, 62, 62, 32) " + (2 * conv + 64 * 32 + 32)),
                new Example("kernel-edges", 14, "new EdgeDetection()", List.of("28, 28"), "(N, 28, 28) 0"),
                new Example(
                        "kernel-trainable",
                        13,
                        "new CustomConv(3, 8)",
                        List.of("28, 28, 1"),
                        "(N, 28, 28, 8) " + 9 * 8),
                new Example(
                        "kernel-trainable",
                        13,
                        "new CustomConv(3, 8)",
                        List.of("28, 28, 3"),
                        "(N, 28, 28, 8) " + 27 * 8),
                new Example("channels-loop", 12, "new OneKernel()", List.of("100, 100, 4"), "(N, 100, 100, 4) 2"),
                new Example("channels-groups", 1, "grouped", List.of("100, 100, 4"), "(N, 98, 98, 4) " + (9 * 4 + 4)),
                new Example("channels-submodel", 16, "channels", List.of("128, 128, 4"), "(N, 128, 4) 1259072"),
                new Example("dense2d-dense", 13, "new Dense2DLayer()", List.of("3, 3"), "(N, 3, 3) 18"),
                new Example(
                        "dense2d-activation",
                        14,
                        "new Dense2DActivation(Activation.SIGMOID)",
                        List.of("3, 3"),
                        "(N, 3, 3) 18"),
                new Example("dense2d-sum", 14, "new Dense2DSum(1)", List.of("3, 3"), "(N, 3) 18"));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        kernel = new Bridge();
        run(cell("imports"));
    }

    @AfterAll
    static void stop() throws IOException {
        kernel.close();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsInACell(Example example) throws IOException {
        String source = cell(example.cell());
        run(source);
        StringBuilder inputs = new StringBuilder();
        for (int i = 0; i < example.inputs().size(); i++) {
            inputs.append(i == 0 ? "" : ", ")
                    .append("Input.of(\"x" + i + "\", " + example.inputs().get(i) + ")");
        }
        JsonObject answer = run(
                "var taken = List.of(" + inputs + ");\nvar given = " + example.layer()
                        + ".apply(taken);\nShapes.text(given.shape()) + \" \" + new Model(taken, given).summary().parameters()");
        assertEquals(example.expected(), Bridge.value(answer));
        long lines = source.lines().filter(line -> !line.isBlank()).count();
        System.out.printf("%-18s %2d lines of Java, %2d of Python%n", example.cell(), lines, example.pythonLines());
        assertTrue(lines <= example.pythonLines(), lines + " lines");
        assertTrue(source.lines().allMatch(line -> line.length() <= 120), "a line of more than 120 characters");
    }

    private static String cell(String name) throws IOException {
        return Files.readString(CELLS.resolve(name + ".txt")).strip();
    }

    private static JsonObject run(String source) throws IOException {
        JsonObject answer = kernel.execute(source);
        assertEquals("ok", Bridge.status(answer), answer::toString);
        return answer;
    }
}
