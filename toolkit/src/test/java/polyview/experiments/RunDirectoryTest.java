package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.Dataset;
import polyview.layers.Fusion;
import polyview.models.Model;
import polyview.training.Callback;
import polyview.training.EarlyStopping;
import polyview.training.Fit;
import polyview.training.History;

/** Runs that are kept: what is written, what goes on, and what is refused. */
@Tag("experiments")
class RunDirectoryTest {

    @TempDir
    Path folder;

    private static RunResult run(String variant, long seed) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", 0.1 + 0.2);
        values.put("val_a.b = c", Double.NaN);
        var log = new History.EpochLog(1, values, 1e-300, 1234.5);
        return new RunResult(
                variant, seed, RunResult.Status.FINISHED, "", 12, Map.of("loss", 1 / 3.0), List.of(log), 2.5);
    }

    private static Experiment small() {
        return MadeExperiment.experiment().seeds(2).fit(Fit.epochs(1)).data(data(1), data(3));
    }

    private static Dataset data(long seed) {
        return MadeExperiment.made(16, seed);
    }

    /** The places of the runs that an experiment does. */
    private static List<String> done(Experiment experiment) {
        List<String> places = new ArrayList<>();
        experiment
                .listeners(new ExperimentListener() {
                    @Override
                    public void onRunBegin(RunLabel label) {
                        places.add(label.variant() + " " + label.seed());
                    }
                })
                .run();
        return places;
    }

    private void refused(String what, Experiment experiment) {
        String start = "directory " + folder + " holds the runs of another experiment: " + what;
        String end = "; take another directory, or delete this one to begin anew";
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> experiment.directory(folder).run())
                .getMessage();
        assertTrue(message.startsWith(start) && message.endsWith(end), message);
    }

    @Test
    void aRunIsReadBackToTheSameBits() {
        RunStore kept = RunStore.directory(folder);
        List<RunResult> runs = List.of(
                run("concat", 1),
                run("Concat", 1),
                run("a/b: \"ü\" = #", -7),
                run("x".repeat(300), Long.MAX_VALUE),
                RunResult.failed("concat", 2, "Error: two\nlines = \\ok", 0, 0));
        runs.forEach(kept::write);
        for (RunResult run : runs) {
            assertEquals(run, kept.read(run.variant(), run.seed()).orElseThrow());
        }
        assertTrue(kept.read("concat", 3).isEmpty());
    }

    @Test
    void theFilesReadWell() throws IOException {
        small().seed(1).directory(folder).run();
        assertEquals(
                Set.of(
                        "experiment.properties",
                        "results.properties",
                        "lock",
                        "runs/concat-seed-1.properties",
                        "runs/multiply-seed-1.properties"),
                files());
        List<String> lines = Files.readAllLines(folder.resolve("runs/concat-seed-1.properties"));
        assertEquals(
                List.of("variant=concat", "seed=1", "status=finished", "reason=", "parameters=74"),
                lines.subList(0, 5));
        assertTrue(lines.get(5).startsWith("seconds="), lines.get(5));
        assertEquals(
                List.of(
                        "test.loss",
                        "test.accuracy",
                        "epoch.1.loss",
                        "epoch.1.accuracy",
                        "epoch.1.seconds",
                        "epoch.1.images_per_second"),
                lines.stream()
                        .skip(6)
                        .map(line -> line.split("=")[0])
                        .filter(key -> !key.startsWith("provenance."))
                        .toList());
        assertTrue(lines.contains("provenance.seed=1"), lines.toString());
        List<String> about = Files.readAllLines(folder.resolve("experiment.properties"));
        assertEquals("name=fusion", about.get(0));
        assertEquals("seeds=[1]", about.get(1));
        assertEquals("fit=epochs 1, batchSize 32, shuffle true, callbacks []", about.get(2));
        assertTrue(about.get(3).startsWith("train=size 16, inputs "), about.get(3));
        assertTrue(about.get(5).matches("variant\\\\ concat=[0-9a-f]{16}"), about.get(5));
    }

    @Test
    void whereTheNumbersComeFromIsKept() {
        RunResult run = small().seed(1).directory(folder).run().done().get(0);
        assertEquals(data(1).fingerprint().toString(), run.provenance().get("data"));
        assertEquals(data(3).fingerprint().toString(), run.provenance().get("test"));
        assertEquals(Runtime.version().toString(), run.provenance().get("java"));
        RunResult read = small().seed(1).directory(folder).run().done().get(0);
        assertEquals(run, read);
        assertEquals(run.provenance().json(), read.provenance().json(), "in the same order");
    }

    private Set<String> files() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void variantsAndSeedsMayBeAddedAndLeftOut() {
        Results first = small().directory(folder).run();
        assertEquals(
                List.of("average 1", "average 2", "concat 3", "multiply 3", "average 3"),
                done(small().seeds(3)
                        .variant("average", () -> MadeExperiment.pairs(Fusion.average()))
                        .directory(folder)));
        Experiment again = small().directory(folder);
        assertEquals(List.of(), done(again));
        Results same = again.run();
        assertEquals(first.done(), same.done());
        assertEquals(first.table().toString(), same.table().toString());
    }

    @Test
    void theScoreAndTheBaselineMayChange() {
        small().directory(folder).run();
        Experiment other = small().score("loss").baseline("multiply").directory(folder);
        assertEquals(List.of(), done(other));
        assertEquals("difference", other.run().table().column(7).name());
        assertTrue(other.run().table().doubleColumn("difference").isMissing(1));
    }

    @Test
    void anotherExperimentIsRefused() {
        small().directory(folder).run();
        refused("fit was \"epochs 1, batchSize 32, ", small().fit(Fit.epochs(2)));
        refused(
                "fit was \"epochs 1, ",
                small().fit(Fit.epochs(1).callbacks(EarlyStopping.on("loss").patience(2))));
        refused("test was \"size 16, ", small().data(data(1), data(4)));
        refused("train was \"size 16, ", small().data(MadeExperiment.made(17, 1), data(3)));
        refused(
                "variant concat was \"",
                named("fusion", () -> MadeExperiment.pairs(Fusion.concat(), 0.03))
                        .seeds(2));
        refused(
                "variant concat was \"",
                named("fusion", () -> MadeExperiment.pairs(Fusion.maximum())).seeds(2));
        refused("name was \"fusion\", is \"other\"", named("other", () -> MadeExperiment.pairs(Fusion.concat())));
    }

    private static Experiment named(String name, Supplier<Model> concat) {
        return Experiment.named(name)
                .variant("concat", concat)
                .seeds(2)
                .fit(Fit.epochs(1))
                .data(data(1), data(3))
                .verbose(false);
    }

    @Test
    void otherDataOfASeedAreRefused() {
        small().data(seed -> Split.of(data(seed), data(9))).directory(folder).run();
        assertEquals(
                List.of("concat 3", "multiply 3"),
                done(small().seeds(3)
                        .data(seed -> Split.of(data(seed), data(9)))
                        .directory(folder)));
        refused("train of seed 1 was \"", small().data(seed -> Split.of(data(seed + 5), data(9))));
    }

    @Test
    void aRunThatFailedIsTriedAgain() {
        boolean[] broken = {true};
        Experiment experiment = small().variant("sum", () -> {
            if (broken[0]) {
                throw new IllegalStateException("not yet");
            }
            return MadeExperiment.pairs(Fusion.average());
        });
        assertEquals(2, experiment.directory(folder).run().failures().size());
        broken[0] = false;
        assertEquals(List.of("sum 1", "sum 2"), done(experiment));
        assertEquals(List.of(), experiment.run().failures());
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        small().directory(folder).run();
        Path file = folder.resolve("runs/multiply-seed-2.properties");
        Files.writeString(file, "variant=multiply\nseed=2\n");
        String message = assertThrows(IllegalStateException.class, () -> small().directory(folder)
                        .run())
                .getMessage();
        assertEquals(
                "cannot read " + file + ": it has no entry status; without this file the run is done again", message);
        Files.delete(file);
        assertEquals(List.of("multiply 2"), done(small().directory(folder)));
    }

    @Test
    void aSecondSweepDoesTheOtherRunsWhileTheFirstRuns() {
        List<String> second = new ArrayList<>();
        List<Results> early = new ArrayList<>();
        List<String> first = done(small().directory(folder).listeners(new ExperimentListener() {
            @Override
            public void onRunBegin(RunLabel label) {
                if (label.number() == 1) {
                    Experiment other = small().directory(folder);
                    second.addAll(done(other));
                    early.add(other.run());
                }
            }
        }));
        assertEquals(List.of("multiply 1", "concat 2", "multiply 2"), second);
        assertEquals(List.of("concat 1"), first);
        assertEquals(3, early.get(0).done().size(), "one is still under way");
        Experiment again = small().directory(folder);
        assertEquals(List.of(), done(again));
        assertTrue(again.run().complete());
    }

    @Test
    void aRunIsHeldByOneSweepUntilItIsLetGo() {
        RunStore one = RunStore.directory(folder);
        RunStore two = RunStore.directory(folder);
        RunLock lock = one.lock("concat", 1).orElseThrow();
        assertTrue(two.lock("concat", 1).isEmpty());
        RunLock other = two.lock("concat", 2).orElseThrow();
        lock.close();
        lock.close();
        RunLock again = two.lock("concat", 1).orElseThrow();
        assertTrue(one.lock("concat", 1).isEmpty());
        assertTrue(one.lock("concat", 2).isEmpty(), "closing one lock keeps the others");
        again.close();
        other.close();
    }

    @Test
    void theLockIsLetGoAfterAnError() {
        var failing = new ExperimentListener() {
            @Override
            public void onBegin(Results soFar) {
                throw new IllegalStateException("no screen");
            }
        };
        assertThrows(
                IllegalStateException.class,
                () -> small().directory(folder).listeners(failing).run());
        assertEquals(4, done(small().directory(folder)).size());
    }

    @Test
    void callbacksAreToldByWhatTheySayOrTheirClass() {
        var fit = Fit.epochs(1).callbacks(EarlyStopping.on("loss").patience(2), new Silent(), new Callback() {});
        assertEquals(
                "epochs 1, batchSize 32, shuffle true, callbacks [EarlyStopping on loss, patience 2, minDelta 0.0,"
                        + " restoreBestWeights false, Silent, without a name]",
                Description.of(fit));
    }

    /** Says nothing of itself. */
    private static final class Silent implements Callback {}
}
