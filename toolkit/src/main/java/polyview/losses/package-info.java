/**
 * Losses: what training minimizes, one open interface {@link polyview.losses.Loss} and a file for each kind.
 *
 * <p>A loss says what its targets are ({@link polyview.losses.Task}) and which of them it takes ({@link
 * polyview.losses.TargetRange}); nothing is guessed from its name. This package does not depend on models or training, but may use {@code
 * polyview.ops}.
 *
 * <table>
 *   <caption>The losses</caption>
 *   <tr><th>targets</th><th>losses</th></tr>
 *   <tr><td>numbers</td><td>{@code meanSquaredError}, {@code meanAbsoluteError}, {@code huber}, {@code logCosh}, {@code
 *     cosineSimilarity}</td></tr>
 *   <tr><td>binary labels</td><td>{@code binaryCrossEntropy}, {@code binaryFocalCrossEntropy}</td></tr>
 *   <tr><td>classes</td><td>{@code softmaxCrossEntropy}, {@code softmaxFocalCrossEntropy}</td></tr>
 *   <tr><td>masks</td><td>{@code dice}, {@code iou}, {@code tversky}</td></tr>
 *   <tr><td>images</td><td>{@code ssim}, {@code multiScaleSsim}, {@code normalizedCrossCorrelation}</td></tr>
 *   <tr><td>several images of one thing</td><td>{@code imageFusion}</td></tr>
 *   <tr><td>points in two images</td><td>{@code targetRegistrationError}</td></tr>
 *   <tr><td>which belong together</td><td>{@code contrastive}, {@code batchContrastive}, {@code triplet}, {@code ntXent}</td></tr>
 * </table>
 *
 * <p>What counts more or not at all: weights of classes ({@link polyview.losses.Loss#classWeights}), which a manifest can compute;
 * weights of samples ({@link polyview.losses.Loss#sampleWeights}), which come with the data; targets that are left out ({@link
 * polyview.losses.Loss#ignoring}).
 *
 * <p>Limits: targets are 32-bit floats. A loss should depend on one sample at a time, or its mean depends on the batch size, as that of
 * {@code batchContrastive}, {@code triplet} and {@code ntXent} does. Masks and images take no {@code ignoring}. Weights of samples are numbers of samples, not of
 * pixels.
 */
package polyview.losses;
