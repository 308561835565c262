package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import polyview.training.Fit;

/** The time left of several runs at once, and how far runs are. */
@Tag("experiments")
class SweepProgressTest {

    private double seconds = 1000;
    private final SweepProgress progress = new SweepProgress(() -> (long) (seconds * 1e9));

    private static Results soFar(int seeds, int done) {
        List<RunResult> runs = new ArrayList<>();
        for (int seed = 1; seed <= done; seed++) {
            runs.add(new RunResult("a", seed, RunResult.Status.FINISHED, "", 1, Map.of("loss", 1.0), List.of(), 5));
        }
        List<Long> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            all.add(seed);
        }
        return new Results("made", List.of("a"), "a", all, "loss", runs, Map.of("loss", false));
    }

    private static RunLabel label(int number, int runs) {
        return new RunLabel(number, runs, "a", number);
    }

    private static RunProgress at(double part) {
        return new RunProgress("somewhere", 1, 1, part, Map.of("loss", 0.5));
    }

    /** The example of the class: d = 2 after 60 s, 8 of 10 to come. */
    @Test
    void theTimeLeftIsThatOfAllAtOnce() {
        progress.onBegin(soFar(10, 0));
        seconds += 7; // what is done before the first run does not count
        for (int i = 1; i <= 3; i++) {
            progress.onRunBegin(label(i, 10));
        }
        progress.onProgress(label(2, 10), at(0.5));
        progress.onProgress(label(3, 10), at(0.5));
        seconds += 60;
        progress.onRunEnd(label(1, 10), soFar(10, 1).done().get(0), soFar(10, 1));
        assertEquals(240, progress.secondsLeft().orElseThrow(), 1e-9);
        assertEquals("1 of 10 runs done, 2 under way: a seed 2 50%, a seed 3 50%  4 min 0 s left", progress.line());
        // A search asks for twice as many: 18 to come.
        progress.onRunEnd(label(2, 10), soFar(20, 2).done().get(1), soFar(20, 2));
        assertEquals(60 / 2.5 * 17.5, progress.secondsLeft().orElseThrow(), 1e-9);
    }

    /** Runs of before this sweep cost no time now. */
    @Test
    void runsThatWereReadAreNoWork() {
        progress.onBegin(soFar(10, 8));
        progress.onRunBegin(label(9, 10));
        seconds += 10;
        progress.onRunEnd(label(9, 10), soFar(10, 9).done().get(8), soFar(10, 9));
        assertEquals(10, progress.secondsLeft().orElseThrow(), 1e-9);
        progress.onRunEnd(label(10, 10), soFar(10, 10).done().get(9), soFar(10, 10));
        assertEquals(OptionalDouble.empty(), progress.secondsLeft());
        assertEquals("10 of 10 runs done", progress.line());
    }

    @Test
    void tooLittleIsNotTold() {
        progress.onBegin(soFar(2, 0));
        assertEquals(OptionalDouble.empty(), progress.secondsLeft());
        progress.onRunBegin(label(1, 2));
        seconds += 1;
        progress.onProgress(label(1, 2), at(0.05));
        assertEquals(OptionalDouble.empty(), progress.secondsLeft());
        progress.onProgress(label(1, 2), at(0.1));
        assertEquals(19, progress.secondsLeft().orElseThrow(), 1e-9);
        // A run that was lost begins again.
        progress.onRunAbandoned(label(1, 2));
        assertEquals(List.of(), progress.underWay());
        assertEquals("", progress.left());
    }

    @Test
    void ofManyAFewAreNamed() {
        progress.onBegin(soFar(9, 0));
        for (int i = 1; i <= 5; i++) {
            progress.onRunBegin(label(i, 9));
        }
        assertEquals("0 of 9 runs done, 5 under way: a seed 1 0%, a seed 2 0%, a seed 3 0%, ...", progress.line());
    }

    @Test
    void partsOfARun() {
        assertEquals(0.4375, new RunProgress("x", 4, 8, 0.5, Map.of()).part());
        assertEquals(0, new RunProgress("x", 0, 8, 0, Map.of()).part(), "before the first epoch");
        assertEquals(1, new RunProgress("x", 8, 8, 1, Map.of()).part());
        refused("place must have a name, got \" \"", () -> new RunProgress(" ", 1, 1, 0, Map.of()));
        refused("partOfEpoch must be from 0 to 1, got 1.5", () -> new RunProgress("x", 1, 1, 1.5, Map.of()));
        refused("partOfEpoch must be from 0 to 1, got NaN", () -> new RunProgress("x", 1, 1, Double.NaN, Map.of()));
    }

    /** Whatever the speed, the first step of each run is told. */
    @Test
    void runsOfThisProcessTellHowFarTheyAre() {
        Set<Integer> told = new HashSet<>();
        List<RunProgress> all = new ArrayList<>();
        MadeExperiment.experiment()
                .fit(Fit.epochs(2).batchSize(16))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onProgress(RunLabel label, RunProgress now) {
                        told.add(label.number());
                        all.add(now);
                    }
                })
                .run(Runner.local(2));
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), told);
        for (RunProgress now : all) {
            assertEquals("this process", now.place());
            assertEquals(2, now.epochs());
            assertEquals(List.of("loss", "accuracy"), List.copyOf(now.values().keySet()));
            assertTrue(now.part() > 0 && now.part() <= 1, now.toString());
        }
        assertEquals(1 / 3.0, all.get(0).partOfEpoch(), 1e-12, "16 of 48 samples");
    }

    /** A runner elsewhere reports too late, or of a run that never began. */
    @Test
    void whatComesTooLateIsLeftOut() {
        List<String> told = new ArrayList<>();
        Results results = MadeExperiment.experiment()
                .listeners(new ExperimentListener() {
                    @Override
                    public void onProgress(RunLabel label, RunProgress now) {
                        told.add(label.number() + " " + now.place());
                    }

                    @Override
                    public void onRunAbandoned(RunLabel label) {
                        told.add(label.number() + " abandoned");
                    }
                })
                .run((tasks, report) -> {
                    RunTask first = tasks.get(0);
                    report.progress(first, at(0.1));
                    report.begin(first);
                    report.progress(first, at(0.2));
                    report.abandon(first);
                    report.begin(first);
                    report.end(first, RunResult.failed(first.label().key(), "gone", 1, 1));
                    report.progress(first, at(0.9));
                });
        assertEquals(1, results.failures().size());
        assertEquals(List.of("1 somewhere", "1 abandoned"), told);
    }
}
