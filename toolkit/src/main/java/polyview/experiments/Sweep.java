package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.training.Callback;
import polyview.training.Fit;

/** Plans the runs of an experiment, seed by seed, fold by fold and there variant by variant, and lets a runner execute them. */
final class Sweep {

    private final ExperimentPlan plan;
    private final List<ExperimentListener> listeners;
    private final RunStore store;

    Sweep(ExperimentPlan plan, List<ExperimentListener> listeners, RunStore store) {
        this.plan = plan;
        this.listeners = listeners;
        this.store = store;
    }

    Results run(Runner runner) {
        requireOwnPlaces();
        Blueprints blueprints = new Blueprints(plan);
        String score = blueprints.requireScore();
        SeedData data = new SeedData(plan.data());
        store.require(() -> blueprints.description(data));
        try (SweepState state = new SweepState(plan, score, blueprints.higherIsBetter(), listeners, store, data)) {
            state.readDone();
            Results before = state.results();
            store.keep(new ResultsText(before, plan.measureNames()).write());
            listeners.forEach(listener -> listener.onBegin(before));
            List<RunTask> tasks = new ArrayList<>();
            for (RunLabel label : plan.labels()) {
                if (!state.isDone(label)) {
                    task(label, blueprints, data, state).ifPresent(tasks::add);
                }
            }
            RunTask.requireOwnPlaces(tasks);
            state.expect(tasks);
            if (!tasks.isEmpty() && !Thread.currentThread().isInterrupted()) {
                execute(runner, tasks, state);
            }
            state.readDone(); // what other sweeps did in the meantime
            Results results = state.results();
            listeners.forEach(listener -> listener.onEnd(results));
            return results;
        }
    }

    /** Empty where there is no model, or no callbacks; the run has then failed already. */
    private Optional<RunTask> task(RunLabel label, Blueprints blueprints, SeedData data, SweepState state) {
        ValueOrError<Blueprint> made = blueprints.of(label.variant());
        if (made.value().isEmpty()) {
            state.fail(label, "no model: " + made.reason());
            return Optional.empty();
        }
        ValueOrError<List<Callback>> own = plan.callbacks().make(label.key());
        if (own.value().isEmpty()) {
            state.fail(label, "no callbacks: " + own.reason());
            return Optional.empty();
        }
        Fit fit = plan.fits().get(label.variant());
        List<Callback> callbacks = new ArrayList<>(fit.callbacks());
        callbacks.addAll(own.value().get());
        Blueprint blueprint = made.value().get();
        return Optional.of(new RunTask(
                label,
                blueprint.program(),
                blueprint.metrics(),
                blueprint.set(),
                FitOptions.of(fit),
                callbacks,
                plan.measures(),
                () -> data.of(label.key()).get()));
    }

    /** A callback of the fit is in all runs, those that are done too. */
    private void requireOwnPlaces() {
        Map<RunKey, List<Callback>> byRun = new LinkedHashMap<>();
        plan.labels()
                .forEach(label ->
                        byRun.put(label.key(), plan.fits().get(label.variant()).callbacks()));
        RunCallbacks.requireOwnPlaces(byRun);
    }

    private static void execute(Runner runner, List<RunTask> tasks, SweepState state) {
        try {
            runner.run(List.copyOf(tasks), state);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state.throwError();
    }
}
