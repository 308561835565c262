package polyview.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Blueprints blueprints = new Blueprints(plan);
        String score = blueprints.requireScore();
        SeedData data = new SeedData(plan.data());
        store.require(() -> blueprints.description(data));
        try (SweepState state = new SweepState(plan, score, blueprints.higherIsBetter(), listeners, store, data)) {
            state.readDone();
            Results before = state.results();
            listeners.forEach(listener -> listener.onBegin(before));
            List<RunTask> tasks = new ArrayList<>();
            for (RunLabel label : plan.labels()) {
                if (!state.isDone(label)) {
                    task(label, blueprints, data, state).ifPresent(tasks::add);
                }
            }
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

    /** Empty where there is no model; the run has then failed already. */
    private Optional<RunTask> task(RunLabel label, Blueprints blueprints, SeedData data, SweepState state) {
        ValueOrError<Blueprint> made = blueprints.of(label.variant());
        if (made.value().isEmpty()) {
            state.fail(label, "no model: " + made.reason());
        }
        return made.value()
                .map(blueprint -> new RunTask(
                        label,
                        blueprint.program(),
                        blueprint.metrics(),
                        blueprint.set(),
                        FitOptions.of(plan.fits().get(label.variant())),
                        plan.fits().get(label.variant()).callbacks(),
                        plan.measures(),
                        () -> data.of(label.key()).get()));
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
