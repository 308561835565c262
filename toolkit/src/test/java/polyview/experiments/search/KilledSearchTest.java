package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.training.ChildJvm;

/** A search that was killed on the second rung goes on: the same proposals, nothing repeated, trainings from where they stood. */
@Tag("experiments")
class KilledSearchTest {

    private static final List<String> FLAGS = List.of("-Xmx256m");

    @TempDir
    Path folder;

    private static List<String> said(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("done ") || line.startsWith("in ") || line.startsWith("complete "))
                .toList();
    }

    @Test
    void itGoesOnWhereItStood() throws IOException, InterruptedException {
        Process process = ChildJvm.start(SearchMain.class, FLAGS, folder.toString(), "6");
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("in the middle")) {
                lines.add(line);
                line = out.readLine();
            }
            lines.add(String.valueOf(line));
        } finally {
            process.destroyForcibly().waitFor();
        }
        SearchResults uninterrupted = SearchMain.search().run();
        List<Integer> second = uninterrupted.trials().stream()
                .filter(trial -> trial.at(2).isPresent())
                .map(Trial::number)
                .toList();
        assertEquals(2, second.size());
        List<String> first = List.of(
                "done trial-1-epochs-1 seed 1",
                "done trial-2-epochs-1 seed 1",
                "done trial-3-epochs-1 seed 1",
                "done trial-4-epochs-1 seed 1",
                "done trial-" + second.get(0) + "-epochs-2 seed 1");
        List<String> before = said(lines);
        assertEquals(first, before.subList(0, 5));
        assertEquals("in the middle of trial-" + second.get(1) + "-epochs-2 seed 1", before.get(5));
        Path state = folder.resolve("states").resolve("trial-" + second.get(1) + "-seed-1-epochs-1.npz");
        assertTrue(Files.exists(state), () -> "the training goes on from " + state);

        int best = uninterrupted.trials().stream()
                .filter(trial -> trial.at(4).isPresent())
                .findFirst()
                .orElseThrow()
                .number();
        List<String> after = said(ChildJvm.run(SearchMain.class, FLAGS, folder.toString(), "0"));
        assertEquals(
                List.of(
                        "done trial-" + second.get(1) + "-epochs-2 seed 1",
                        "done trial-" + best + "-epochs-4 seed 1",
                        "complete true"),
                after);
        List<String> again = new ArrayList<>();
        SearchResults kept = SearchMain.search()
                .directory(folder)
                .listeners(new SearchListener() {
                    @Override
                    public void onRunEnd(RunLabel label, RunResult run) {
                        again.add(label.toString());
                    }
                })
                .run();
        assertEquals(List.of(), again);
        assertEquals(Nets.found(uninterrupted), Nets.found(kept));
        Trial done = kept.best().orElseThrow();
        assertEquals(4, done.epochsSpent(), "from 1 to 2 to 4 epochs, none of them twice");
        assertFalse(Files.exists(folder.resolve("states")));
    }
}
