package polyview.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the tests in a process of its own. */
public final class ChildJvm {

    private ChildJvm() {}

    /** What the class printed, line by line; fails where the process does. */
    public static List<String> run(Class<?> main, List<String> flags, String... arguments) {
        try {
            Process process = start(main, flags, arguments);
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(1, flags);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        return builder.start();
    }
}
