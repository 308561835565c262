package polyview.losses;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Settings;

/**
 * A loss: one number for each sample; training minimizes their mean over a batch.
 *
 * <p>The losses of the toolkit are the static methods here. A loss of your own needs a name, a task, and the ops that compute
 * it; one that is a mean over numbers, labels or pixels is best a {@link PositionLoss}, whose example is such a loss.
 *
 * <p>The graph of the model holds the loss: a {@link polyview.models.Program} that was written to a file trains in a process
 * that does not have the class.
 */
public non-sealed interface Loss extends LossOptions {

    /** What the targets are; it decides which metrics have a meaning. */
    Task task();

    /**
     * The shape of one sample's target, without the batch dimension, for an output of this shape. By default it is that of the
     * output, and one number {@code ()} for an output {@code (N, 1)}.
     *
     * <p>Throws where the loss cannot use such an output.
     *
     * @param output the output's shape, batch dimension first
     */
    default Shape targetShape(Shape output) {
        return LossOps.oneNumberOrAll(output);
    }

    /**
     * Which numbers a target may be, checked in each batch before a step; by default any finite number.
     *
     * @param output the output's shape, batch dimension first
     */
    default TargetRange targets(Shape output) {
        return TargetRange.finite();
    }

    /**
     * The form of the scores that {@link #perSample} gets; by default {@link ScoreForm#OUTPUT}, the output as it is.
     *
     * <p>A loss that wants logits gets the input of the sigmoid or the softmax where the output ends in one, which is exact even
     * where these underflow. Other probabilities, such as a mean of two sigmoids, are converted by {@code log(p / (1 - p))} or
     * {@code log p}, with p kept {@code 2^-23} away from 0 and 1. A loss that wants probabilities gets the sigmoid or the softmax
     * of logits.
     *
     * <p>What an output holds is known where it ends in a sigmoid or a softmax (probabilities), or in a dense layer or a
     * convolution without an activation (logits); layers that only change its shape may follow. In all other cases {@link
     * #fromLogits(boolean)} must say it. Refused when the model is compiled: {@code loss binaryCrossEntropy must know whether
     * output average holds logits or probabilities, which its last op Mul does not tell: say fromLogits(true) or
     * fromLogits(false)}; {@code loss softmaxCrossEntropy is for classes, and output dense ends in a sigmoid: take a softmax, or
     * no activation}; {@code output dense ends in a softmax over one number, which is always 1: take a sigmoid, or more units}.
     */
    default ScoreForm wants() {
        return ScoreForm.OUTPUT;
    }

    /**
     * Whether the output holds logits (true) or probabilities (false), as told by {@link #fromLogits(boolean)}; empty by default.
     */
    default Optional<Boolean> fromLogits() {
        return Optional.empty();
    }

    /**
     * The loss of each sample, as evaluation sees it: {@code (N, ...) and targets -> (N)}.
     *
     * <p>Where the output is {@code (N, 1)} and the targets are {@code (N)}, the scores come as {@code (N)} too, so that nothing
     * is broadcast to {@code (N, N)}. Refused when the model is compiled: {@code loss huber must give one number for each sample,
     * (N), got (N, 4)}.
     */
    Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);

    /**
     * The loss of each sample in a training step, from which the gradients come.
     *
     * <p>By default it is {@link #perSample}; it differs where some samples count more in training than in evaluation.
     */
    default Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return perSample(tf, scores, targets);
    }

    /** Whether the data must bring weights of samples; see {@link #sampleWeights()}. */
    default boolean hasSampleWeights() {
        return false;
    }

    /** The settings by name, for reports; by default the components of a record. */
    default Map<String, String> settings() {
        return Settings.ofRecord(this);
    }

    /**
     * Cross-entropy for classes, given as indices: {@code -log softmax(x)[label]}.
     *
     * <p>Output {@code (N, K)}, targets {@code (N)}; or {@code (N, H, W, K)} and {@code (N, H, W)}, averaged over the
     * positions. It wants logits ({@link #wants()}): an output that ends in a softmax, or in no activation.
     *
     * <p>Refused: {@code label must be one of the classes 0 to 9, got 10.0 at sample 3 of the batch}; {@code target kind must have shape (N),
     * got (N, 10): softmaxCrossEntropy takes class indices, and one-hot targets with targetProbabilities()}.
     *
     * <p>Options: {@link #classWeights}, {@link #labelSmoothing}, {@link #targetProbabilities}, {@link #ignoring}.
     *
     * <p>Example: logits (0, 0) give log 2 = 0.6931 for either label.
     */
    static Loss softmaxCrossEntropy() {
        return new SoftmaxCrossEntropy(SoftmaxTargets.INDICES, Optional.empty());
    }

    /**
     * Cross-entropy for binary labels: {@code log(1 + exp(x)) - x y}, with y in 0 to 1.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both {@code (N, K)} or {@code (N, H, W, C)}, averaged over all axes but
     * the first. It wants logits ({@link #wants()}): an output that ends in a sigmoid, or in no activation.
     *
     * <p>Refused: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}; class indices for K labels, by the data and not by the
     * model, which may mean K labels: {@code target kind must have shape (N, 10), got (N): binaryCrossEntropy takes a yes or no for each of 10
     * labels, and softmaxCrossEntropy class indices}.
     *
     * <p>Options: {@link #classWeights}, {@link #labelSmoothing}, {@link #ignoring}.
     *
     * <p>Example: logit 0 gives log 2 = 0.6931 for either label.
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy(0, Optional.empty());
    }

    /**
     * The squared error, for numbers: {@code (x - y)^2}, averaged over all axes but the first.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both of one shape.
     *
     * <p>Example: (1, 2) against (1, 4) gives 2.
     */
    static Loss meanSquaredError() {
        return new MeanSquaredError();
    }

    /**
     * The absolute error, for numbers: {@code |x - y|}, averaged over all axes but the first; shapes as {@link #meanSquaredError()}.
     *
     * <p>Example: (1, 2) against (1, 4) gives 1.
     */
    static Loss meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /**
     * The Huber loss, for numbers: {@code d^2 / 2} of an error {@code d = |x - y|} up to delta, beyond it {@code delta (d - delta /
     * 2)}; shapes as {@link #meanSquaredError()}. The same as {@code Huber} in Keras, delta is 1 there where nothing is said.
     *
     * <p>Refused: {@code delta must be positive, got 0.0}. Example: (1, 2) against (1, 4) gives (0 + 1.5) / 2 = 0.75 with delta 1.
     */
    static Loss huber(double delta) {
        return new Huber(delta);
    }

    /**
     * The logarithm of the hyperbolic cosine of the error, for numbers: {@code log cosh(x - y)}, which is about {@code d^2 / 2} near
     * 0 and {@code |d| - log 2} far out; shapes as {@link #meanSquaredError()}.
     *
     * <p>Example: (1, 2) against (1, 4) gives log cosh(2) / 2 = 0.6625.
     */
    static Loss logCosh() {
        return new LogCosh();
    }

    /**
     * Minus the cosine of the angle between output and target, vectors along the last axis: -1 for the same direction, 0 for a right
     * angle, 1 for the opposite. The sign is that of Keras, so that smaller is better; PyTorch's function of this name has the
     * other one.
     *
     * <p>Output and targets {@code (N, K)} or {@code (N, ..., K)}, averaged over the positions. A vector of length below 1e-6 is not
     * stretched to length 1, so (0, 0) gives 0.
     *
     * <p>Refused: {@code cosineSimilarity needs an output (N, ..., K) of at least 2 numbers, got (N, 1)}.
     *
     * <p>Example: (3, 4) against (1, 0) gives -0.6.
     */
    static Loss cosineSimilarity() {
        return new CosineSimilarity();
    }

    /** The same as {@link #binaryFocalCrossEntropy(double, double)}, where yes and no count the same. */
    static Loss binaryFocalCrossEntropy(double gamma) {
        return new BinaryFocalCrossEntropy(new Focus(gamma), Optional.empty(), 0, Optional.empty());
    }

    /**
     * Binary cross-entropy that counts what is decided well less: {@code a (1 - p)^gamma (-log p)}, where p is the probability of
     * the right answer, and a is alpha for yes and {@code 1 - alpha} for no. Shapes and options as {@link #binaryCrossEntropy()}.
     *
     * <p>As {@code BinaryFocalCrossentropy} in Keras, with {@code apply_class_balancing=True}; its gamma is 2 and its alpha 0.25 where
     * nothing is said.
     *
     * <p>Refused: {@code gamma must not be negative, got -1.0}; {@code alpha must lie in [0, 1], got 2.0}.
     *
     * <p>Example: logit 0 of label 1 gives 0.25 (1/2)^2 log 2 = 0.0433 with gamma 2 and alpha 0.25.
     */
    static Loss binaryFocalCrossEntropy(double gamma, double alpha) {
        return new BinaryFocalCrossEntropy(new Focus(gamma), Optional.of(alpha), 0, Optional.empty());
    }

    /**
     * Cross-entropy for classes that counts what is decided well less: {@code alpha (1 - p)^gamma (-log p)}, where p is the
     * probability of the right class. Shapes and options as {@link #softmaxCrossEntropy()}.
     *
     * <p>As {@code CategoricalFocalCrossentropy} in Keras, whose gamma is 2 and alpha 0.25 where nothing is said; alpha is a factor
     * of the whole loss. Where targets are probabilities or smoothed, it is the sum over the classes, {@code alpha sum(y_k (1 -
     * p_k)^gamma (-log p_k))}.
     *
     * <p>Example: logits (0, 0) give 0.25 (1/2)^2 log 2 = 0.0433 with gamma 2 and alpha 0.25.
     */
    static Loss softmaxFocalCrossEntropy(double gamma, double alpha) {
        return new SoftmaxFocalCrossEntropy(new Focus(gamma), alpha, SoftmaxTargets.INDICES, Optional.empty());
    }

    /** 1 minus the Dice coefficient of masks, see {@link OverlapLoss}: {@code Loss.dice().ofClasses()} for several classes. */
    static OverlapLoss dice() {
        return new OverlapLoss("dice", 0.5, 0.5, 0.5, false, List.of());
    }

    /** 1 minus the intersection over union of masks, also called the Jaccard index, see {@link OverlapLoss}. */
    static OverlapLoss iou() {
        return new OverlapLoss("iou", 1, 1, 1, false, List.of());
    }

    /** 1 minus the Tversky index of masks, see {@link OverlapLoss}: a beta above alpha finds more, with more false alarms. */
    static OverlapLoss tversky(double alpha, double beta) {
        return new OverlapLoss("tversky", alpha, beta, 1, false, List.of());
    }

    /** 1 minus the structural similarity of images, see {@link StructuralSimilarity}; {@code maxValue} is 1 for pixels in 0..1. */
    static Loss ssim(double maxValue) {
        return new StructuralSimilarity(maxValue, List.of());
    }

    /**
     * 1 minus the structural similarity over scales, see {@link StructuralSimilarity}. The usual five scales, with weights 0.0448, 0.2856,
     * 0.3001, 0.2363 and 0.1333, where none are given; they need images of 176 x 176 pixels and more.
     */
    static Loss multiScaleSsim(double maxValue, double... scaleWeights) {
        return new StructuralSimilarity(
                maxValue,
                scaleWeights.length == 0
                        ? StructuralSimilarity.FIVE_SCALES
                        : Arrays.stream(scaleWeights).boxed().toList());
    }

    /**
     * 1 minus the correlation of the pixels of two images {@code (N, H, W, C)}, over each channel of the whole image, averaged over the
     * channels: 0 for images that differ in brightness and contrast only, 2 for the negative. An image of one colour correlates 0.
     *
     * <p>Refused: {@code normalizedCrossCorrelation needs images (N, H, W, C), got (N, 3)}.
     */
    static Loss normalizedCrossCorrelation() {
        return new NormalizedCrossCorrelation();
    }

    /**
     * How little one gray image shows of what several show, which are its targets: structure, gradient and intensity, see {@link
     * ImageFusion}. The weights are 1, 10 and 1 where nothing else is said; {@code maxValue} is 1 for pixels in 0..1.
     *
     * <p>Refused: {@code sources must be positive, got 0}. Example: {@code Loss.imageFusion(2, 1).gradient(20)}.
     */
    static ImageFusion imageFusion(int sources, double maxValue) {
        return new ImageFusion(sources, maxValue, 1, 10, 1);
    }

    /**
     * How far points are moved beside their partners by a field: the mean over a sample's points of {@code |p + field[p] - q|}, in pixels,
     * where q in the moving image is the same point as p in the fixed one.
     *
     * <p>Output: the field {@code (N, H, W, 2)} of a {@link polyview.layers.DenseWarp}, displacements down and to the right. Targets {@code
     * (N, P, 4)}: row and column of p, then row and column of q, in pixels from the middle of the first one; a sample with fewer points
     * repeats some. Between pixels the field is bilinear, outside it is that of the nearest pixel. {@link
     * polyview.metrics.Metric#targetRegistrationError()} is the same number for all points of a pass.
     *
     * <p>Refused: {@code targetRegistrationError needs a field (N, H, W, 2), got (N, 3)}.
     *
     * <p>Example: a field that is (0, 2) everywhere moves (5, 5) to (5, 7), which is 5 pixels from (8, 11).
     */
    static Loss targetRegistrationError() {
        return new PointDistance();
    }

    /**
     * The contrastive loss of pairs: {@code y d^2 + (1 - y) max(0, margin - d)^2}, where d is the distance of the two, which the model
     * puts out, {@code (N, 1)}, and y is 1 for a pair that belongs together, 0 for one that does not (Hadsell et al. 2006). For a model
     * that puts out embeddings {@link #batchContrastive} forms the pairs.
     *
     * <p>Refused: {@code margin must be positive, got 0.0}; {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}.
     *
     * <p>Example: with margin 1 a distance of 0.25 costs 0.0625 together and 0.5625 apart.
     */
    static Loss contrastive(double margin) {
        return new Contrastive(margin);
    }

    /**
     * The contrastive loss of embeddings, over all pairs of a batch: the mean over the pairs of {@code d^2} where the two have one label,
     * and of {@code max(0, margin - d)^2} where they have different ones, with their Euclidean distance d. It is {@link #contrastive} of
     * all pairs that M embeddings have (Hadsell, Chopra and LeCun 2006, whose factors of 1/2 are left out): {@code 2 / (M (M - 1))
     * sum_{i < j} (y d(i, j)^2 + (1 - y) max(0, margin - d(i, j))^2)}, with y 1 for one label and 0 for two.
     *
     * <p>All pairs count the same, those that cost nothing any more too. In a batch of P classes and K samples of each {@code (K - 1) /
     * (P K - 1)} of them have one label: a larger P drives classes apart, a larger K draws each together. Two means, one of each kind, would
     * weigh the few pairs of one class as much as all others, and draw classes to points. {@code ContrastiveLoss} of
     * pytorch-metric-learning is another function: it takes the distances in place of their squares, and sums two means, over the pairs
     * of each kind that cost something.
     *
     * <p>Output {@code (N, E)}, or {@code (N, V, E)} with V views of each sample, which are all embeddings with the sample's label;
     * targets {@code (N)}: a whole number for each sample, the same for those that belong together. Embeddings may have any length; where
     * they are to have length 1, end the model so, with {@link LossOps#unit} in a layer of your own, and a margin below 2.
     *
     * <p>As {@link TripletLoss} it depends on the whole batch, so a batch must hold samples that belong together, as those of {@link
     * polyview.data.Dataset#classBatches} do; all distances are computed at once, {@code (N V)^2 E} numbers. A batch without pairs of one
     * kind is the mean over those of the other, one of a single embedding costs 0. The gradient of a pair is 0 where its distance is: two
     * equal embeddings with different labels cost {@code margin^2} and are not driven apart, as there is no direction.
     *
     * <p>Refused: {@code margin must be positive, got 0.0}; when the model is compiled {@code batchContrastive needs embeddings (N, E) or
     * views of them (N, V, E), got (N, 4, 4, 8)}; in a batch {@code label must be a whole number from 0 to 16777215, got 0.5 at sample 3
     * of the batch}.
     *
     * <p>Example: embeddings 0, 1 and 3 with labels 0, 0 and 1 and a margin of 4 give {@code (1^2 + (4 - 3)^2 + (4 - 2)^2) / 3 = 2}.
     *
     * <pre>{@code
     * var batches = train.classBatches(8, 4);
     * model.compile(new Adam(1e-3), Loss.batchContrastive(2), Metric.recallAt(1));
     * model.fit(batches, Fit.epochs(20).batchSize(batches.batchSize()).validation(valid));
     * }</pre>
     */
    static Loss batchContrastive(double margin) {
        return new BatchContrastive(margin);
    }

    /**
     * The triplet loss of embeddings, see {@link TripletLoss}: the mean over all triplets of a batch that still cost something; {@code hard()}
     * and {@code semiHard()} choose. With triplets that cost 2 and 0 it is 2, not 1: it does not fall because more triplets are done.
     */
    static TripletLoss triplet(double margin) {
        return new TripletLoss(margin, TripletLoss.Mining.ALL);
    }

    /**
     * The normalized, temperature-scaled cross-entropy of embeddings (SimCLR): {@code -log(exp(s(i, j) / t) / sum_k exp(s(i, k) / t))}
     * with the cosine s, over the positives j of each i, which have its label, and all others k; averaged over the positives, then over
     * all embeddings that have one. With several positives it is the supervised contrastive loss (Khosla et al. 2020).
     *
     * <p>Output {@code (N, E)}, or {@code (N, V, E)} with V views of each sample, which are positives of each other; targets {@code
     * (N)}: different numbers for samples that do not belong together. As {@link TripletLoss} it depends on the whole batch.
     *
     * <p>Refused: {@code temperature must be positive, got 0.0}; {@code ntXent needs embeddings (N, E) or views of them (N, V, E), with
     * at least 2 numbers, got (N, 1)}.
     *
     * <p>Example: (1, 0), (1, 0) and (0, 1) with labels 0, 0 and 1 give log(1 + 1/e) = 0.3133 at temperature 1.
     */
    static Loss ntXent(double temperature) {
        return new NtXent(temperature);
    }
}
