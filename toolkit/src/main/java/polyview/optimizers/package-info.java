/**
 * Optimizers: how a step of training changes the weights, one open interface {@link polyview.optimizers.Optimizer} and a file
 * for each kind.
 *
 * <p>Names, formulas and defaults are those of Keras 3: {@link polyview.optimizers.SGD}, {@link polyview.optimizers.Adam}, {@link
 * polyview.optimizers.AdamW}, {@link polyview.optimizers.Adamax}, {@link polyview.optimizers.Nadam}, {@link
 * polyview.optimizers.RMSprop}, {@link polyview.optimizers.Adagrad}, {@link polyview.optimizers.Adadelta}, {@link
 * polyview.optimizers.Lion}. Clipping, decay, accumulation and a moving average of the weights are methods of all of them, and of
 * one of your own: {@link polyview.optimizers.OptimizerWithOptions} holds what they set.
 *
 * <p>An optimizer adds ops to the graph once, when a model is compiled; its class is not needed when the program runs. What it
 * keeps are slots, variables that are 0 at first and are saved with the weights. This package does not depend on models or training.
 */
package polyview.optimizers;
