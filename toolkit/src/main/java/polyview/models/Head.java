package polyview.models;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import polyview.base.Checks;
import polyview.losses.Loss;
import polyview.metrics.Metric;

/**
 * What one output of a model is trained for: a loss, its weight in the sum, and metrics of its own.
 *
 * <pre>{@code
 * model.compile(new Adam(),
 *         Head.of("kind", Loss.softmaxCrossEntropy(), Metric.accuracy()).weight(2),
 *         Head.of("angle", Loss.meanSquaredError(), Metric.meanAbsoluteError()));
 * }</pre>
 *
 * <p>Refused: {@code weight must be positive, got 0.0}.
 *
 * @param output the name of the output
 * @param loss what training minimizes
 * @param metrics in the order of the columns
 * @param weight what the loss is multiplied with in the sum of all heads; 1 where nothing is said
 */
public record Head(String output, Loss loss, List<Metric> metrics, double weight) {

    /** A copy of the metrics is kept. */
    public Head {
        Objects.requireNonNull(output, "output must not be null");
        Objects.requireNonNull(loss, "loss must not be null");
        metrics.forEach(metric -> Objects.requireNonNull(metric, "metrics must not hold null"));
        metrics = List.copyOf(metrics);
        Checks.requirePositive("weight", weight);
    }

    /** A head of weight 1. */
    public static Head of(String output, Loss loss, Metric... metrics) {
        return new Head(output, loss, Arrays.asList(metrics), 1);
    }

    /** The same head with another weight. */
    public Head weight(double other) {
        return new Head(output, loss, metrics, other);
    }
}
