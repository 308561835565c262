package polyview.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import polyview.metrics.MetricSpec;

/** The blueprint of each variant of an experiment, or the reason why its model could not be built. */
final class Blueprints {

    private final ExperimentPlan plan;
    private final Map<String, Boolean> higherIsBetter = new LinkedHashMap<>(Map.of(Results.LOSS, false));
    private final Map<String, MetricSpec> metrics = new LinkedHashMap<>();
    private final Map<String, List<String>> losses = new LinkedHashMap<>();
    private final Map<String, ValueOrError<Blueprint>> byVariant = new LinkedHashMap<>();

    /** Builds the model of each variant, once. */
    Blueprints(ExperimentPlan plan) {
        this.plan = plan;
        for (Variant variant : plan.variants()) {
            byVariant.put(variant.name(), ValueOrError.of(() -> Blueprint.of(variant)));
        }
    }

    ValueOrError<Blueprint> of(String variant) {
        return byVariant.get(variant);
    }

    /** The score that counts: the one asked for, else the first metric of the first model, else the loss. */
    String requireScore() {
        Optional<String> found = plan.score();
        for (Map.Entry<String, ValueOrError<Blueprint>> entry : byVariant.entrySet()) {
            Optional<Blueprint> blueprint = entry.getValue().value();
            if (blueprint.isPresent()) {
                found = Optional.of(requireScore(entry.getKey(), blueprint.get(), found));
            }
        }
        if (differentLosses()) {
            // Values of different losses have no common scale.
            if (found.orElse(Results.LOSS).equals(Results.LOSS)) {
                throw new IllegalArgumentException("score loss cannot be compared: the variants have different losses, "
                        + losses + "; give every variant the same metric");
            }
            higherIsBetter.remove(Results.LOSS);
        }
        plan.measures().forEach(m -> higherIsBetter.put(m.name(), m.metric().higherIsBetter()));
        return found.orElse(Results.LOSS);
    }

    private String requireScore(String variant, Blueprint blueprint, Optional<String> asked) {
        losses.put(variant, blueprint.losses());
        blueprint.metricSpecs().forEach((score, metric) -> requireSame(variant, score, metric));
        List<String> scores = new ArrayList<>(blueprint.higherIsBetter().keySet());
        for (String measure : plan.measureNames()) {
            if (scores.stream().anyMatch(measure::equalsIgnoreCase)) {
                throw new IllegalArgumentException("measure " + measure + " must have another name: variant " + variant
                        + " has a score of this name");
            }
        }
        String wanted = asked.orElse(scores.get(Math.min(1, scores.size() - 1)));
        scores.addAll(plan.measureNames());
        if (!scores.contains(wanted)) {
            throw new IllegalArgumentException("variant " + variant + " has no score " + wanted + "; it has " + scores);
        }
        return wanted;
    }

    /** One column must hold one metric; for Tablesaw F1 and f1 are the same name. */
    private void requireSame(String variant, String score, MetricSpec metric) {
        metrics.forEach((other, before) -> {
            if (other.equalsIgnoreCase(score) && !(other.equals(score) && before.equals(metric))) {
                throw new IllegalArgumentException("score " + score + " of variant " + variant
                        + " must be the same metric as in the variants before, " + described(other, before) + ", got "
                        + described(score, metric) + "; give it another name, or the same settings()");
            }
        });
        metrics.put(score, metric);
        higherIsBetter.put(score, metric.higherIsBetter());
    }

    private static String described(String score, MetricSpec metric) {
        return score + " (" + metric + ", higherIsBetter " + metric.higherIsBetter() + ")";
    }

    private boolean differentLosses() {
        return losses.values().stream().distinct().count() > 1;
    }

    /** For each score and measure whether higher is better; known after the score was checked. */
    Map<String, Boolean> higherIsBetter() {
        return higherIsBetter;
    }

    /** What the runs depend on, as text. */
    Map<String, String> description(SeedData data) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("name", plan.name());
        description.put(RunDirectory.SEEDS, plan.seeds().toString());
        Map<String, String> fits = new LinkedHashMap<>();
        plan.fits().forEach((variant, fit) -> fits.put(variant, Description.of(fit)));
        if (fits.values().stream().distinct().count() == 1) {
            description.put("fit", fits.values().iterator().next());
        } else {
            fits.forEach((variant, fit) -> description.put("fit of variant " + variant, fit));
        }
        // Data made from a seed differs for each seed: that of the first seed represents all.
        long first = plan.seeds().get(0);
        int fold = plan.folds().get(0);
        if (fold > 0) {
            description.put("folds", plan.foldRows());
        }
        String ending = (plan.dataDependsOnSeed() ? " of seed " + first : "") + (fold > 0 ? " of fold " + fold : "");
        data.of(new RunKey("", first, fold))
                .value()
                .flatMap(split -> ValueOrError.of(() -> Description.of(split)).value())
                .ifPresent(parts -> parts.forEach((part, text) -> description.put(part + ending, text)));
        plan.measures()
                .forEach(measure -> description.put(
                        "measure " + measure.name(),
                        MetricSpec.of(measure.metric()) + ", " + Description.of(measure.data())));
        plan.variants().stream().map(Variant::name).forEach(name -> plan.callbacks()
                .described(new RunKey(name, first, fold))
                .ifPresent(text -> description.put("callbacks of " + name, text)));
        byVariant.forEach((name, made) ->
                made.value().ifPresent(blueprint -> description.put("variant " + name, Description.of(blueprint))));
        return description;
    }
}
