package polyview.losses;

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
 * it; example, the Huber loss of numbers, {@code d^2 / 2} where {@code |d| < 1}, else {@code |d| - 1/2}:
 *
 * <pre>{@code
 * record Huber() implements Loss {
 *     public String name() { return "huber"; }
 *     public Task task() { return Task.NUMBERS; }
 *     public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
 *         Operand<TFloat32> d = tf.math.abs(tf.math.sub(scores, targets));
 *         Operand<TFloat32> near = tf.math.minimum(d, tf.constant(1f));   // near (d - near / 2) is both cases in one
 *         return LossOps.meanOverPositions(tf, tf.math.mul(near, tf.math.sub(d, tf.math.mul(near, tf.constant(0.5f)))));
 *     }
 * }
 * model.compile(new Adam(), new Huber(), Metric.meanAbsoluteError());
 * }</pre>
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
     * The same loss, told what the output holds: logits (true) or probabilities (false). Needed only where the last layers do not
     * show it; see {@link #wants()}.
     *
     * <pre>{@code
     * var both = new Average().apply(sigmoidOfLeft, sigmoidOfRight);   // late fusion: probabilities
     * new Model(List.of(left, right), both).compile(new Adam(), Loss.binaryCrossEntropy().fromLogits(false), Metric.accuracy());
     * }</pre>
     *
     * <p>Refused when the model is compiled, where the last layers show the opposite: {@code fromLogits(true) is wrong: output
     * dense ends in a sigmoid, so it holds probabilities}. Refused when a batch is run: numbers that are no probabilities ({@code
     * probabilities must lie in [0, 1]: fromLogits(false) is wrong}; {@code probabilities of a sample must sum to 1:
     * fromLogits(false) is wrong}). Refused: {@code fromLogits has no meaning with meanSquaredError}.
     *
     * <p>Example: probability 0.8 of a label 1 gives -log 0.8 = 0.2231.
     */
    default Loss fromLogits(boolean logits) {
        if (!task().isClassification()) {
            throw new IllegalArgumentException("fromLogits has no meaning with " + name());
        }
        return new FromLogitsLoss(this, logits);
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

    /**
     * The same loss, with a weight for each sample that comes with the data, as {@code sample_weight} in Keras: {@code sum(w_i
     * loss_i) / N}, in training and in evaluation. Metrics do not see the weights.
     *
     * <pre>{@code
     * model.compile(new Adam(), Loss.softmaxCrossEntropy().sampleWeights(), Metric.accuracy());
     * model.fit(train.weighted(weights), Fit.epochs(10));
     * }</pre>
     *
     * <p>The weights are one more target {@code (N)} of the data, behind those of the outputs, in the order of the outputs whose losses
     * have them; {@link polyview.data.Dataset#weighted} adds it. Validation and evaluation need it too.
     *
     * <p>Refused: data without weights ({@code the model has 2 targets [dense, dense sample weight], the data has 1}); in a batch
     * {@code sample weight must be a finite number of at least 0, got -1.0 at sample 3 of the batch}.
     */
    default Loss sampleWeights() {
        return new WeightedLoss(this);
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
     * <p>Refused: {@code label must be one of the classes 0 to 9, got 10.0 at sample 3 of the batch}.
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
     * <p>Refused: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}.
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
     * <p>The gradient where x equals y is 0. Example: (1, 2) against (1, 4) gives 1.
     */
    static Loss meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /**
     * The Huber loss, for numbers: {@code d^2 / 2} of an error {@code d = |x - y|} up to delta, beyond it {@code delta (d - delta /
     * 2)}; shapes as {@link #meanSquaredError()}. The same as {@code Huber} in Keras, delta is 1 there where nothing is said.
     *
     * <p>Refused: {@code delta must be positive, got 0.0}.
     *
     * <p>Example: (1, 2) against (1, 4) gives (0 + 1.5) / 2 = 0.75 with delta 1.
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
     * <p>Refused: what {@link #binaryFocalCrossEntropy(double, double)} refuses.
     *
     * <p>Example: logits (0, 0) give 0.25 (1/2)^2 log 2 = 0.0433 with gamma 2 and alpha 0.25.
     */
    static Loss softmaxFocalCrossEntropy(double gamma, double alpha) {
        return new SoftmaxFocalCrossEntropy(new Focus(gamma), alpha, SoftmaxTargets.INDICES, Optional.empty());
    }
}
