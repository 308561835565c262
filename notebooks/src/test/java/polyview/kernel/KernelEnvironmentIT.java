package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** oneDNN is on in every kernel that the launcher starts, unless the user or the kernelspec says otherwise. */
@Tag("notebooks")
@Timeout(600)
class KernelEnvironmentIT {

    /** What the user has set, what the kernelspec sets, and what the kernel gets. */
    @ParameterizedTest
    @CsvSource({
        "own, '', '', 1",
        "own, 0, '', 0",
        "installed, '', '', 1",
        "installed, 0, '', 0",
        "installed, 1, 0, 0",
    })
    void oneDnnIsOn(String kernel, String set, String specified, String expected, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path spec = Files.createDirectories(folder.resolve("kernels/installed"));
        Path own = Launcher.NOTEBOOKS.resolve("jupyter/kernels/java/start");
        String environment = specified.isEmpty() ? "" : "\"TF_ENABLE_ONEDNN_OPTS\": \"" + specified + "\"";
        Files.writeString(
                spec.resolve("kernel.json"),
                "{\"display_name\": \"Installed\", \"language\": \"java\", \"env\": {" + environment
                        + "}, \"argv\": [\"bash\", \"" + own + "\", \"{connection_file}\"]}");
        NotebooksIT.write(folder.resolve("1.ipynb"), "System.out.print(System.getenv(\"TF_ENABLE_ONEDNN_OPTS\"));");
        Launcher.Outcome outcome = Launcher.launch(
                Map.of(
                        "POLYVIEW_KERNEL", kernel,
                        "JUPYTER_PATH", folder.toString(),
                        "TF_ENABLE_ONEDNN_OPTS", set),
                "--execute",
                "--no-build",
                "--dir",
                folder.toString(),
                "--out",
                folder + "/out");
        assertEquals(0, outcome.code(), outcome.lines().toString());
        Page page = Page.read(folder.resolve("out/1.ipynb"));
        assertEquals(expected, Page.text(page.outputs().get(0).get("text")));
    }
}
