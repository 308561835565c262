package polyview.spark;

import polyview.base.Checks;
import polyview.training.Averaging;

/**
 * The parts into which a training on a cluster is dealt, before it is said what they average; see {@link Spark#parts}.
 *
 * <pre>{@code
 * SparkParts parts = Spark.master("spark://host:7077").parts(2);
 * model.fit(train, Fit.epochs(10).batchSize(64).threads(1).on(parts.averagingGradients()));
 * large.fit(train, Fit.epochs(10).batchSize(64).threads(1).on(parts.averagingWeights(20)));
 * }</pre>
 *
 * @param spark the cluster
 * @param count how many they are
 */
public record SparkParts(Spark spark, int count) {

    public SparkParts {
        Checks.requirePositive("parts", count);
    }

    /** A cluster that averages gradients in every step, {@link Averaging#gradients}: for small models. */
    public SparkCluster averagingGradients() {
        return new SparkCluster(spark, count, Averaging.gradients());
    }

    /**
     * A cluster that averages weights, and what the optimizer keeps, after so many steps of each part, {@link Averaging#weights}: for
     * large models. Refused: {@code localSteps must be positive, got 0}.
     */
    public SparkCluster averagingWeights(int localSteps) {
        return new SparkCluster(spark, count, Averaging.weights(localSteps));
    }
}
