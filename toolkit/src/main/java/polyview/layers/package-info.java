/**
 * Layers: they declare weights and add ops to a graph.
 *
 * <p>A new layer is one small class here and one entry in the battery of tests. This package does not depend on models, training,
 * plots or notebooks; of the data package it uses only the array type, and {@link polyview.data.augment.Augmentation} as a layer.
 * Ops in place of those that TensorFlow gets wrong are in {@code polyview.ops}.
 *
 * <p>Layers that are random in training and the identity in prediction: {@link polyview.layers.Dropout}, {@link
 * polyview.layers.GaussianNoise}, {@link polyview.layers.ViewDropout} and, before all trainable layers, {@link
 * polyview.layers.RandomAugmentation}.
 *
 * <p>Layers of two images that do not lie on each other: {@link polyview.layers.Correlation}, {@link polyview.layers.RowCorrelation}, {@link
 * polyview.layers.CostVolume} and {@link polyview.layers.SoftArgmin} find displacements, {@link polyview.layers.DenseWarp} and {@link
 * polyview.layers.AffineWarp} undo them, {@link polyview.layers.Smoothness} keeps them smooth.
 *
 * <p>An embedding ends in {@link polyview.layers.UnitNormalization} where directions are compared, and lengths are not.
 *
 * <p>Limits:
 *
 * <ul>
 *   <li>All values are 32-bit floats and images are NHWC. The batch dimension is always unknown while a network is put together,
 *       and every layer keeps it as the first axis.
 *   <li>Sizes that affect weights must be known. Other sizes may be unknown; wrong ones are then refused only when the model runs,
 *       in some cases by TensorFlow: see {@link polyview.layers.Merge} and {@link polyview.layers.Reshape}. {@link
 *       polyview.layers.Flatten} needs known sizes.
 *   <li>A weight holds at most 2^31 - 1 numbers.
 *   <li>TensorFlow's own convolutions give wrong gradients under dilation, and wrong values or a crash for some gray images.
 *       The layers here call {@link polyview.ops.Convolutions}, which is right, but sometimes slower; {@code tf.nn.conv2d} in your
 *       own layer is not corrected.
 *   <li>Where oneDNN is off, TensorFlow has no gradients of grouped convolutions. A model computes them another way; your own
 *       graph, made with {@link polyview.layers.Call#start}, does not.
 *   <li>Gradients written in Java cannot be registered on Windows and have no second derivatives, see {@link
 *       polyview.ops.GradientFunction}.
 *   <li>The constants of {@link polyview.layers.Kernels} are shared arrays: a change of one is seen everywhere.
 *   <li>{@link polyview.layers.RandomAugmentation} has no gradient: no trainable layer may come before it.
 *   <li>A layer remembers the weights of its first application and is not safe for use by several threads.
 *   <li>{@link polyview.layers.Concatenate} joins the last axis only. Convolutions in 1D, recurrent layers other than {@link
 *       polyview.layers.ConvLSTM2D}, embeddings and constraints on weights are not here.
 *   <li>Layers that take a presence leave missing views out. Between them, a layer that takes none computes with the zeros of missing
 *       views, and a NaN that your own graph puts there reaches the weights of that layer.
 *   <li>TensorFlow's three-dimensional convolution has no gradient, see {@link polyview.layers.Conv3D}.
 * </ul>
 */
package polyview.layers;
