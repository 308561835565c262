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

    private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

    private Python() {}

    /** Whether there is one; says so where there is none. */
    static boolean present() {
        return Found.ANSWER.startsWith("ready ");
    }

    private static final class Found {
        private static final String ANSWER = ask();

        private static String ask() {
            String answer;
            try {
                answer = Child.lines(new ProcessBuilder(executable(), script())).stream()
                        .findFirst()
                        .orElse(executable() + " ended without a word");
            } catch (IOException e) {
                answer = e.getMessage();
            }
            System.out.println(
                    answer.startsWith("ready ")
                            ? answer.replace("ready", "PyTorch from Python:")
                            : "no PyTorch from Python (Debian: python3-torch; POLYVIEW_PYTHON names a Python): "
                                    + answer);
            return answer;
        }
    }

    private static String executable() {
        // Debian's packages belong to this one, also where another comes first on the path.
        String debian = "/usr/bin/python3";
        String named = System.getenv("POLYVIEW_PYTHON");
        return named != null ? named : Files.isExecutable(Path.of(debian)) ? debian : "python3";
    }

    private static String script() {
        return Child.FOLDER.resolve("src/main/python/torch_steps.py").toString();
    }

    /** The start of a command; the work is written to a temporary folder first. */
    static List<String> command(Work work) {
        return List.of(
                executable(),
                script(),
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
