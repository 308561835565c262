/**
 * Ops of TensorFlow, mended: functions that add ops with right values and gradients to a graph, where TensorFlow Java's own are
 * wrong, have no gradient or crash the JVM; and the way to give any function a gradient of one's own.
 *
 * <ul>
 *   <li>{@link polyview.ops.Convolutions}: dilated, strided, depthwise and explicitly padded convolutions
 *   <li>{@link polyview.ops.MathOps}: {@code xlogy}, {@code xdivy}, {@code euclideanNorm}, {@code sparseSoftmaxCrossEntropy}
 *   <li>{@link polyview.ops.GradientFunction}: a function with a gradient that is written by hand, an op of one's own
 * </ul>
 *
 * <p>All take TensorFlow's {@code Ops} first, as {@code c.tf()} in the {@code call} of a layer, so they serve layers, losses,
 * activations and graphs without any model.
 *
 * <p>Here may live what adds ops to a graph and needs nothing but operands and plain options. What has weights is a layer; what
 * changes a graph that is there is a rule of {@code polyview.models}. This package knows {@code polyview.base} alone.
 *
 * <p>Limits:
 *
 * <ul>
 *   <li>32-bit floats only, images as NHWC.
 *   <li>An op that already has a gradient in TensorFlow cannot be given another one: {@link polyview.ops.GradientFunction} puts one
 *       op behind the function instead. It does not work on Windows, and has no second derivatives; the other functions here work
 *       everywhere.
 *   <li>What differs with the machine, as convolutions in groups and wide average pools without oneDNN, is mended when a model is
 *       loaded, see {@code polyview.models}; a graph of one's own is not.
 *   <li>Not mended: three-dimensional convolutions, {@code topK}, {@code imageProjectiveTransformV3}, {@code conv2dBackpropInput}.
 * </ul>
 */
package polyview.ops;
