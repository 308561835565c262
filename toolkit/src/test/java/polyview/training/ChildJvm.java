package polyview.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a class of the tests in a process of its own. */
public final class ChildJvm {

    private ChildJvm() {}

    /** What the class printed, line by line; fails where the process does. */
    public static List<String> run(Class<?> main, List<String> flags, String... arguments) {
        return output(main, builder(main, flags, arguments));
    }

    /** The same with one variable of the environment set, or, where the value is empty, not there. */
    public static List<String> runWith(String variable, Optional<String> value, Class<?> main, List<String> flags) {
        ProcessBuilder builder = builder(main, flags);
        builder.environment().remove(variable);
        value.ifPresent(v -> builder.environment().put(variable, v));
        return output(main, builder);
    }

    private static List<String> output(Class<?> main, ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(main.getSimpleName() + " ended with " + status + ":\n" + text);
            }
            return text.lines().toList();
        } catch (IOException e) {
            throw new AssertionError("cannot run " + main.getSimpleName() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + main.getSimpleName() + " ran", e);
        }
    }

    /** The process, with its output and its errors in one stream. */
    public static Process start(Class<?> main, List<String> flags, String... arguments) throws IOException {
        return builder(main, flags, arguments).start();
    }

    /** The process before its start, with the environment of this one. */
    private static ProcessBuilder builder(Class<?> main, List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path")));
        // After the class path: a flag may set another one, and the last one holds.
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        return builder;
    }
}
