package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code notebooks/launch --spark MASTER}: a notebook trains on a cluster what its cells have made. */
@Tag("notebooks")
@Timeout(900)
class SparkNotebookIT {

    private static final Path SPARK =
            Launcher.NOTEBOOKS.resolveSibling("toolkit").resolve("spark");
    private static final Path NOTEBOOK = Launcher.NOTEBOOKS.resolve("src/test/resources/spark");

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws IOException, InterruptedException {
        cluster("stop");
    }

    /** Calls {@code toolkit/spark/cluster}; what it prints. */
    private List<String> cluster(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", SPARK.resolve("cluster").toString(), "--dir", folder.toString(), "--port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Launcher.log("cluster"));
        builder.environment().remove("SPARK_HOME");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The processes that it leaves behind must not hold this one's output.
        Path out = Files.createTempFile("cluster", ".out");
        try {
            int code = builder.redirectOutput(out.toFile()).start().waitFor();
            List<String> lines = Files.readAllLines(out);
            assertEquals(0, code, () -> String.join(" ", command) + ": " + lines);
            return lines;
        } finally {
            Files.delete(out);
        }
    }

    private String executed(String master) throws IOException, InterruptedException {
        Path out = folder.resolve("executed");
        Launcher.Outcome outcome = Launcher.launch(
                "--execute", "--no-build", "--spark", master, "--dir", NOTEBOOK.toString(), "--out", out.toString());
        assertEquals(0, outcome.code(), () -> outcome.lines() + "\n" + outcome.errors());
        assertTrue(outcome.lines().get(0).matches("cells\\.ipynb  ok  [0-9.]+ s"), outcome.lines()::toString);
        return Page.read(out.resolve("cells.ipynb")).cells().stream()
                .flatMap(cell -> cell.outputs().stream())
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    private static void assertSame(String outputs) {
        for (String expected : List.of(
                "runs 4, complete true", "scores of a run [loss, largest]", "same scores true", "elsewhere true")) {
            assertTrue(outputs.contains(expected), outputs);
        }
    }

    @Test
    void cellsTrainOnAStandaloneCluster() throws IOException, InterruptedException {
        String master = cluster("start", "2", "--memory", "1g").get(0);
        assertTrue(master.matches("spark://127\\.0\\.0\\.1:\\d+"), master);
        assertEquals(4, cluster("status").size());
        assertSame(executed(master));
        cluster("stop");
    }

    @Test
    void cellsTrainOnProcessesThatTheNotebookStarts() throws IOException, InterruptedException {
        assertSame(executed("local-cluster[2,1,1024]"));
    }

    @Test
    void withoutTheOptionTheArtifactIsNamed() throws IOException, InterruptedException {
        try (Bridge kernel = new Bridge()) {
            String answer = kernel.execute("polyview.experiments.Runner.spark(\"local[2]\")")
                    .toString();
            assertTrue(answer.contains("io.github.polyview:polyview-spark:"), answer);
        }
    }
}
