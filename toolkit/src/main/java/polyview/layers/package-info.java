/**
 * Layers: what declares weights and adds ops to a graph.
 *
 * <p>A new layer is one small class here and one entry in the battery of tests. Nothing here knows models, training, plots or
 * notebooks; of the data package only the array type is used.
 *
 * <p>Limits: all values are 32-bit floats and images are NHWC; the batch dimension is always unknown while a network is put
 * together. Gradients written in Java cannot be registered on Windows, see {@link polyview.layers.GradientFunction}.
 */
package polyview.layers;
