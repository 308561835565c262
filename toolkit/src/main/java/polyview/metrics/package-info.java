/**
 * Metrics: numbers that tell how well a model does, one open interface {@link polyview.metrics.Metric} and a file for each
 * kind, and the curves over all thresholds.
 *
 * <p>A metric says which way is better ({@link polyview.metrics.Metric#higherIsBetter}); nothing is guessed from its name.
 * Nothing here knows models or training.
 *
 * <p>Limits: metrics are computed in Java from what each step puts out, which costs a copy of the outputs. They see what the loss
 * saw: what came before the softmax or sigmoid where the output ends in one.
 */
package polyview.metrics;
