/**
 * Models: networks of layers, the programs they are compiled to, and the engine that runs a program.
 *
 * <p>A model is compiled with an {@link polyview.optimizers.Optimizer}, and with a {@link polyview.losses.Loss} and {@link
 * polyview.metrics.Metric}s for each output. The loop is known here only by its contract, {@link polyview.models.Trainer}. Nothing here knows training, plots or notebooks.
 *
 * <p>Compile runs in stages, each a class: forward graph, {@link polyview.rules.GraphRule}s that rewrite it, gradients,
 * update, {@link polyview.models.Program}.
 *
 * <p>Two kinds of files: {@link polyview.models.Model#save} writes a model that predicts without its classes, {@link
 * polyview.models.Model#saveWeights} the weights and the state of a training that is to go on.
 *
 * <p>A program runs right on machines with and without oneDNN: convolutions in groups with their gradients, and the gradient
 * of average pooling with a window larger than the image, are put in another form where the machine cannot do them,
 * also in layers of one's own. That does not reach into the backward of a {@link polyview.ops.GradientFunction}.
 *
 * <p>Limits: outputs are compared with targets of 32-bit floats; a model runs in one session on one machine; layers are shared
 * between models by declaration, not by value.
 */
package polyview.models;
