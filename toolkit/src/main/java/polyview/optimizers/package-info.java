/**
 * Optimizers: how a step of training changes the weights, one open interface {@link polyview.optimizers.Optimizer} and a file
 * for each kind.
 *
 * <p>An optimizer adds ops to the graph once, when a model is compiled; its class is not needed when the program runs. This
 * package does not depend on models or training.
 */
package polyview.optimizers;
