/**
 * Metrics: numbers that tell how well a model does, one open interface {@link polyview.metrics.Metric} and a file for each
 * kind, and the curves over all thresholds.
 *
 * <p>A metric says which way is better ({@link polyview.metrics.Metric#higherIsBetter}); nothing is guessed from its name.
 * This package does not depend on models or training.
 *
 * <p>Limits: metrics are computed in Java from the outputs of each step, which costs a copy of them.
 */
package polyview.metrics;
