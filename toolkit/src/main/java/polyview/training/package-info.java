/**
 * Training: the loop, callbacks, and the history it gives.
 *
 * <p>Losses, metrics and optimizers have packages of their own. Nothing here knows plots or notebooks; progress is plain text.
 *
 * <p>Learning rates by step are in {@code training.schedules}, event files for TensorBoard in {@code training.tensorboard}; both are
 * callbacks.
 *
 * <p>Several machines train one model together by {@link polyview.training.Fit#on}: {@link polyview.training.Cluster} is what is needed
 * of them, {@link polyview.training.Averaging} what they average, {@link polyview.training.PartTask} what each of them does.
 *
 * <p>Limits: one thread that feeds, in each process. Over machines, the mean is taken in the process that has the model, which holds the
 * answers of all parts at once; the number of parts stays the same within an epoch; batch normalization is not synchronized.
 */
package polyview.training;
