package polyview.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.training.Provenance;

/** Python, which Jupyter brings, reads the JSON of a provenance. */
@Tag("notebooks")
class ProvenanceJsonIT {

    @TempDir
    private Path folder;

    @Test
    void itsJsonIsReadByAnotherProgram() throws IOException, InterruptedException {
        var facts = new LinkedHashMap<String, String>();
        facts.put("quote", "a \"b\" \\ c");
        facts.put("control", "a\tb\nc\u0001");
        facts.put("other", "Grüße 图");
        Path file = Files.writeString(folder.resolve("facts.json"), new Provenance(facts).json());
        Process python = new ProcessBuilder(
                        Launcher.python(),
                        "-X",
                        "utf8",
                        "-c",
                        "import json,sys\nfor k, v in json.load(open(sys.argv[1])).items(): print(k, ascii(v))",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        python.getOutputStream().close();
        String read = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), read);
        assertEquals(
                List.of("quote 'a \"b\" \\\\ c'", "control 'a\\tb\\nc\\x01'", "other 'Gr\\xfc\\xdfe \\u56fe'"),
                read.lines().toList());
    }
}
