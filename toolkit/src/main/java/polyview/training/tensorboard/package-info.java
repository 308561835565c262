/**
 * Event files for TensorBoard: {@link polyview.training.tensorboard.TensorBoard} writes what a training does, {@link
 * polyview.training.tensorboard.EventFile} writes what you like.
 *
 * <p>The files have TensorFlow's record format with the messages {@code Event} and {@code Summary}, which come with TensorFlow Java.
 *
 * <p>Limits: scalars are 32-bit floats, as TensorBoard shows them. Audio, texts, embeddings and profiles are not written.
 */
package polyview.training.tensorboard;
