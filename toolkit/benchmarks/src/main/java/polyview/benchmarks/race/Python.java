package polyview.benchmarks.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import polyview.benchmarks.peers.PythonText;
import polyview.benchmarks.steps.Work;

/** PyTorch from Debian's package python3-torch, where it is installed; POLYVIEW_PYTHON names another Python. */
final class Python {

    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
    private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

    private Python() {}

    /** Whether there is one; says so where there is none. */
    static boolean present() {
        return ready("torch_steps.py", "PyTorch from Python", "python3-torch");
    }

    /** The same of torchvision. */
    static boolean torchvision() {
        return ready("torch_files.py", "torchvision from Python", "python3-torchvision");
    }

    private static boolean ready(String script, String what, String debian) {
        return ANSWERS.computeIfAbsent(script, name -> {
                    String answer = ask(script);
                    System.out.println(
                            answer.startsWith("ready ")
                                    ? answer.replace("ready", what + ":")
                                    : "no " + what + " (Debian: " + debian + "; POLYVIEW_PYTHON names a Python): "
                                            + answer);
                    return answer;
                })
                .startsWith("ready ");
    }

    private static String ask(String script) {
        try {
            return Child.lines(new ProcessBuilder(executable(), script(script))).stream()
                    .findFirst()
                    .orElse(executable() + " ended without a word");
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static String executable() {
        // Debian's packages belong to this one, also where another comes first on the path.
        String debian = "/usr/bin/python3";
        String named = System.getenv("POLYVIEW_PYTHON");
        return named != null ? named : Files.isExecutable(Path.of(debian)) ? debian : "python3";
    }

    private static String script(String name) {
        return Child.FOLDER.resolve("src/main/python").resolve(name).toString();
    }

    /** The start of a command. */
    static List<String> command(String script) {
        return List.of(executable(), script(script));
    }

    /** The start of a command; the work is written to a temporary folder first. */
    static List<String> command(String script, Work work) {
        return List.of(
                executable(),
                script(script),
                FOLDERS.computeIfAbsent(work.name(), name -> written(work)).toString());
    }

    private static Path written(Work work) {
        try {
            Path folder = Files.createTempDirectory("polyview-benchmark-work-");
            PythonText.write(work, folder);
            for (String file : List.of("work.txt", "work.bin")) {
                folder.resolve(file).toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
