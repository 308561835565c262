/**
 * Losses: what training minimizes, one open interface {@link polyview.losses.Loss} and a file for each kind.
 *
 * <p>A loss says what its targets are ({@link polyview.losses.Task}) and which of them it takes ({@link
 * polyview.losses.TargetRange}); nothing is guessed from its name. This package does not depend on models or training.
 *
 * <p>Unbalanced classes: a loss takes a weight for each class ({@link polyview.losses.Loss#classWeights}), as {@code
 * class_weight} does in Keras, and a manifest computes weights with which all classes count the same.
 *
 * <p>Limits: targets are 32-bit floats; a loss must depend on one sample at a time, or its mean depends on the batch size.
 */
package polyview.losses;
