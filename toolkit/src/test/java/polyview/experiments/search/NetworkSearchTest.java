package polyview.experiments.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.MemoryDataset;
import polyview.experiments.Experiment;
import polyview.experiments.Results;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.experiments.Runner;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.optimizers.Adam;
import polyview.training.EarlyStopping;
import polyview.training.Fit;

/** Searches of networks: any runner, any number of starts, the same trials to the bit. */
@Tag("experiments")
class NetworkSearchTest {

    @TempDir
    Path folder;

    private static final Strategy TPE = Strategy.tpe().startup(2).width(2);

    private static SearchListener counting(List<String> runs) {
        return new SearchListener() {
            @Override
            public void onRunEnd(RunLabel label, RunResult run) {
                runs.add(run.key().toString());
            }
        };
    }

    @Test
    void everyRunnerFindsTheSame() {
        SearchResults local = Nets.search(2).strategy(TPE).seeds(2).runs(12).run();
        assertEquals(6, local.best(9).size(), local::toString);
        assertTrue(local.complete());
        assertEquals("accuracy", local.score());
        assertTrue(local.higherIsBetter());
        assertEquals(
                Nets.found(local),
                Nets.found(Nets.search(2).strategy(TPE).seeds(2).runs(12).run(Nets.REVERSED)));
        assertEquals(
                Nets.found(local),
                Nets.found(Nets.search(2).strategy(TPE).seeds(2).runs(12).run(Nets.TWO)));
        assertNotEquals(
                Nets.found(local),
                Nets.found(
                        Nets.search(2).strategy(TPE).seed(2).seeds(2).runs(12).run()));
    }

    /** The score is what an experiment of the same design, seed and data gives. */
    @Test
    void aScoreIsThatOfAnExperiment() {
        Trial trial =
                Nets.search(3).strategy(Strategy.random()).runs(1).run().best().orElseThrow();
        Results same = Experiment.named("one")
                .variant("design", () -> Nets.model(trial.options()))
                .seed(1)
                .fit(Fit.epochs(3).batchSize(trial.options().integer("batch")))
                .data(Nets.made(32, 1), Nets.made(32, 2))
                .verbose(false)
                .run();
        assertEquals(same.of("design").mean(), trial.score());
        assertEquals(3, trial.epochsSpent());
    }

    @Test
    void aFolderRepeatsNothing() {
        List<String> first = new ArrayList<>();
        SearchResults half = Nets.search(2)
                .strategy(TPE)
                .runs(4)
                .directory(folder)
                .listeners(counting(first))
                .run();
        assertEquals(4, half.best(9).size(), half::toString);
        assertEquals(List.of("trial-1 seed 1", "trial-2 seed 1", "trial-3 seed 1", "trial-4 seed 1"), first);
        List<String> then = new ArrayList<>();
        SearchResults all = Nets.search(2)
                .strategy(TPE)
                .runs(6)
                .directory(folder)
                .listeners(counting(then))
                .run();
        assertEquals(List.of("trial-5 seed 1", "trial-6 seed 1"), then);
        assertEquals(Nets.found(half), Nets.found(all).subList(0, 4));
        assertEquals(Nets.found(Nets.search(2).strategy(TPE).runs(6).run()), Nets.found(all));
    }

    @Test
    void aFolderOfAnotherSearchIsRefused() {
        Nets.search(2).strategy(TPE).runs(1).directory(folder).run();
        Search other = Nets.search(2).strategy(TPE).seed(2).runs(1).directory(folder);
        assertEquals(
                "directory " + folder + " holds the runs of another search: seed was \"1\", is \"2\";"
                        + " take another directory, or delete this one to begin anew",
                assertThrows(IllegalStateException.class, other::run).getMessage());
    }

    @Test
    void aFolderIsForOneSearchAtATime() {
        List<String> refused = new ArrayList<>();
        Nets.search(1)
                .strategy(TPE)
                .runs(1)
                .directory(folder)
                .listeners(new SearchListener() {
                    @Override
                    public void onTrial(Trial trial, SearchResults soFar) {
                        Search again = Nets.search(1).strategy(TPE).runs(1).directory(folder);
                        refused.add(assertThrows(IllegalStateException.class, again::run)
                                .getMessage());
                    }
                })
                .run();
        assertEquals(List.of("another search is under way in directory " + folder), refused);
    }

