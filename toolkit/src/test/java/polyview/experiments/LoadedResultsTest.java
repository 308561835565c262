package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.layers.Fusion;
import polyview.metrics.Metric;
import polyview.training.ChildJvm;
import polyview.training.Fit;

/** A sweep is looked at from its folder: the same results, also while it runs elsewhere. */
@Tag("experiments")
class LoadedResultsTest {

    @TempDir
    Path folder;

    /** The files with their bytes. */
    private Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void whatWasRunIsWhatIsLoaded() throws IOException {
        Results run = MadeExperiment.experiment()
                .variant("a = b\n  or c: d", () -> MadeExperiment.pairs(Fusion.average()))
                .variant("spoiled", () -> MadeExperiment.pairs(Fusion.concat(), 1e30))
                .measure("elsewhere", MadeExperiment.made(16, 8), Metric.accuracy())
                .baseline("multiply")
                .score("loss")
                .directory(folder)
                .run(Runner.local(2));
        assertEquals(3, run.failures().size());
        Map<String, String> before = files();
        Results loaded = Results.load(folder);
        assertEquals(run, loaded);
        assertEquals(run.toString(), loaded.toString());
        assertEquals(
                run.by("elsewhere").readable().printAll(),
                loaded.by("elsewhere").readable().printAll());
        assertEquals(before, files(), "nothing is written");
    }

    @Test
    void foldsAreLoadedWithTheirTest() {
        Results run = Experiment.named("folds")
                .variant("concat", () -> MadeExperiment.pairs(Fusion.concat()))
                .variant("multiply", () -> MadeExperiment.pairs(Fusion.multiply()))
                .folds(MadeExperiment.made(48, 1).splitter().kFold(3, 7))
                .fit(Fit.epochs(1))
                .directory(folder)
                .verbose(false)
                .run();
        Results loaded = Results.load(folder);
        assertEquals(run, loaded);
        assertEquals(run.verdicts(), loaded.verdicts());
    }

    /** Another process writes the folder, and goes on when it is told to; what is read is always a part of what it comes to. */
    @Test
    void aSweepThatRunsElsewhereIsSeenGrowing() throws IOException, InterruptedException {
        Results alone = MadeExperiment.experiment().run();
        Map<String, Map<String, Double>> whole = MadeExperiment.scores(alone);
        Process process = ChildJvm.start(SweepMain.class, List.of("-Xmx256m"), folder.toString(), "0", "waits");
        List<String> lines = new ArrayList<>();
        try (var out = process.inputReader(StandardCharsets.UTF_8);
                var in = process.getOutputStream()) {
            for (int run = 1; run <= 6; run++) {
                String line = "";
                while (line != null && !line.startsWith("done ")) {
                    line = out.readLine();
                    lines.add(line);
                }
                assertTrue(line != null, lines::toString);
                assertEquals(run, seen(whole));
                in.write('\n');
                in.flush();
                // While it works on the next one.
                while (process.isAlive() && !out.ready()) {
                    int seen = seen(whole);
                    assertTrue(seen == run || seen == run + 1, () -> seen + " runs");
                }
            }
            out.lines().forEach(lines::add);
            assertEquals(0, process.waitFor(), lines::toString);
            assertTrue(lines.contains("complete true"), lines::toString);
        } finally {
            process.destroyForcibly();
        }
        Results loaded = Results.load(folder);
        assertTrue(loaded.complete());
        assertEquals(MadeExperiment.timeless(alone.table()), MadeExperiment.timeless(loaded.table()));
    }

    /** How many runs there are; each is as it comes to be. */
    private int seen(Map<String, Map<String, Double>> whole) {
        Results now = Results.load(folder);
        assertEquals(6, now.asked());
        MadeExperiment.scores(now).forEach((run, scores) -> assertEquals(whole.get(run), scores, run));
        return now.done().size();
    }

    /** A file that is being written has another name until it is whole. */
    @Test
    void aHalfWrittenFileIsNotSeen() throws IOException {
        Results run = MadeExperiment.experiment().directory(folder).run();
        Path last = folder.resolve("runs/multiply-seed-3.properties");
        String text = Files.readString(last);
        Files.delete(last);
        Files.writeString(
                folder.resolve("runs/multiply-seed-3.properties.4711.1.part"), text.substring(0, text.length() / 2));
        Results loaded = Results.load(folder);
        assertEquals(run.done().subList(0, 5), loaded.done());
        assertEquals("5 of 6 runs done", SweepProgress.done(loaded));
    }

    /** Seeds that are added are those of the last sweep that began. */
    @Test
    void theLastSweepSaysWhatWasAskedFor() {
        MadeExperiment.experiment().directory(folder).run();
        MadeExperiment.experiment()
                .seeds(2)
                .baseline("multiply")
                .directory(folder)
                .run();
        Results loaded = Results.load(folder);
        assertEquals(List.of(1L, 2L), loaded.seeds());
        assertEquals("multiply", loaded.baseline());
        assertTrue(loaded.complete());
    }

    @Test
    void whatIsNoSweepIsRefused() throws IOException {
        Path missing = folder.resolve("missing");
        refused("cannot load " + missing + ": there is no such folder", () -> Results.load(missing));
        refused(
                "cannot load " + folder + ": it holds no experiment, which has a file results.properties",
                () -> Results.load(folder));
        MadeExperiment.experiment().directory(folder).run();
        Path results = folder.resolve("results.properties");
        String text = Files.readString(results);
        Files.writeString(results, text.replaceAll("(?m)^score=.*\n", ""));
        assertEquals(
                "cannot load " + results + ": it has no entry score",
                assertThrows(IllegalStateException.class, () -> Results.load(folder))
                        .getMessage());
        // As an earlier version left it.
        Files.delete(results);
        refused(
                "cannot load " + folder + ": it has no file results.properties, which sweeps of earlier versions did"
                        + " not write; run its experiment again with this directory, which repeats no finished run",
                () -> Results.load(folder));
        Results again = MadeExperiment.experiment().directory(folder).run();
        assertEquals(again, Results.load(folder));
    }
}
