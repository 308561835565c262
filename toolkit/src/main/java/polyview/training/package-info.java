/**
 * Training: losses, metrics, optimizers, callbacks, the loop, and the history it gives.
 *
 * <p>The parts plug into the contracts of the models package. Nothing here knows plots or notebooks; progress is plain text.
 *
 * <p>Limits: one process, one thread that feeds; metrics are computed in Java from what each step puts out, which costs a copy
 * of the outputs.
 */
package polyview.training;
