package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.layers.Fusion;
import polyview.training.Callback;
import polyview.training.Checkpoints;
import polyview.training.CsvLog;
import polyview.training.EarlyStopping;
import polyview.training.Fit;
import polyview.training.History;
import polyview.training.tensorboard.TensorBoard;

/** Callbacks of each run: new ones, with files of their own. */
@Tag("experiments")
class RunCallbacksTest {

    @TempDir
    Path folder;

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void everyRunHasAFolderForTensorBoard() throws IOException {
        Results plain = MadeExperiment.experiment().run();
        Results watched = MadeExperiment.experiment()
                .variant("A+B", () -> MadeExperiment.pairs(Fusion.average()))
                .seeds(2)
                .tensorBoard(folder)
                .run(Runner.local(2));
        assertTrue(watched.complete());
        assertEquals(
                Set.of(
                        "concat-seed-1",
                        "multiply-seed-1",
                        "concat-seed-2",
                        "multiply-seed-2",
                        // The first 8 digits of the SHA-256 of A+B, by sha256sum.
                        "A_B-ca5b7e1c-seed-1",
                        "A_B-ca5b7e1c-seed-2"),
                names(folder));
        for (String run : names(folder)) {
            assertEquals(Set.of("train", "validation"), names(folder.resolve(run)), run);
            assertEquals(1, names(folder.resolve(run).resolve("train")).size(), run);
        }
        assertEquals(
                MadeExperiment.scores(plain).get("multiply 2"),
                MadeExperiment.scores(watched).get("multiply 2"));
    }

    @Test
    void theyAreCalledInTheirRunAlone() {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        MadeExperiment.experiment()
                .seeds(2)
                .callbacks(run -> List.of(new Callback() {
                    @Override
                    public void onTrainEnd(Run training, History history) {
                        calls.add(run + ": " + training.engine().seed() + " "
                                + history.epochs().size());
                    }
                }))
                .run();
        assertEquals(
                List.of("concat seed 1: 1 2", "multiply seed 1: 1 2", "concat seed 2: 2 2", "multiply seed 2: 2 2"),
                calls);
    }

    @Test
    void logsAndCheckpointsOfEachRun() throws IOException {
        Results results = MadeExperiment.experiment()
                .callbacks(run -> List.of(
                        CsvLog.to(folder.resolve(run.fileName() + ".csv")),
                        Checkpoints.in(folder.resolve(run.fileName())),
                        // Files of other names in the same folder.
                        TensorBoard.in(folder.resolve(run.fileName()))))
                .run(Runner.local(3));
        assertEquals(List.of(), results.failures());
        assertEquals(12, names(folder).size());
        for (RunResult run : results.done()) {
            List<String> rows = Files.readAllLines(folder.resolve(run.key().fileName() + ".csv"));
            assertEquals(3, rows.size());
            double loss = Double.parseDouble(rows.get(2).split(",")[1]);
            assertEquals(run.epochs().get(1).get("loss"), loss, run.key().toString());
            assertTrue(Files.exists(folder.resolve(run.key().fileName()).resolve("checkpoint-0000000006.npz")));
        }
    }

    @Test
    void oneFileForAllRunsIsRefused() throws IOException {
        Path log = folder.resolve("log.csv");
        String message = "callbacks must write to a place of their own in each run, got CsvLog to " + log
                + " in concat seed 1 and in multiply seed 1: give each run its own by callbacks(run -> ...), with"
                + " run.fileName() in the path";
        Experiment inFit = MadeExperiment.experiment().fit(Fit.epochs(1).callbacks(CsvLog.to(log)));
        refused(message, inFit::run);
        refused(message, () -> inFit.run(Runner.local(2)));
        // The same file by another path.
        refused(
                message.replace(
                        log.toString(), folder.resolve("multiply/../log.csv").toString()),
                () -> MadeExperiment.experiment()
                        .callbacks(run ->
                                List.of(CsvLog.to(folder.resolve(run.variant()).resolve("../log.csv"))))
                        .run());
        for (Callback other : List.of(TensorBoard.in(folder), Checkpoints.in(folder))) {
            var e = assertThrows(IllegalArgumentException.class, () -> MadeExperiment.experiment()
                    .fit(Fit.epochs(1).callbacks(other))
                    .run());
            assertTrue(e.getMessage().contains("got " + other + " in concat seed 1 and"), e.getMessage());
        }
        assertEquals(Set.of(), names(folder), "nothing was trained");
        // A single run has no other.
        Results single = Experiment.named("one")
                .variant("concat", () -> MadeExperiment.pairs(Fusion.concat()))
                .seed(1)
                .fit(Fit.epochs(1).callbacks(CsvLog.to(log)))
                .data(MadeExperiment.made(16, 1), MadeExperiment.made(16, 2))
                .verbose(false)
                .run();
        assertTrue(single.complete());
        assertTrue(Files.exists(log));
    }

    @Test
    void callbacksThatCannotBeMadeFailTheirRun() {
        Results results = MadeExperiment.experiment()
                .callbacks(run -> {
                    if (run.seed() == 2) {
                        throw new IllegalStateException("no place for " + run);
                    }
                    return List.of();
                })
                .run();
        assertTrue(results.complete());
        assertEquals(
                List.of(
                        "no callbacks: IllegalStateException: no place for concat seed 2",
                        "no callbacks: IllegalStateException: no place for multiply seed 2"),
                results.failures().stream().map(RunResult::reason).toList());
    }

    private Experiment stopping(int patience, String logs) {
        return MadeExperiment.experiment()
                .callbacks(run -> List.of(
                        EarlyStopping.on("val_loss").patience(patience),
                        CsvLog.to(folder.resolve(logs).resolve(run.fileName() + ".csv"))))
                .directory(folder.resolve("runs"));
    }

    @Test
    void aDirectoryKnowsTheirOptionsButNotTheirPlaces() {
        List<RunResult> first = stopping(1, "here").run().done();
        assertEquals(first, stopping(1, "there").run().done(), "read, not trained");
        String refused = assertThrows(
                        IllegalStateException.class, () -> stopping(2, "here").run())
                .getMessage();
        assertTrue(
                refused.contains("holds the runs of another experiment: callbacks of concat was \"[EarlyStopping"),
                refused);
    }
}
