/**
 * Layers: what declares weights and adds ops to a graph.
 *
 * <p>A new layer is one small class here and one entry in the battery of tests. Nothing here knows models, training, plots or
 * notebooks; of the data package only the array type is used, and {@link polyview.data.augment.Augmentation} as a layer. Ops in
 * place of those that TensorFlow gets wrong are in {@code polyview.ops}.
 *
 * <p>What is random in training, and the identity in inference: {@link polyview.layers.Dropout}, {@link
 * polyview.layers.GaussianNoise} and, in front of all that learns, {@link polyview.layers.RandomAugmentation}.
 *
 * <p>Limits:
 *
 * <ul>
 *   <li>All values are 32-bit floats and images are NHWC. The batch dimension is always unknown while a network is put together,
 *       and every layer keeps it as the first axis.
 *   <li>Sizes that decide on weights must be known. Other sizes may be unknown; what does not fit is then refused only when
 *       the model runs, by TensorFlow where the layer cannot compare: see {@link polyview.layers.Merge} and {@link
 *       polyview.layers.Reshape}. {@link polyview.layers.Flatten} needs known sizes.
 *   <li>A weight holds at most 2^31 - 1 numbers.
 *   <li>TensorFlow's own convolutions give wrong gradients under dilation, and wrong values or a crash for some gray images.
 *       The layers here call {@link polyview.ops.Convolutions}, which is right, at a price in time; a call of {@code tf.nn.conv2d}
 *       in a layer of one's own is not mended.
 *   <li>Where oneDNN is off, TensorFlow has no gradients of convolutions in groups. A model computes them all the same; a
 *       graph of one's own, with {@link polyview.layers.Call#start}, does not.
 *   <li>Gradients written in Java cannot be registered on Windows and have no second derivatives, see {@link
 *       polyview.ops.GradientFunction}.
 *   <li>The constants of {@link polyview.layers.Kernels} are arrays that all share: whoever changes one, changes it for all.
 *   <li>{@link polyview.layers.RandomAugmentation} has no gradient: no layer that learns may stand before it.
 *   <li>A layer remembers the weights of its first application and is not safe for use by several threads.
 *   <li>{@link polyview.layers.Concatenate} joins the last axis only. Convolutions in 1D or 3D, recurrent
 *       layers, embeddings and constraints on weights are not here.
 * </ul>
 */
package polyview.layers;
