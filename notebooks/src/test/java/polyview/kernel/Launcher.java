package polyview.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls {@code notebooks/launch}, as a reader of the README does. */
final class Launcher {
    /** The module's folder, as Maven tells it to the tests, wherever it runs them. */
    static final Path NOTEBOOKS = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    /** What a call printed to standard output and to standard error, and its exit code. */
    record Outcome(int code, List<String> lines, List<String> errors) {}

    private Launcher() {}

    static Outcome launch(String... arguments) throws IOException, InterruptedException {
        return launch(Map.of(), arguments);
    }

    static Outcome launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", NOTEBOOKS.resolve("launch").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("launch", ".out");
        Path errors = Files.createTempFile("launch", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .redirectInput(new File("/dev/null"));
            // What the caller of the tests has set for himself is not for them.
            builder.environment().keySet().removeAll(List.of("POLYVIEW_KERNEL", "POLYVIEW_JVM_FLAGS"));
            // Named from the project's folder, where Maven was called.
            builder.environment().computeIfPresent("POLYVIEW_DATA", (name, folder) -> NOTEBOOKS
                    .getParent()
                    .resolve(folder)
                    .toString());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            int code = builder.start().waitFor();
            return new Outcome(code, Files.readAllLines(out), Files.readAllLines(errors));
        } finally {
            Files.write(
                    log("launch").toPath(),
                    Files.readAllBytes(errors),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            Files.delete(errors);
            Files.delete(out);
        }
    }

    /** Where the other words of the processes go that tests start. */
    static File log(String name) {
        return NOTEBOOKS.resolve("target").resolve(name + "-test.log").toFile();
    }

    /** The Python that has Jupyter; installs it where there is none. */
    static String python() throws IOException, InterruptedException {
        Outcome outcome = launch("--install");
        if (outcome.code != 0) {
            throw new IOException("notebooks/launch --install ended with " + outcome.code + ": see " + log("launch"));
        }
        return outcome.lines.get(outcome.lines.size() - 1);
    }
}
