package polyview.experiments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import polyview.experiments.Blueprint;
import polyview.experiments.Results;
import polyview.metrics.MetricSpec;

/** The score that all designs of a search must have, as the same metric, or with the same loss. */
final class CommonScore {

    private final Optional<Boolean> before;
    private Optional<String> name;
    private boolean higherIsBetter;
    private Object what = "";
    private String first = "";

    /**
     * @param asked its name; empty for the first metric
     * @param before whether higher was better in an earlier search that this one starts from
     */
    CommonScore(Optional<String> asked, Optional<Boolean> before) {
        this.name = asked;
        this.before = before;
        this.higherIsBetter = before.orElse(false);
    }

    /** By default the first metric, or the loss where the first design has none. */
    String name() {
        return name.orElse(Results.LOSS);
    }

    /** As the metric of the first design says. */
    boolean higherIsBetter() {
        return higherIsBetter;
    }

    /**
     * Refused: {@code trial-1 has no score auc; it has [loss, accuracy]}; {@code score f1 of trial-2 must be the same metric as in
     * trial-1, ..., got ...}; {@code score loss cannot be compared: trial-1 has the loss ..., trial-2 ...}.
     */
    void require(String trial, Blueprint blueprint) {
        List<String> scores = new ArrayList<>(blueprint.higherIsBetter().keySet());
        String wanted = name.orElse(scores.get(Math.min(1, scores.size() - 1)));
        if (!scores.contains(wanted)) {
            throw new IllegalArgumentException(trial + " has no score " + wanted + "; it has " + scores);
        }
        MetricSpec metric = blueprint.metricSpecs().get(wanted);
        Object now = metric == null ? blueprint.losses() : metric;
        if (first.isEmpty()) {
            first = trial;
            name = Optional.of(wanted);
            higherIsBetter = blueprint.higherIsBetter().get(wanted);
            what = now;
            if (before.isPresent() && before.get() != higherIsBetter) {
                throw new IllegalArgumentException("score " + wanted
                        + " must run the way that it ran in the earlier search, higherIsBetter " + before.get());
            }
        } else if (!now.equals(what)) {
            throw new IllegalArgumentException(
                    metric == null
                            ? "score loss cannot be compared: " + first + " has the loss " + what + ", " + trial + " "
                                    + now + "; name a metric in score"
                            : "score " + wanted + " of " + trial + " must be the same metric as in " + first + ", "
                                    + what + ", got " + now);
        }
    }
}
