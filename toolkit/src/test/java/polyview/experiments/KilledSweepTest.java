package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.training.ChildJvm;

/** A sweep that was killed in the middle of a run goes on: nothing is repeated, and the table is the same. */
@Tag("experiments")
class KilledSweepTest {

    private static final List<String> FLAGS = List.of("-Xmx256m");

    @TempDir
    Path folder;

    private static List<String> said(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("done ") || line.startsWith("in ") || line.startsWith("complete "))
                .toList();
    }

    private Map<String, String> kept() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var files = Files.list(folder.resolve("runs"))) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void itGoesOnWhereItStood() throws IOException, InterruptedException {
        Process process = ChildJvm.start(SweepMain.class, FLAGS, folder.toString(), "4");
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("in the middle")) {
                lines.add(line);
                line = out.readLine();
            }
            lines.add(String.valueOf(line));
            RunStore shared = RunStore.directory(folder);
            assertTrue(shared.lock("multiply", 2).isEmpty(), () -> "its process holds the run: " + lines);
            shared.lock("multiply", 1).orElseThrow().close();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(
                List.of(
                        "done run 1/6 concat seed 1",
                        "done run 2/6 multiply seed 1",
                        "done run 3/6 concat seed 2",
                        "in the middle of run 4/6 multiply seed 2"),
                said(lines));
        Map<String, String> before = kept();
        assertEquals(3, before.size());

        assertEquals(
                List.of(
                        "done run 4/6 multiply seed 2",
                        "done run 5/6 concat seed 3",
                        "done run 6/6 multiply seed 3",
                        "complete true"),
                said(ChildJvm.run(SweepMain.class, FLAGS, folder.toString(), "0")));
        Map<String, String> after = kept();
        assertEquals(6, after.size());
        before.forEach((name, text) -> assertEquals(text, after.get(name), name));

        Results kept = MadeExperiment.experiment().directory(folder).run();
        Results uninterrupted = MadeExperiment.experiment().run();
        assertEquals(MadeExperiment.timeless(uninterrupted.table()), MadeExperiment.timeless(kept.table()));
        assertEquals(MadeExperiment.timeless(uninterrupted.runs()), MadeExperiment.timeless(kept.runs()));
        assertEquals(MadeExperiment.timeless(uninterrupted.epochs()), MadeExperiment.timeless(kept.epochs()));
        assertEquals(after, kept());
    }
}
