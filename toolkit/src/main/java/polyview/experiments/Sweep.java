package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.metrics.MetricSpec;
import polyview.training.Fit;

/** One pass over all runs of an experiment: seed by seed, and for each seed variant by variant. */
final class Sweep {

    private final Setup setup;
    private final List<ExperimentListener> listeners;
    private final RunStore store;
    private final Map<String, Attempt<Blueprint>> blueprints = new LinkedHashMap<>();
    private final Map<String, RunResult> done = new LinkedHashMap<>();
    private final Map<String, Boolean> higherIsBetter = new LinkedHashMap<>(Map.of(Results.LOSS, false));
    private String score = Results.LOSS;
    private Optional<Attempt<Split>> held = Optional.empty();
    private long heldSeed;

    Sweep(Setup setup, List<ExperimentListener> listeners, RunStore store) {
        this.setup = setup;
        this.listeners = listeners;
        this.store = store;
    }

    Results run() {
        for (Variant variant : setup.variants()) {
            blueprints.put(variant.name(), Attempt.at(() -> Blueprint.of(variant)));
        }
        score = requireScore();
        store.require(this::description);
        for (long seed : setup.seeds()) {
            for (Variant variant : setup.variants()) {
                store.read(variant.name(), seed)
                        .filter(run -> run.finished() && run.scores().keySet().containsAll(measured()))
                        .ifPresent(run -> done.put(key(variant, seed), run));
            }
        }
        listeners.forEach(listener -> listener.onBegin(results()));
        int number = 0;
        for (long seed : setup.seeds()) {
            List<Place> missing = new ArrayList<>();
            for (Variant variant : setup.variants()) {
                number++;
                if (!done.containsKey(key(variant, seed))) {
                    missing.add(new Place(number, setup.runs(), variant.name(), seed));
                }
            }
            if (!missing.isEmpty() && !interrupted()) {
                runAll(missing, seed);
            }
        }
        Results results = results();
        listeners.forEach(listener -> listener.onEnd(results));
        return results;
    }

    /** The runs of one seed, on the same data. */
    private void runAll(List<Place> places, long seed) {
        Attempt<Split> data = data(seed);
        for (Place place : places) {
            if (interrupted()) {
                return;
            }
            listeners.forEach(listener -> listener.onRunBegin(place));
            run(place, data).ifPresent(run -> {
                store.write(run);
                done.put(key(place.variant(), seed), run);
                Results soFar = results();
                listeners.forEach(listener -> listener.onRunEnd(place, run, soFar));
            });
        }
    }

    /** Made once for the runs of a seed; the data of one seed alone is held. */
    private Attempt<Split> data(long seed) {
        if (held.isEmpty() || heldSeed != seed) {
            held = Optional.empty();
            held = Optional.of(Attempt.at(() -> setup.data().apply(seed)));
            heldSeed = seed;
        }
        return held.get();
    }

    private Optional<RunResult> run(Place place, Attempt<Split> data) {
        Attempt<Blueprint> blueprint = blueprints.get(place.variant());
        if (blueprint.value().isPresent() && data.value().isPresent()) {
            Fit fit = setup.fit();
            return new SingleRun(place, blueprint.value().get(), data.value().get(), fit, setup.measures(), listeners)
                    .run();
        }
        boolean built = blueprint.value().isPresent();
        String reason = built ? "no data: " + data.reason() : "no model: " + blueprint.reason();
        long parameters = built ? blueprint.value().get().program().parameters() : 0;
        return interrupted()
                ? Optional.empty()
                : Optional.of(RunResult.failed(place.variant(), place.seed(), reason, parameters, 0));
    }

    /** The score that counts: the one asked for, else the first metric of the first model, else the loss. */
    private String requireScore() {
        Optional<String> found = setup.score();
        for (Map.Entry<String, Attempt<Blueprint>> entry : blueprints.entrySet()) {
            if (entry.getValue().value().isPresent()) {
                Map<String, Boolean> ways = entry.getValue().value().get().higherIsBetter();
                requireSameWays(entry.getKey(), ways);
                List<String> scores = new ArrayList<>(ways.keySet());
                for (String measure : measured()) {
                    if (scores.contains(measure)) {
                        throw new IllegalArgumentException("measure " + measure + " must have another name: variant "
                                + entry.getKey() + " has a score of this name");
                    }
                }
                String wanted = found.orElse(scores.get(Math.min(1, scores.size() - 1)));
                scores.addAll(measured());
                if (!scores.contains(wanted)) {
                    throw new IllegalArgumentException(
                            "variant " + entry.getKey() + " has no score " + wanted + "; it has " + scores);
                }
                found = Optional.of(wanted);
            }
        }
        setup.measures().forEach(m -> higherIsBetter.put(m.name(), m.metric().higherIsBetter()));
        return found.orElse(Results.LOSS);
    }

    /** Two metrics of one name that are better in different ways cannot stand in one column. */
    private void requireSameWays(String variant, Map<String, Boolean> ways) {
        ways.forEach((score, way) -> {
            if (higherIsBetter.getOrDefault(score, way) != way) {
                throw new IllegalArgumentException("score " + score + " of variant " + variant
                        + " must be better in the same way as in the variants before, got higherIsBetter " + way);
            }
            higherIsBetter.put(score, way);
        });
    }

    private Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("name", setup.name());
        description.put(RunDirectory.SEEDS, setup.seeds().toString());
        description.put("fit", Description.of(setup.fit()));
        // Data made from a seed is other data for each seed: that of the first stands for all.
        long first = setup.seeds().get(0);
        String ending = setup.dataDependsOnSeed() ? " of seed " + first : "";
        data(first)
                .value()
                .flatMap(split -> Attempt.at(() -> Description.of(split)).value())
                .ifPresent(parts -> parts.forEach((part, text) -> description.put(part + ending, text)));
        setup.measures()
                .forEach(measure -> description.put(
                        "measure " + measure.name(),
                        MetricSpec.of(measure.metric()) + ", " + Description.of(measure.data())));
        blueprints.forEach((name, attempt) ->
                attempt.value().ifPresent(blueprint -> description.put("variant " + name, Description.of(blueprint))));
        return description;
    }

    private List<String> measured() {
        return setup.measures().stream().map(Measure::name).toList();
    }

    private Results results() {
        List<RunResult> inOrder = new ArrayList<>();
        for (long seed : setup.seeds()) {
            for (Variant variant : setup.variants()) {
                Optional.ofNullable(done.get(key(variant, seed))).ifPresent(inOrder::add);
            }
        }
        return new Results(
                setup.name(),
                setup.variants().stream().map(Variant::name).toList(),
                setup.baseline(),
                setup.seeds(),
                score,
                inOrder,
                higherIsBetter);
    }

    private static String key(Variant variant, long seed) {
        return key(variant.name(), seed);
    }

    private static String key(String variant, long seed) {
        return seed + " " + variant;
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
