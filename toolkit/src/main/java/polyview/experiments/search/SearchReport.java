package polyview.experiments.search;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import polyview.experiments.RunKey;
import polyview.experiments.RunProgress;
import polyview.experiments.RunReport;
import polyview.experiments.RunResult;
import polyview.experiments.RunStore;
import polyview.experiments.RunTask;
import polyview.training.Callback;

/** Through it the runner of a search reports; its methods are synchronized. */
final class SearchReport implements RunReport {

    private final RunStore store;
    private final List<SearchListener> listeners;
    private final Map<RunKey, RunResult> done = new ConcurrentHashMap<>();
    private final Set<RunKey> begun = new HashSet<>();
    private Optional<RuntimeException> error = Optional.empty();

    SearchReport(RunStore store, List<SearchListener> listeners) {
        this.store = store;
        this.listeners = listeners;
    }

    /** A result of this search, or of one before it with the same store. */
    synchronized Optional<RunResult> result(RunKey run) {
        if (!done.containsKey(run)) {
            store.read(run).ifPresent(kept -> done.put(run, kept));
        }
        return Optional.ofNullable(done.get(run));
    }

    @Override
    public synchronized boolean begin(RunTask task) {
        RunKey key = task.label().key();
        if (error.isPresent() || Thread.currentThread().isInterrupted() || done.containsKey(key)) {
            return false;
        }
        if (!begun.add(key)) {
            return false;
        }
        guarded(() -> listeners.forEach(listener -> listener.onRunBegin(task.label())));
        return true;
    }

    @Override
    public void step(RunTask task, Callback.Run training) {}

    @Override
    public synchronized void progress(RunTask task, RunProgress progress) {
        // What comes from elsewhere may come late.
        if (begun.contains(task.label().key())) {
            guarded(() -> listeners.forEach(listener -> listener.onProgress(task.label(), progress)));
        }
    }

    @Override
    public synchronized void end(RunTask task, RunResult result) {
        requireBegun(task);
        if (!result.key().equals(task.label().key())) {
            throw new IllegalArgumentException("result of " + task.label() + " is that of " + result.key());
        }
        guarded(() -> {
            store.write(result);
            done.put(result.key(), result);
            begun.remove(result.key());
            listeners.forEach(listener -> listener.onRunEnd(task.label(), result));
        });
    }

    @Override
    public synchronized void abandon(RunTask task) {
        requireBegun(task);
        begun.remove(task.label().key());
        guarded(() -> listeners.forEach(listener -> listener.onRunAbandoned(task.label())));
    }

    /** An error of a listener or the store ends the search. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            error = Optional.of(error.orElse(e));
            throw e;
        }
    }

    /** Throws the error of a listener or the store that occurred on a thread of the runner. */
    synchronized void throwError() {
        error.ifPresent(e -> {
            throw e;
        });
    }

    private void requireBegun(RunTask task) {
        if (!begun.contains(task.label().key())) {
            throw new IllegalStateException(task.label() + " has not begun");
        }
    }
}
