package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import polyview.datasets.MadePairs;
import polyview.experiments.Experiment;
import polyview.experiments.ExperimentListener;
import polyview.experiments.Results;
import polyview.experiments.RunKey;
import polyview.experiments.RunLabel;
import polyview.experiments.RunLock;
import polyview.experiments.RunReport;
import polyview.experiments.RunResult;
import polyview.experiments.RunStore;
import polyview.experiments.RunTask;
import polyview.experiments.Runner;
import polyview.experiments.Split;
import polyview.layers.Dense;
import polyview.layers.Flatten;
import polyview.layers.Subtract;
import polyview.losses.Loss;
import polyview.metrics.Metric;
import polyview.models.Input;
import polyview.models.Model;
import polyview.optimizers.Adam;
import polyview.training.Fit;

/** A runner and a run store of a user's own, in a package of their own. */
class RunnerTest {

    private final List<String> ended = new ArrayList<>();

    private static Model model(int units) {
        var left = Input.image("left", 8, 8, 1);
        var right = Input.image("right", 8, 8, 1);
        var x = new Flatten().apply(new Subtract().apply(left, right));
        return new Model(List.of(left, right), new Dense(2).apply(new Dense(units).apply(x)))
                .compile(new Adam(0.01), Loss.softmaxCrossEntropy(), Metric.accuracy());
    }

    private Experiment experiment() {
        return Experiment.named("widths")
                .variant("narrow", () -> model(2))
                .variant("wide", () -> model(8))
                .variant("none", () -> {
                    throw new IllegalStateException("no such model");
                })
                .seeds(3)
                .fit(Fit.epochs(2).batchSize(8))
                .data(seed -> Split.of(
                        MadePairs.of(24, seed).size(8, 8).dataset(),
                        MadePairs.of(16, 9).size(8, 8).dataset()))
                .listeners(new ExperimentListener() {
                    @Override
                    public void onRunEnd(RunLabel label, RunResult run, Results soFar) {
                        ended.add(run.variant() + " " + run.seed());
                    }
                })
                .verbose(false);
    }

    private static Map<String, Map<String, Double>> scores(Results results) {
        Map<String, Map<String, Double>> scores = new HashMap<>();
        results.done().forEach(run -> scores.put(run.variant() + " " + run.seed(), run.scores()));
        return scores;
    }

    /** Two threads, the last task first. */
    private static final class TwoThreads implements Runner {
        @Override
        public void run(List<RunTask> tasks, RunReport report) throws InterruptedException {
            ExecutorService pool = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> futures = new ArrayList<>();
                for (int i = tasks.size() - 1; i >= 0; i--) {
                    RunTask task = tasks.get(i);
                    futures.add(pool.submit(() -> task.run(report)));
                }
                for (Future<?> future : futures) {
                    future.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a task could not be run: " + e.getCause(), e);
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /** Results as text in a map. */
    private static class MapStore implements RunStore {
        private final Map<String, Map<String, String>> kept = new HashMap<>();
        private final Set<String> held = new HashSet<>();
        private Map<String, String> description = Map.of();

        @Override
        public void require(Supplier<Map<String, String>> now) {
            if (!description.isEmpty() && !description.equals(now.get())) {
                throw new IllegalStateException("another experiment");
            }
            description = now.get();
        }

        @Override
        public Optional<RunResult> read(RunKey run) {
            return Optional.ofNullable(kept.get(run.toString())).map(RunResult::of);
        }

        @Override
        public Optional<RunLock> lock(RunKey run) {
            String key = run.toString();
            return held.add(key) ? Optional.of(() -> held.remove(key)) : Optional.empty();
        }

        @Override
        public void write(RunResult run) {
            kept.put(run.key().toString(), run.entries());
        }
    }

    @Test
    void theOrderAndTheThreadsDoNotChangeTheResults() {
        Results local = experiment().run();
        ended.clear();
        Results parallel = experiment().run(new TwoThreads());
        assertTrue(parallel.complete());
        assertEquals(3, parallel.failures().size(), "the model that cannot be built");
        assertEquals(scores(local), scores(parallel));
        assertEquals(9, ended.size());
        assertTrue(ended.indexOf("wide 3") < ended.indexOf("narrow 1"), ended.toString());
        assertEquals(
                local.done().stream().map(run -> run.variant() + run.seed()).toList(),
                parallel.done().stream().map(run -> run.variant() + run.seed()).toList());
    }

    @Test
    void aStoreKeepsWhatIsDoneAndLeavesOutWhatIsHeld() {
        MapStore store = new MapStore();
        RunLock held = store.lock("wide", 2).orElseThrow();
        Results most = experiment().store(store).run(new TwoThreads());
        assertFalse(most.complete());
        assertEquals(8, most.done().size());
        assertEquals(Set.of("wide seed 2"), store.held, "all other locks are let go");
        held.close();
        ended.clear();
        Results all = experiment().store(store).run();
        assertEquals(List.of("none 1", "none 2", "none 3", "wide 2"), ended, "those that failed, and the one left out");
        assertEquals(scores(experiment().run()), scores(all));
    }

    @Test
    void anInterruptedRunnerLeavesWhatIsDone() {
        MapStore store = new MapStore();
        Results some = experiment().store(store).run((tasks, report) -> {
            tasks.get(0).run(report);
            report.begin(tasks.get(1));
            throw new InterruptedException("the stop button");
        });
        assertTrue(Thread.interrupted(), "the flag is set");
        assertEquals(
                Set.of("none 1", "none 2", "none 3", "narrow 1"), scores(some).keySet());
        assertEquals(Set.of(), store.held);
    }

    @Test
    void whatARunnerTellsIsChecked() {
        experiment().run((tasks, report) -> {
            RunTask first = tasks.get(0);
            RunResult wrong = RunResult.failed("wide", 1, "lost", 0, 0);
            assertEquals(
                    "run 1/9 narrow seed 1 has not begun",
                    assertThrows(IllegalStateException.class, () -> report.end(first, wrong))
                            .getMessage());
            assertTrue(report.begin(first));
            assertEquals(
                    "result of run 1/9 narrow seed 1 is that of wide seed 1",
                    assertThrows(IllegalArgumentException.class, () -> report.end(first, wrong))
                            .getMessage());
            report.end(first, RunResult.failed("narrow", 1, "the machine is gone", 0, 0));
            assertFalse(report.begin(first), "it is done");
        });
        assertEquals(List.of("none 1", "none 2", "none 3", "narrow 1"), ended);
    }

    @Test
    void anErrorOfTheStoreIsNotLostInAThread() {
        MapStore store = new MapStore() {
            @Override
            public void write(RunResult run) {
                if (run.finished()) {
                    throw new IllegalStateException("the disk is full");
                }
                super.write(run);
            }
        };
        Runner forgetful = (tasks, report) -> {
            Thread thread = new Thread(() -> tasks.get(0).run(report));
            thread.setUncaughtExceptionHandler((where, error) -> {});
            thread.start();
            thread.join();
        };
        assertEquals(
                "the disk is full",
                assertThrows(
                                IllegalStateException.class,
                                () -> experiment().store(store).run(forgetful))
                        .getMessage());
        assertEquals(Set.of(), store.held);
    }
}