    /** Whether trainings go on from a state or begin anew: the same scores, and what was spent is told as it was. */
    @Test
    void halvingGoesOn() throws IOException {
        Strategy halving = Strategy.halving().trials(4).eta(2).fewest(1);
        SearchResults anew = Nets.search(4).strategy(halving).seeds(2).runs(8).run();
        SearchResults goesOn = Nets.search(4)
                .strategy(halving)
                .seeds(2)
                .runs(8)
                .directory(folder)
                .run();
        assertEquals(Nets.found(anew), Nets.found(goesOn));
        // 4 trials for 1 epoch, 2 for 2, 1 for 4: 4 + 2 + 2 epochs of each seed where they go on, 4 + 4 + 4 anew.
        Trial done = goesOn.best().orElseThrow();
        assertEquals(
                List.of(1, 2, 4), done.rungs().stream().map(Trial.Rung::epochs).toList());
        assertEquals(2 * 4, done.epochsSpent());
        assertEquals(2 * (1 + 2 + 4), anew.best().orElseThrow().epochsSpent());
        assertEquals(2 * (8 + 8), goesOn.epochsSpent());
        assertEquals(2 * (12 + 12), anew.epochsSpent());
        assertEquals(8.0, goesOn.runsSpent());
        assertFalse(Files.exists(folder.resolve("states")), "no state is left");
        // The score after 4 epochs is that of 4 epochs at once.
        Results whole = Experiment.named("one")
                .variant("design", () -> Nets.model(done.options()))
                .seeds(2)
                .fit(Fit.epochs(4).batchSize(done.options().integer("batch")))
                .data(Nets.made(32, 1), Nets.made(32, 2))
                .verbose(false)
                .run();
        assertEquals(whole.of("design").mean(), done.score());
    }

    /** A training that stops by itself is not trained on. */
    @Test
    void whatStopsEarlyKeepsItsScore() {
        Strategy halving = Strategy.halving().trials(2).eta(2).fewest(2);
        Search stopping = Nets.search(4).strategy(halving).runs(2).fit(o -> Fit.epochs(4)
                .batchSize(8)
                .callbacks(EarlyStopping.on("loss").patience(1).minDelta(100)));
        SearchResults anew = stopping.run();
        SearchResults goesOn = stopping.directory(folder).run();
        assertEquals(Nets.found(anew), Nets.found(goesOn));
        Trial done = goesOn.best().orElseThrow();
        assertEquals(done.at(2).orElseThrow().scores(), done.at(4).orElseThrow().scores());
        // It stops at the end of the first rung: that is known only by training on, which ends there again.
        assertEquals(2 + 2, anew.best().orElseThrow().epochsSpent());
        assertEquals(2 + 2, done.epochsSpent());
    }

    @Test
    void designsThatFailAreTold() {
        SearchResults results = Nets.search(1)
                .strategy(Strategy.grid(2).width(8))
                .space(Space.empty().integers("units", 1, 2).choice("rate", 0.01, 1e30))
                .fit(Fit.epochs(1))
                .model(o -> {
                    if (o.integer("units") == 2 && o.number("rate") == 0.01) {
                        throw new IllegalStateException("no such net");
                    }
                    return Nets.model(
                            new Options(Map.of("units", o.integer("units"), "rate", o.number("rate"), "drop", false)));
                })
                .runs(4)
                .run();
        assertEquals(
                List.of(Trial.State.DONE, Trial.State.FAILED, Trial.State.FAILED, Trial.State.FAILED),
                results.trials().stream().map(Trial::state).toList());
        assertEquals(
                "no model: IllegalStateException: no such net",
                results.trials().get(2).reason());
        assertTrue(
                results.trials().get(1).reason().startsWith("ArithmeticException: loss is NaN"),
                results.trials().get(1)::reason);
        assertEquals(1, results.best().orElseThrow().number());
    }

