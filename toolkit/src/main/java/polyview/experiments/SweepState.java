package polyview.experiments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.training.Callback;

/** The state of a running sweep: which runs are done, which are locked, and the listeners. Its methods are synchronized. */
final class SweepState implements RunReport, AutoCloseable {

    private final ExperimentPlan plan;
    private final String score;
    private final Map<String, Boolean> higherIsBetter;
    private final List<ExperimentListener> listeners;
    private final RunStore store;
    private final SeedData data;
    private final Map<RunKey, RunResult> done = new HashMap<>();
    private final Map<RunKey, RunLock> locks = new LinkedHashMap<>();
    private final Map<RunKey, Integer> left = new HashMap<>();
    private Optional<RuntimeException> error = Optional.empty();

    SweepState(
            ExperimentPlan plan,
            String score,
            Map<String, Boolean> higherIsBetter,
            List<ExperimentListener> listeners,
            RunStore store,
            SeedData data) {
        this.plan = plan;
        this.score = score;
        this.higherIsBetter = Map.copyOf(higherIsBetter);
        this.listeners = listeners;
        this.store = store;
        this.data = data;
    }

    /** Reads the results of runs that the store has. */
    synchronized void readDone() {
        plan.labels().stream().filter(label -> !isDone(label)).forEach(this::readDone);
    }

    private boolean readDone(RunLabel label) {
        Optional<RunResult> kept = store.read(label.key())
                .filter(run -> run.finished() && run.scores().keySet().containsAll(plan.measureNames()));
        kept.ifPresent(run -> done.put(label.key(), run));
        return kept.isPresent();
    }

    synchronized boolean isDone(RunLabel label) {
        return done.containsKey(label.key());
    }

    /** The data of a seed and fold is released when the last of its tasks is done. */
    synchronized void expect(List<RunTask> tasks) {
        tasks.forEach(task -> left.merge(task.label().key().ofData(), 1, Integer::sum));
        plan.labels().stream()
                .map(label -> label.key().ofData())
                .filter(key -> !left.containsKey(key))
                .forEach(data::release);
    }

    @Override
    public synchronized boolean begin(RunTask task) {
        if (error.isPresent() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        boolean[] begun = {false};
        guarded(() -> begun[0] = begin(task.label()));
        if (!begun[0]) {
            taskDone(task);
        }
        return begun[0];
    }

    private boolean begin(RunLabel label) {
        Optional<RunLock> lock = isDone(label) ? Optional.empty() : store.lock(label.key());
        if (lock.isEmpty()) {
            return false;
        }
        // Another sweep may have done it since the results were read.
        if (readDone(label)) {
            lock.get().close();
            return false;
        }
        locks.put(label.key(), lock.get());
        listeners.forEach(listener -> listener.onRunBegin(label));
        return true;
    }

    @Override
    public synchronized void step(RunTask task, Callback.Run training) {
        listeners.forEach(listener -> listener.onStep(task.label(), training));
    }

    @Override
    public synchronized void progress(RunTask task, RunProgress progress) {
        // What comes from elsewhere may come late.
        if (locks.containsKey(task.label().key())) {
            guarded(() -> listeners.forEach(listener -> listener.onProgress(task.label(), progress)));
        }
    }

    @Override
    public synchronized void end(RunTask task, RunResult result) {
        requireBegun(task.label());
        if (!result.key().equals(task.label().key())) {
            throw new IllegalArgumentException("result of " + task.label() + " is that of " + result.key());
        }
        guarded(() -> end(task.label(), result));
        taskDone(task);
    }

    private void end(RunLabel label, RunResult result) {
        try {
            store.write(result);
        } finally {
            locks.remove(label.key()).close();
        }
        done.put(label.key(), result);
        Results soFar = results();
        listeners.forEach(listener -> listener.onRunEnd(label, result, soFar));
    }

    @Override
    public synchronized void abandon(RunTask task) {
        requireBegun(task.label());
        locks.remove(task.label().key()).close();
    }

    /** Reports a run without a model. */
    synchronized void fail(RunLabel label, String reason) {
        if (!Thread.currentThread().isInterrupted() && begin(label)) {
            end(label, RunResult.failed(label.key(), reason, 0, 0));
        }
    }

    /** Throws the error of a listener or the store that occurred on a thread of the runner. */
    synchronized void throwError() {
        error.ifPresent(e -> {
            throw e;
        });
    }

    synchronized Results results() {
        List<RunResult> inOrder = new ArrayList<>();
        plan.labels()
                .forEach(label -> Optional.ofNullable(done.get(label.key())).ifPresent(inOrder::add));
        List<String> names = plan.variants().stream().map(Variant::name).toList();
        return new Results(
                plan.name(), names, plan.baseline(), plan.seeds(), score, inOrder, higherIsBetter, plan.resampling());
    }

    /** Releases runs that a runner left open. */
    @Override
    public synchronized void close() {
        locks.values().forEach(RunLock::close);
        locks.clear();
    }

    private void requireBegun(RunLabel label) {
        if (!locks.containsKey(label.key())) {
            throw new IllegalStateException(label + " has not begun");
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            error = Optional.of(error.orElse(e));
            throw e;
        }
    }

    private void taskDone(RunTask task) {
        RunKey key = task.label().key().ofData();
        if (left.merge(key, -1, Integer::sum) == 0) {
            data.release(key);
        }
    }
}
