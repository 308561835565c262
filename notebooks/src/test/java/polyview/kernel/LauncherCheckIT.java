package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code notebooks/launch --check}: all is well, and what it tells where something is not. */
@Tag("notebooks")
@Timeout(900)
class LauncherCheckIT {
    /** On which the exit status depends, in the order in which they are told; Maven only where nothing is built. */
    private static final List<String> NEEDED =
            List.of("system", "Java", "Jupyter", "build", "TensorFlow", "disk", "trained step", "kernel");

    private static final List<String> CALLED = List.of(
            "awk", "bash", "cat", "cut", "df", "dirname", "du", "find", "getconf", "grep", "head", "id", "mkdir",
            "mktemp", "rm", "sed", "sleep", "sort", "tail", "tr", "uname");

    @TempDir
    Path folder;

    private static Launcher.Outcome check(Map<String, String> environment) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of("TF_ENABLE_ONEDNN_OPTS", "", "POLYVIEW_DATA", ""));
        all.putAll(environment);
        return Launcher.launch(all, "--check");
    }

    /** The one line of a thing. */
    private static String line(Launcher.Outcome outcome, String name) {
        List<String> found = outcome.lines().stream()
                .filter(line -> line.matches("(ok|missing|failed) +" + name + "  ?.*"))
                .toList();
        assertEquals(1, found.size(), () -> name + ": " + String.join("\n", outcome.lines()));
        return found.get(0);
    }

    private static void require(Launcher.Outcome outcome, Map<String, String> problems) {
        require(outcome, problems, NEEDED.stream().filter(problems::containsKey).toList());
    }

    /** The lines of these begin so, and those of all else that is needed with ok; what is told last names those that count. */
    private static void require(Launcher.Outcome outcome, Map<String, String> problems, List<String> failed) {
        for (String name : NEEDED) {
            String status = problems.getOrDefault(name, "ok");
            assertTrue(line(outcome, name).startsWith(status), () -> String.join("\n", outcome.lines()));
        }
        String last = outcome.lines().get(outcome.lines().size() - 1);
        assertEquals(failed.isEmpty() ? 0 : 1, outcome.code(), last);
        assertTrue(failed.stream().allMatch(last::contains), last);
        // What to do follows each line that is not ok.
        List<String> lines = outcome.lines();
        for (int i = 0; i < lines.size() - 1; i++) {
            if (lines.get(i).matches("(missing|failed) .*")) {
                assertTrue(lines.get(i + 1).matches(" +-> .+"), lines.get(i) + "\n" + lines.get(i + 1));
            }
        }
    }

    @Test
    void aMachineThatHasAll() throws IOException, InterruptedException {
        Launcher.Outcome outcome = check(Map.of("POLYVIEW_DATA", folder.toString()));
        require(outcome, Map.of());
        assertEquals(
                "ok       all that is needed",
                outcome.lines().get(outcome.lines().size() - 1));
        String version = Runtime.version().feature() + "";
        assertTrue(line(outcome, "Java").matches("ok +Java +" + version + "\\S*, .*/bin/java"), line(outcome, "Java"));
        assertTrue(line(outcome, "TensorFlow").contains("2.18.0"), line(outcome, "TensorFlow"));
        assertTrue(line(outcome, "memory").contains("takes up to 2.0 GB"), line(outcome, "memory"));
        assertTrue(line(outcome, "trained step").matches(".* [0-9]+[.][0-9] s,.*"), line(outcome, "trained step"));
        assertTrue(line(outcome, "kernel").contains("own: 1 + 1 is 2"), line(outcome, "kernel"));
        assertTrue(line(outcome, "POLYVIEW_DATA").startsWith("ok"), line(outcome, "POLYVIEW_DATA"));
        assertFalse(line(outcome, "oneDNN").contains("failed"), line(outcome, "oneDNN"));
    }

    @Test
    void withoutMavenWhatIsBuiltRuns() throws IOException, InterruptedException {
        Launcher.Outcome outcome = check(Map.of(
                "PATH", pathOfWhatIsCalled(), "POLYVIEW_PYTHON", Launcher.python(), "TF_ENABLE_ONEDNN_OPTS", "0"));
        require(outcome, Map.of());
        assertTrue(line(outcome, "Maven").startsWith("missing"), line(outcome, "Maven"));
        assertTrue(
                line(outcome, "oneDNN").contains("off: TF_ENABLE_ONEDNN_OPTS is \"0\" in the environment"),
                line(outcome, "oneDNN"));
    }

    /** A path on which the programs that the launcher calls are found, and no other. */
    private String pathOfWhatIsCalled() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String name : CALLED) {
            Path program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(on -> Path.of(on, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + name + " is on the path"));
            Path call = bin.resolve(name);
            Files.writeString(call, "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
            assertTrue(call.toFile().setExecutable(true));
        }
        return bin.toString();
    }

    @Test
    void withoutJupyterTheRestIsLookedAt() throws IOException, InterruptedException {
        // Without its site's packages, a Python has no Jupyter.
        Path python = folder.resolve("python");
        Files.writeString(python, "#!/bin/sh\nexec '" + Launcher.python() + "' -S -E \"$@\"\n");
        assertTrue(python.toFile().setExecutable(true));
        Map<String, String> environment = Map.of("POLYVIEW_PYTHON", python.toString());
        Launcher.Outcome outcome = check(environment);
        require(outcome, Map.of("Jupyter", "missing", "kernel", "missing"), List.of("Jupyter"));
        assertTrue(line(outcome, "Jupyter").contains("has no nbclient, nbformat"), line(outcome, "Jupyter"));
        assertTrue(
                String.join("\n", outcome.lines()).contains("-> " + python + " -m pip install notebook"),
                outcome.lines().toString());

        outcome = Launcher.launch(environment, "--execute", "--no-build");
        assertEquals(2, outcome.code());
        assertTrue(outcome.errors().get(0).startsWith("launch: POLYVIEW_PYTHON=" + python + " has no Jupyter"));
    }

    @Test
    void aJavaThatIsTooOldOrNotThere() throws IOException, InterruptedException {
        Path old = KernelDeathIT.oldJava(folder.resolve("java-11"));
        Launcher.Outcome outcome = check(Map.of("JAVA_HOME", old.toString()));
        require(
                outcome,
                Map.of("Java", "failed", "TensorFlow", "failed", "trained step", "missing", "kernel", "failed"),
                List.of("Java", "TensorFlow", "kernel"));
        assertTrue(line(outcome, "Java").contains("11.0.2"), line(outcome, "Java"));
        assertTrue(line(outcome, "kernel").endsWith("is 11. Set JAVA_HOME."), line(outcome, "kernel"));

        // The kernel then takes the Java on the path, if there is one.
        outcome = check(Map.of("JAVA_HOME", folder.resolve("none").toString()));
        assertEquals(1, outcome.code());
        assertTrue(line(outcome, "Java").contains("has no bin/java"), line(outcome, "Java"));
    }

    @Test
    void aKernelThatDoesNotStart() throws IOException, InterruptedException {
        KernelDeathIT.install(folder, "broken", "/none/bin/java");
        Map<String, String> environment = Map.of("JUPYTER_PATH", folder.toString(), "POLYVIEW_KERNEL", "broken");
        Launcher.Outcome outcome = check(environment);
        require(outcome, Map.of("kernel", "failed"));
        assertTrue(
                line(outcome, "kernels").matches("failed .*broken [(]broken: there is no /none/bin/java[)].*"),
                line(outcome, "kernels"));
        assertTrue(
                line(outcome, "kernel").endsWith("broken: the kernel died: /none/bin/java: No such file or directory"),
                line(outcome, "kernel"));

        outcome = check(Map.of("POLYVIEW_JVM_FLAGS", "-XX:NoSuchFlag=1", "POLYVIEW_DATA", folder + "/none"));
        require(outcome, Map.of("TensorFlow", "failed", "trained step", "failed", "kernel", "failed"));
        assertTrue(
                line(outcome, "trained step").endsWith("Unrecognized VM option 'NoSuchFlag=1'"),
                line(outcome, "trained step"));
        assertTrue(line(outcome, "POLYVIEW_DATA").startsWith("failed"), line(outcome, "POLYVIEW_DATA"));
    }

    @Test
    void whereNothingIsBuiltNothingIsMade() throws IOException, InterruptedException {
        Path copy = Files.createDirectories(folder.resolve("project/notebooks"));
        for (String name : List.of("launch", "jupyter")) {
            Process process = new ProcessBuilder(
                            "cp", "-R", Launcher.NOTEBOOKS.resolve(name).toString(), copy + "/")
                    .start();
            assertEquals(0, process.waitFor());
        }
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder("bash", copy.resolve("launch").toString(), "--check")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertEquals(1, process.waitFor());
        Launcher.Outcome outcome = new Launcher.Outcome(1, Files.readAllLines(out), List.of());
        assertTrue(line(outcome, "build").startsWith("missing"), line(outcome, "build"));
        assertTrue(line(outcome, "Java").startsWith("ok"), line(outcome, "Java"));
        assertTrue(line(outcome, "trained step").startsWith("missing"), line(outcome, "trained step"));
        assertEquals(
                "failed   of what is needed: build",
                outcome.lines().get(outcome.lines().size() - 1));
        assertFalse(Files.exists(copy.resolve("target")));
    }
}
