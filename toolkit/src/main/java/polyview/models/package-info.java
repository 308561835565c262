/**
 * Models: networks of layers, the programs they are compiled to, and the engine that runs a program.
 *
 * <p>What training plugs in is known here only by its contracts: {@link polyview.models.Objective} for losses, {@link
 * polyview.models.Score} for metrics, {@link polyview.models.UpdateRule} for optimizers and {@link
 * polyview.models.Trainer} for the loop. Nothing here knows training, plots or notebooks.
 *
 * <p>Compile runs in stages, each a class: forward graph, {@link polyview.models.GraphRule}s that rewrite it, gradients,
 * update, {@link polyview.models.Program}.
 *
 * <p>Two kinds of files: {@link polyview.models.Model#save} writes a model that predicts without its classes, {@link
 * polyview.models.Model#saveWeights} the weights and the state of a training that is to go on.
 *
 * <p>A program runs right on machines with and without oneDNN: convolutions in groups with their gradients, and the gradient
 * of average pooling with a window larger than the image, are put in another form where the machine cannot do them,
 * also in layers of one's own. That does not reach into the backward of a {@link polyview.layers.GradientFunction}.
 *
 * <p>Limits: outputs are compared with targets of 32-bit floats; a model runs in one session on one machine; layers are shared
 * between models by declaration, not by value.
 */
package polyview.models;
