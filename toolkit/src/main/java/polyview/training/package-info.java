/**
 * Training: losses, metrics, optimizers, callbacks, the loop, and the history it gives.
 *
 * <p>The parts plug into the contracts of the models package. Nothing here knows plots or notebooks; progress is plain text.
 *
 * <p>Classes of different size: a loss takes a weight for each class ({@link polyview.training.Loss#classWeights}), as {@code
 * class_weight} does in Keras, and a manifest computes weights with which all classes count the same:
 *
 * <pre>{@code
 * model.compile(new Adam(), Loss.softmaxCrossEntropy().classWeights(train.classWeights()), Metric.accuracy());
 * }</pre>
 *
 * <p>Limits: one process, one thread that feeds; metrics are computed in Java from what each step puts out, which costs a copy
 * of the outputs.
 */
package polyview.training;
