/**
 * Corrected ops: functions that add ops with correct values and gradients to a graph, where TensorFlow Java's own are wrong, have
 * no gradient or crash the JVM; and a way to give any function a gradient of your own.
 *
 * <ul>
 *   <li>{@link polyview.ops.Convolutions}: dilated, strided, depthwise and explicitly padded convolutions
 *   <li>{@link polyview.ops.MathOps}: {@code xlogy}, {@code xdivy}, {@code euclideanNorm}, {@code sparseSoftmaxCrossEntropy}
 *   <li>{@link polyview.ops.Sampling}: bilinear values of images at any positions, in place of {@code imageProjectiveTransformV3}
 *   <li>{@link polyview.ops.GradientFunction}: a function with a hand-written gradient, your own op
 * </ul>
 *
 * <p>All take TensorFlow's {@code Ops} first, as {@code c.tf()} in the {@code call} of a layer, so they serve layers, losses,
 * activations and graphs without any model.
 *
 * <p>This is the place for functions that add ops to a graph and need only operands and plain options. A function with weights is
 * a layer; a change of an existing graph is a rule of {@code polyview.models}. This package depends only on {@code polyview.base}.
 *
 * <p>Limits:
 *
 * <ul>
 *   <li>32-bit floats only, images as NHWC.
 *   <li>An op that already has a gradient in TensorFlow cannot be given another one: {@link polyview.ops.GradientFunction} puts one
 *       op behind the function instead. It does not work on Windows, and has no second derivatives; the other functions here work
 *       everywhere.
 *   <li>Ops that depend on the machine, such as grouped convolutions and wide average pools without oneDNN, are corrected when a
 *       model is loaded, see {@code polyview.models}, but not in your own graph.
 *   <li>Not corrected: three-dimensional convolutions, {@code topK}, {@code imageProjectiveTransformV3}, {@code
 *       conv2dBackpropInput}.
 * </ul>
 */
package polyview.ops;
