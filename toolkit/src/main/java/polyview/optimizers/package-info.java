/**
 * Optimizers: how a step of training changes the weights, one open interface {@link polyview.optimizers.Optimizer} and a file
 * for each kind.
 *
 * <p>An optimizer adds ops to the graph once, when a model is compiled; nothing of it is needed when the program runs. Nothing
 * here knows models or training.
 */
package polyview.optimizers;
