/**
 * Training: the loop, callbacks, and the history it gives.
 *
 * <p>Losses, metrics and optimizers have packages of their own. Nothing here knows plots or notebooks; progress is plain text.
 *
 * <p>Learning rates by step are in {@code training.schedules}, event files for TensorBoard in {@code training.tensorboard}; both are
 * callbacks.
 *
 * <p>Limits: one process, one thread that feeds.
 */
package polyview.training;