    @Test
    void testDataThatWasSeenIsRefused() {
        MemoryDataset train = Nets.made(32, 1);
        List<MemoryDataset> parts = Nets.made(32, 2).split(1, 0.25, 0.25, 0.5);
        MemoryDataset valid = parts.get(0).plus(parts.get(1));
        SearchResults results =
                Nets.search(1).data(train, valid).strategy(TPE).seeds(2).runs(4).run();
        assertEquals(
                "test must share no sample with the data of the search: valid: they are one data set",
                refused(results, valid));
        assertTrue(refused(results, Nets.made(32, 1)).contains("train: both have the same 32 samples"));
        // Half of the validation data among others.
        assertTrue(refused(results, parts.get(1).plus(parts.get(2)))
                .contains("valid: 8 of 24 samples are also among the 16, the first is sample "));
        Results held = results.experiment(2, Nets.made(16, 3), 2).verbose(false).run();
        assertEquals(List.of(3L, 4L), held.seeds());
        assertEquals(results.best(2).stream().map(Trial::name).toList(), held.variants());
        assertTrue(held.complete() && held.failures().isEmpty());
        // Each design with its own batch size and number of epochs: the same as an experiment of it alone.
        Trial second = results.best(2).get(1);
        Results alone = Experiment.named("alone")
                .variant("design", () -> Nets.model(second.options()))
                .seeds(3, 4)
                .fit(Fit.epochs(1).batchSize(second.options().integer("batch")))
                .data(train, Nets.made(16, 3))
                .verbose(false)
                .run();
        assertEquals(alone.of("design").mean(), held.of(second.name()).mean());
    }

    private static String refused(SearchResults results, MemoryDataset test) {
        return assertThrows(IllegalArgumentException.class, () -> results.experiment(1, test))
                .getMessage();
    }

    @Test
    void refusals() {
        assertEquals(
                "trial-1 has no score auc; it has [loss, accuracy]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Nets.search(1).score("auc").runs(1).run())
                        .getMessage());
        assertEquals(
                "model must be set, or a function: minimize(...)",
                assertThrows(IllegalStateException.class, () -> Search.named("a")
                                .space(Nets.SPACE)
                                .runs(1)
                                .run())
                        .getMessage());
        assertEquals(
                "valid must be other data than train, got the same data set",
                assertThrows(IllegalArgumentException.class, () -> {
                            MemoryDataset same = Nets.made(4, 1);
                            Search.named("a").data(same, same);
                        })
                        .getMessage());
        Search losses = Nets.search(1)
                .score("loss")
                .strategy(Strategy.grid(2))
                .space(Space.empty().flag("drop"))
                .fit(Fit.epochs(1))
                .model(o -> {
                    var model = Nets.model(new Options(Map.of("units", 2, "rate", 0.1, "drop", false)));
                    return o.flag("drop")
                            ? model.compile(
                                    new Adam(), Loss.softmaxCrossEntropy().labelSmoothing(0.1), Metric.accuracy())
                            : model;
                })
                .runs(2);
        String message =
                assertThrows(IllegalArgumentException.class, losses::run).getMessage();
        assertTrue(message.startsWith("score loss cannot be compared: trial-1 has the loss "), message);
        Search uneven = Nets.search(1)
                .strategy(Strategy.halving())
                .fit(o -> Fit.epochs(o.integer("batch") == 16 ? 9 : 3))
                .runs(20);
        message = assertThrows(IllegalArgumentException.class, uneven::run).getMessage();
        assertTrue(message.startsWith("fit must have the same epochs for every design"), message);
    }

    /** The thread's flag, set in the middle of a generation, ends the search; what is done is given back. */
    @Test
    void anInterruptEndsIt() {
        Runner interrupting = (tasks, report) -> {
            Runner.local().run(tasks, report);
            if (tasks.get(0).label().variant().equals("trial-3")) {
                Thread.currentThread().interrupt();
                throw new InterruptedException();
            }
        };
        Search search = Nets.search(1).strategy(TPE).runs(8).directory(folder);
        SearchResults stopped = search.run(interrupting);
        assertTrue(Thread.interrupted(), "the flag stays set");
        // The generation of trials 3 and 4 had ended, and counts.
        assertEquals(4, stopped.trials().size());
        assertFalse(stopped.complete());
        assertEquals(Nets.found(Nets.search(1).strategy(TPE).runs(8).run()), Nets.found(search.run()));
    }
}
