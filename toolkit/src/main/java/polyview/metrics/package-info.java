/**
 * Metrics: numbers that tell how well a model does, one open interface {@link polyview.metrics.Metric} and a file for each
 * kind, the curves over all thresholds, the counts of a confusion matrix, and the errors of fields point by point.
 *
 * <p>A metric says which way is better ({@link polyview.metrics.Metric#higherIsBetter}); nothing is guessed from its name.
 * This package does not depend on models or training.
 *
 * <p>Values are exact over a whole pass and have the same bits in whatever batches the samples come. Weights of samples and classes do
 * not count.
 *
 * <p>Limits: metrics are computed in Java from the outputs of each step, which costs a copy of them. Exact areas under curves keep every
 * distinct score of a pass, and the recall of embeddings keeps all of them.
 */
package polyview.metrics;
