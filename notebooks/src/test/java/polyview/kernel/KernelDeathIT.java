package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kernel that dies: the launcher tells what it died of, where Jupyter tells only that it did. */
@Tag("notebooks")
@Timeout(900)
class KernelDeathIT {
    private static final Pattern REPORT = Pattern.compile("the JVM's report is (\\S+)$");

    @TempDir
    Path folder;

    private Launcher.Outcome execute(Map<String, String> environment) throws IOException, InterruptedException {
        return Launcher.launch(
                environment, "--execute", "--no-build", "--dir", folder.toString(), "--out", folder + "/out");
    }

    private static void requireLine(String notebook, String problem, Launcher.Outcome outcome, int index) {
        assertTrue(
                outcome.lines().get(index).matches(notebook + "  failed  [0-9.]+ s  " + problem),
                () -> outcome.lines() + "\n" + String.join("\n", outcome.errors()));
    }

    @Test
    void aKernelThatDiesInACellIsToldWithItsEndAndTheNextNotebookRuns() throws IOException, InterruptedException {
        String pid = "\"\" + ProcessHandle.current().pid()";
        NotebooksIT.write(folder.resolve("1-exit.ipynb"), "int a = 1;", "System.exit(3);", "int never = 1;");
        NotebooksIT.write(folder.resolve("2-exit.ipynb"), "System.exit(0);");
        NotebooksIT.write(
                folder.resolve("3-killed.ipynb"),
                "int a = 1;",
                "new ProcessBuilder(\"kill\", \"-9\", " + pid + ").start().waitFor()");
        NotebooksIT.write(
                folder.resolve("4-crash.ipynb"),
                "var field = Class.forName(\"sun.misc.Unsafe\").getDeclaredField(\"theUnsafe\");\n"
                        + "field.setAccessible(true);",
                "((sun.misc.Unsafe) field.get(null)).putLong(8L, 1L);");
        NotebooksIT.write(folder.resolve("5-fine.ipynb"), "1 + 1");

        Launcher.Outcome outcome = execute(Map.of());

        assertEquals(1, outcome.code());
        requireLine("1-exit.ipynb", "the kernel died in cell 2 of 3: exit code 3, as System.exit gives", outcome, 0);
        requireLine("2-exit.ipynb", "the kernel died in cell 1 of 1: exit code 0, as System.exit gives", outcome, 1);
        requireLine(
                "3-killed.ipynb",
                "the kernel died in cell 2 of 2: killed by signal 9, SIGKILL: .*the memory ran out",
                outcome,
                2);
        requireLine("4-crash.ipynb", "the kernel died in cell 2 of 2: the JVM crashed: SIGSEGV in .*", outcome, 3);
        Matcher report = REPORT.matcher(outcome.lines().get(3));
        assertTrue(report.find(), outcome.lines().get(3));
        assertTrue(Files.readString(Path.of(report.group(1))).contains("SIGSEGV"));
        assertTrue(
                outcome.errors().contains("    # A fatal error has been detected by the Java Runtime Environment:"),
                outcome.errors().toString());
        assertTrue(
                outcome.lines().get(4).startsWith("5-fine.ipynb  ok"),
                outcome.lines().get(4));
        assertTrue(Files.exists(folder.resolve("out/1-exit.html")));
    }

    @Test
    void aKernelThatDoesNotStartIsToldWithWhatTheJvmSaid() throws IOException, InterruptedException {
        NotebooksIT.write(folder.resolve("1.ipynb"), "1 + 1");
        Launcher.Outcome outcome = execute(Map.of("POLYVIEW_JVM_FLAGS", "-XX:NoSuchFlag=1"));
        requireLine("1.ipynb", "the kernel died: Unrecognized VM option 'NoSuchFlag=1'", outcome, 0);
        assertEquals(
                List.of(
                        "    exit code 1",
                        "    Unrecognized VM option 'NoSuchFlag=1'",
                        "    Error: Could not create the Java Virtual Machine.",
                        "    Error: A fatal exception has occurred. Program will exit."),
                outcome.errors());

        Path old = oldJava(folder.resolve("java-11"));
        requireLine(
                "1.ipynb",
                "the kernel died: The kernel needs Java 17 or newer; .* is 11\\. Set JAVA_HOME\\.",
                execute(Map.of("JAVA_HOME", old.toString())),
                0);
    }

    @Test
    void anInstalledKernelThatDoesNotStartIsToldToo() throws IOException, InterruptedException {
        NotebooksIT.write(folder.resolve("1.ipynb"), "1 + 1");
        install(folder, "java-less", "/none/bin/java");
        install(folder, "class-less", System.getProperty("java.home") + "/bin/java\", \"NoSuchMain");
        Map<String, String> environment = Map.of("JUPYTER_PATH", folder.toString(), "POLYVIEW_KERNEL", "java-less");
        requireLine("1.ipynb", "the kernel died: /none/bin/java: No such file or directory", execute(environment), 0);

        environment = Map.of("JUPYTER_PATH", folder.toString(), "POLYVIEW_KERNEL", "class-less");
        Launcher.Outcome outcome = execute(environment);
        requireLine(
                "1.ipynb",
                "the kernel died: Error: Could not find or load main class NoSuchMain "
                        + "\\(Caused by: java.lang.ClassNotFoundException: NoSuchMain\\)",
                outcome,
                0);
        String last = outcome.errors().get(outcome.errors().size() - 1);
        assertEquals("    Caused by: java.lang.ClassNotFoundException: NoSuchMain", last);
    }

    /** A kernelspec with this command. */
    static void install(Path folder, String name, String command) throws IOException {
        Path spec = Files.createDirectories(folder.resolve("kernels").resolve(name));
        Files.writeString(
                spec.resolve("kernel.json"),
                "{\"display_name\": \"" + name + "\", \"language\": \"java\", \"argv\": [\"" + command
                        + "\", \"{connection_file}\"]}");
    }

    /** A home of a Java that says it is 11. */
    static Path oldJava(Path home) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        return home;
    }

    /** Where a browser shows only that the kernel died, the terminal shows why. */
    @Test
    void theTerminalTellsWhyTheKernelOfABrowserDied() throws IOException, InterruptedException {
        Launcher.python();
        Path terminal = folder.resolve("terminal");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", Launcher.NOTEBOOKS.resolve("launch").toString(), "--no-build", "--dir", folder + "")
                .redirectErrorStream(true)
                .redirectOutput(terminal.toFile());
        builder.environment().remove("POLYVIEW_KERNEL");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("POLYVIEW_JVM_FLAGS", "-XX:NoSuchFlag=1");
        Process jupyter = builder.start();
        try {
            Matcher address = await(jupyter, terminal, "Polyview's notebooks: (\\S+)\\?token=(\\w+)");
            URI kernels = URI.create(address.group(1) + "api/kernels");
            HttpRequest request = HttpRequest.newBuilder(kernels)
                    .header("Authorization", "token " + address.group(2))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"java\"}"))
                    .build();
            assertEquals(
                    201,
                    HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode());
            await(
                    jupyter,
                    terminal,
                    "(?s)Unrecognized VM option 'NoSuchFlag=1'.*launch: the kernel ended with exit code 1; what it wrote is above");
        } finally {
            jupyter.destroy();
            jupyter.waitFor();
        }
    }

    private static Matcher await(Process process, Path file, String pattern) throws IOException, InterruptedException {
        while (true) {
            boolean alive = process.isAlive();
            String text = Files.readString(file);
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            if (matcher.find()) {
                return matcher;
            }
            assertTrue(alive, text);
            Thread.sleep(100);
        }
    }
}
