package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mybinder.org and the workflow call is there and can be called; that they work is seen only there. */
@Tag("notebooks")
@Timeout(300)
class BinderTest {

    private static final Path BINDER = MarkdownPage.ROOT.resolve("binder");

    @ParameterizedTest
    @ValueSource(strings = {"binder/postBuild", "binder/start", ".ci/run", "notebooks/launch"})
    void scriptsCanBeCalled(String name) throws IOException, InterruptedException {
        Path script = MarkdownPage.ROOT.resolve(name);
        assertTrue(Files.isExecutable(script), name);
        assertTrue(Files.readString(script).startsWith("#!/usr/bin/env bash\n"), name);
        assertEquals(0, bash("-n", script.toString()), name);
    }

    /** The kernelspec is found, and a kernel gets what fits into Binder's memory. */
    @Test
    void startSetsWhatTheKernelNeeds() throws IOException, InterruptedException {
        String check =
                "[ -f \"${JUPYTER_PATH%%:*}/kernels/java/kernel.json\" ] && case $POLYVIEW_JVM_FLAGS in *-Xmx600m*) ;;"
                        + " *) exit 1 ;; esac";
        assertEquals(0, bash(BINDER.resolve("start").toString(), "bash", "-c", check));
        assertEquals(7, bash(BINDER.resolve("start").toString(), "bash", "-c", "exit 7"));
    }

    /** Where the processor leaves it off, TensorFlow is asked for oneDNN; who has set the variable is obeyed. */
    @Test
    void startTurnsOneDnnOn() throws IOException, InterruptedException {
        String start = BINDER.resolve("start").toString();
        for (String set : List.of("", "0", "1")) {
            String told = "[ \"$TF_ENABLE_ONEDNN_OPTS\" = " + (set.isEmpty() ? "1" : set) + " ]";
            assertEquals(0, bash(Map.of("TF_ENABLE_ONEDNN_OPTS", set), start, "bash", "-c", told), set);
        }
    }

    /** With a java and a mvn that only tell how they were called. */
    @ParameterizedTest
    @CsvSource({
        "binder/postBuild, '', 1",
        "binder/postBuild, 0, 0",
        "toolkit/benchmarks/run, '', 1",
        "toolkit/benchmarks/run, 0, 0"
    })
    void whatStartsAJvmTurnsOneDnnOn(String script, String set, String expected, @TempDir Path root)
            throws IOException, InterruptedException {
        Path copy = root.resolve(script);
        Files.createDirectories(copy.getParent().resolve("target"));
        Files.createDirectories(root.resolve("notebooks/target"));
        Files.copy(MarkdownPage.ROOT.resolve(script), copy);
        Files.writeString(copy.resolveSibling("target").resolve("class-path"), "lib.jar");
        Path bin = Files.createDirectories(root.resolve("bin"));
        for (String name : List.of("java", "mvn")) {
            Path program = bin.resolve(name);
            Files.writeString(
                    program, "#!/bin/sh\necho \"" + name + " $TF_ENABLE_ONEDNN_OPTS $*\" >>'" + root + "/calls'\n");
            assertTrue(program.toFile().setExecutable(true));
        }
        Map<String, String> environment =
                Map.of("TF_ENABLE_ONEDNN_OPTS", set, "JAVA_HOME", "", "PATH", bin + ":" + System.getenv("PATH"));
        assertEquals(0, bash(environment, copy.toString(), "forms"));
        List<String> calls = Files.readAllLines(root.resolve("calls"));
        assertEquals(2, calls.size(), calls.toString());
        assertTrue(calls.get(1).startsWith("java " + expected + " "), calls.get(1));
    }

    /** In the little of YAML that it uses: keys with lists. */
    @Test
    void theEnvironmentNamesWhatIsNeeded() throws IOException {
        Map<String, List<String>> environment = new TreeMap<>();
        String key = "";
        for (String line : Files.readAllLines(BINDER.resolve("environment.yml"))) {
            if (line.matches("[a-z]+:")) {
                key = line.substring(0, line.length() - 1);
                environment.put(key, List.of());
            } else if (line.matches("  - [a-z0-9=.-]+")) {
                String item = line.substring(4);
                environment.merge(key, List.of(item), BinderTest::both);
            } else {
                assertTrue(line.startsWith("#"), line);
            }
        }
        assertEquals(List.of("conda-forge"), environment.get("channels"));
        assertTrue(
                environment
                        .get("dependencies")
                        .containsAll(List.of("openjdk=17", "maven", "jupyterlab", "nbclient", "nbconvert")),
                environment::toString);
        assertEquals(2, environment.size());
    }

    private static List<String> both(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The workflow, the script that it calls and the README name one command. */
    @Test
    void theWorkflowRunsTheReadmesCommand() throws IOException {
        String run = Files.readString(MarkdownPage.ROOT.resolve(".ci/run"));
        assertTrue(run.endsWith("\nexec mvn verify\n"), run);
        assertTrue(Files.readString(MarkdownPage.ROOT.resolve("README.md")).contains("\n    mvn verify\n"));
        String workflow = Files.readString(MarkdownPage.ROOT.resolve(".github/workflows/ci.yml"));
        assertTrue(workflow.contains("- run: .ci/run\n"), workflow);
    }

    private static int bash(String... arguments) throws IOException, InterruptedException {
        return bash(Map.of(), arguments);
    }

    private static int bash(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "bash";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Launcher.log("binder"));
        builder.environment().remove("POLYVIEW_JVM_FLAGS");
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}
