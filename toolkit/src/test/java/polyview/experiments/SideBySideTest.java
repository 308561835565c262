package polyview.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static polyview.data.Refusal.refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.base.OneDnn;
import polyview.layers.Fusion;
import polyview.training.Callback;
import polyview.training.ChildJvm;
import polyview.training.Fit;

/** Several runs at once in one JVM: at the same time, with the results of one after another, and ended together. */
@Tag("experiments")
class SideBySideTest {

    @TempDir
    Path folder;

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    /** Of threads that have not ended. */
    private static List<String> crew() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("polyview-run-"))
                .toList();
    }

    @Test
    void resultsAreThoseOfOneAfterAnotherWithAndWithoutOneDnn() {
        for (String oneDnn : List.of("1", "0")) {
            List<String> lines =
                    ChildJvm.runWith(OneDnn.VARIABLE, Optional.of(oneDnn), SideBySideMain.class, List.of("-Xmx256m"));
            List<String> said = lines.stream()
                    .filter(line -> line.startsWith("threads ") || line.startsWith("oneDNN "))
                    .toList();
            assertEquals(
                    List.of(
                            "oneDNN " + oneDnn.equals("1"),
                            "threads OptionalInt[1], 9 runs, complete true, the same true",
                            "threads OptionalInt.empty, 9 runs, complete true, the same true"),
                    said,
                    () -> String.join("\n", lines));
        }
    }

    /** An experiment of six runs that wait in the beginning until so many are there. */
    private static Experiment meeting(int runs, Set<String> threads) {
        var meeting = new CyclicBarrier(runs);
        return MadeExperiment.experiment()
                .callbacks(run -> List.of(new Callback() {
                    @Override
                    public void onTrainBegin(Run training) {
                        threads.add(Thread.currentThread().getName());
                        try {
                            meeting.await(10, TimeUnit.MINUTES);
                        } catch (Exception e) {
                            throw new IllegalStateException("the others did not come", e);
                        }
                    }
                }));
    }

    /** Each run waits in its first step until another one is there; one after another, they would wait for ever. */
    @Test
    void soManyRunAtTheSameTime() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Results results = meeting(3, threads).run(Runner.local(3));
        assertTrue(results.complete());
        assertEquals(List.of(), results.failures());
        assertEquals(Set.of("polyview-run-1", "polyview-run-2", "polyview-run-3"), threads);
        assertEquals(List.of(), crew());
    }

    @Test
    void neverMoreThanAsked() {
        var underWay = new AtomicInteger();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        ExperimentListener counting = new ExperimentListener() {
            @Override
            public void onRunBegin(RunLabel label) {
                seen.add(underWay.incrementAndGet());
            }

            @Override
            public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
                underWay.decrementAndGet();
            }
        };
        // Two of them meet each time; else one thread might do all before the other one has begun.
        Results two =
                meeting(2, ConcurrentHashMap.newKeySet()).listeners(counting).run(Runner.local(2));
        assertTrue(two.complete());
        assertEquals(List.of(), two.failures());
        assertEquals(6, seen.size());
        assertEquals(2, Collections.max(seen));
        seen.clear();
        assertTrue(MadeExperiment.experiment()
                .listeners(counting)
                .run(Runner.local(1))
                .complete());
        assertEquals(1, Collections.max(seen));
        // More than there are runs.
        assertTrue(MadeExperiment.experiment().run(Runner.local(50)).complete());
    }

    @Test
    void theDataOfASeedIsMadeOnce() {
        Map<Long, Integer> made = new ConcurrentHashMap<>();
        Results results = MadeExperiment.experiment()
                .data(seed -> {
                    made.merge(seed, 1, Integer::sum);
                    return Split.of(MadeExperiment.made(48, seed), MadeExperiment.made(16, 9));
                })
                .run(Runner.local(4));
        assertTrue(results.complete());
        assertEquals(Map.of(1L, 1, 2L, 1, 3L, 1), made);
    }

    @Test
    void anInterruptOfTheCallerEndsAll() throws InterruptedException {
        Thread caller = Thread.currentThread();
        Set<Integer> seen = new HashSet<>();
        Results results = MadeExperiment.experiment()
                .fit(Fit.epochs(1_000_000).batchSize(16))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onStep(RunLabel label, Callback.Run training) {
                        seen.add(label.number());
                        if (seen.size() == 2) {
                            caller.interrupt();
                        }
                    }
                })
                .directory(folder)
                .run(Runner.local(2));
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertEquals(List.of(), results.done());
        assertEquals(Set.of(1, 2), seen);
        assertEquals(List.of(), crew());
        // Nothing stays locked: the next sweep does all.
        Results next = MadeExperiment.experiment()
                .fit(Fit.epochs(1).batchSize(16))
                .directory(folder.resolve("next"))
                .run(Runner.local(2));
        assertTrue(next.complete());
        RunStore.directory(folder).lock("concat", 1).orElseThrow().close();
    }

    /** As a stop in a callback does with one run after another. */
    @Test
    void anInterruptOfARunEndsAll() {
        Results results = MadeExperiment.experiment()
                .fit(Fit.epochs(1_000_000).batchSize(16))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onStep(RunLabel label, Callback.Run training) {
                        if (label.number() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    }
                })
                .run(Runner.local(2));
        assertTrue(Thread.interrupted(), "the flag stays set");
        assertFalse(results.complete());
        assertEquals(List.of(), crew());
    }

    @Test
    void anErrorOfAListenerEndsAll() {
        var error = new IllegalStateException("the disk is full");
        Experiment endless = MadeExperiment.experiment()
                .fit(Fit.epochs(1_000_000).batchSize(16))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onRunBegin(RunLabel label) {
                        if (label.number() == 2) {
                            throw error;
                        }
                    }
                });
        assertSame(error, assertThrows(IllegalStateException.class, () -> endless.run(Runner.local(2))));
        assertEquals(List.of(), crew());
    }

    @Test
    void aRunThatFailsLeavesTheOthers() {
        Results results = MadeExperiment.experiment()
                .variant("spoiled", () -> MadeExperiment.pairs(Fusion.concat(), 1e30))
                .run(Runner.local(3));
        assertTrue(results.complete());
        assertEquals(
                List.of("spoiled", "spoiled", "spoiled"),
                results.failures().stream().map(RunResult::variant).toList());
        assertEquals(
                MadeExperiment.scores(MadeExperiment.experiment().run()).get("multiply 3"),
                results.done().get(7).scores());
    }

    @Test
    void atLeastOneAtATime() {
        refused("atOnce must be positive, got 0", () -> Runner.local(0));
    }
}
