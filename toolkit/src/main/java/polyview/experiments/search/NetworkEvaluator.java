package polyview.experiments.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import polyview.experiments.Blueprint;
import polyview.experiments.Description;
import polyview.experiments.FailureReason;
import polyview.experiments.FitOptions;
import polyview.experiments.RunKey;
import polyview.experiments.RunLabel;
import polyview.experiments.RunResult;
import polyview.experiments.RunStore;
import polyview.experiments.RunTask;
import polyview.experiments.Runner;
import polyview.experiments.Split;
import polyview.experiments.Variant;
import polyview.training.Fit;

/** Trains networks by a {@link Runner}, and scores them on the validation data. */
final class NetworkEvaluator implements Evaluator {

    /** What a design was made into, or why it could not be made. */
    private record Made(Optional<Blueprint> blueprint, String reason) {}

    private final Designs designs;
    private final int epochs;
    private final int runs;
    private final Runner runner;
    private final RunStore store;
    private final Optional<States> states;
    private final SearchReport report;
    private final CommonScore common;
    private final Map<Integer, Made> made = new HashMap<>();
    private int begun;

    NetworkEvaluator(
            Designs designs,
            int epochs,
            int runs,
            Runner runner,
            RunStore store,
            Optional<States> states,
            List<SearchListener> listeners,
            CommonScore common) {
        this.designs = designs;
        this.epochs = epochs;
        this.runs = runs;
        this.runner = runner;
        this.store = store;
        this.states = states;
        this.report = new SearchReport(store, listeners);
        this.common = common;
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public String score() {
        return common.name();
    }

    @Override
    public boolean higherIsBetter() {
        return common.higherIsBetter();
    }

    @Override
    public void prepare(List<Call> calls) {
        Set<Integer> trials = calls.stream().map(Call::trial).collect(Collectors.toSet());
        made.keySet().retainAll(trials);
        // A generation that was done before is only looked at: states of later ones lie there.
        if (calls.stream().anyMatch(call -> report.result(key(call)).isEmpty())) {
            states.ifPresent(files -> files.keepOnly(calls));
        }
        for (Call call : calls) {
            if (made.containsKey(call.trial())) {
                continue;
            }
            Made now = make(call.options());
            made.put(call.trial(), now);
            now.blueprint().ifPresent(blueprint -> common.require(Trial.name(call.trial()), blueprint));
            // Outside of what may fail: a fit that is refused is a mistake in the search, not of a design.
            Fit fit = designs.fit(call.options());
            if (call.epochs().isPresent() && fit.epochs() != epochs) {
                throw new IllegalArgumentException(
                        "fit must have the same epochs for every design where the strategy gives some of them, "
                                + epochs + ", got " + fit.epochs() + " for " + call.options());
            }
            store.require(() -> description(call, fit, now));
        }
    }

    /** The user's code; its error must not end the whole search. */
    private Made make(Options options) {
        try {
            return new Made(
                    Optional.of(Blueprint.of(
                            new Variant("design", () -> designs.model().apply(options)))),
                    "");
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Made(Optional.empty(), "no model: " + FailureReason.of(e));
        }
    }

    private static Map<String, String> description(Call call, Fit fit, Made now) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put(Trial.name(call.trial()), call.options().toString());
        description.put(Trial.name(call.trial()) + " fit", Description.of(fit));
        now.blueprint()
                .ifPresent(
                        blueprint -> description.put(Trial.name(call.trial()) + " model", Description.of(blueprint)));
        return description;
    }

    @Override
    public Map<Call, Outcome> run(List<Call> calls) {
        List<RunTask> tasks = new ArrayList<>();
        for (Call call : calls) {
            boolean done = report.result(key(call)).isPresent();
            begun += done ? 1 : 0;
            Optional<Blueprint> blueprint = made.get(call.trial()).blueprint();
            if (!done && blueprint.isPresent()) {
                tasks.add(task(call, blueprint.get()));
            }
        }
        if (!tasks.isEmpty() && !Thread.currentThread().isInterrupted()) {
            try {
                runner.run(List.copyOf(tasks), report);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            report.throwError();
        }
        Map<Call, Outcome> outcomes = new LinkedHashMap<>();
        for (Call call : calls) {
            Made now = made.get(call.trial());
            if (now.blueprint().isEmpty()) {
                outcomes.put(call, Outcome.failed(now.reason(), 0));
            } else {
                report.result(key(call)).ifPresent(run -> outcomes.put(call, outcome(call, run)));
            }
        }
        return outcomes;
    }

    private static RunKey key(Call call) {
        String stage = call.epochs().isPresent() ? "-epochs-" + call.epochs().getAsInt() : "";
        return RunKey.of(Trial.name(call.trial()) + stage, call.seed());
    }

    private RunTask task(Call call, Blueprint blueprint) {
        begun++;
        RunKey key = key(call);
        RunLabel label = new RunLabel(begun, Math.max(begun, runs), key.variant(), key.seed());
        Fit fit = designs.fit(call.options());
        FitOptions options = FitOptions.of(fit).epochs(call.epochs().orElse(fit.epochs()));
        return new RunTask(
                label,
                blueprint.program(),
                blueprint.metrics(),
                blueprint.set(),
                options,
                fit.callbacks(),
                List.of(),
                () -> Split.of(designs.train(), designs.valid()),
                states.flatMap(files -> files.stage(call, epochs)));
    }

    private Outcome outcome(Call call, RunResult run) {
        if (!run.finished()) {
            return Outcome.failed(run.reason(), 0);
        }
        double score = run.score(common.name());
        int trained = run.epochs().size();
        if (Double.isNaN(score)) {
            return Outcome.failed(common.name() + " is NaN", trained);
        }
        int last = trained == 0 ? call.before() : run.epochs().get(trained - 1).epoch();
        return new Outcome(
                score,
                trained,
                call.epochs().isPresent() && last < call.epochs().getAsInt(),
                "");
    }

    @Override
    public void done(List<Call> calls) {
        states.ifPresent(files -> files.leave(calls));
    }
}
