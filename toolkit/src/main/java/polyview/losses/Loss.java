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
public interface Loss {

    /** The name, for messages and reports. */
    String name();

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
     * <p>Example: logits (0, 0) give log 2 = 0.6931 for either label.
     */
    static Loss softmaxCrossEntropy() {
        return new SoftmaxCrossEntropy(Optional.empty());
    }

    /**
     * Cross-entropy for binary labels: {@code log(1 + exp(x)) - x y}, with y in 0 to 1.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both {@code (N, K)} or {@code (N, H, W, C)}, averaged over all axes but
     * the first. It wants logits ({@link #wants()}): an output that ends in a sigmoid, or in no activation.
     *
     * <p>Refused: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}.
     *
     * <p>Example: logit 0 gives log 2 = 0.6931 for either label.
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy(Optional.empty());
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
     * The same loss, with a weight for each class: training minimizes the mean of {@code w[label] loss}.
     *
     * <pre>{@code
     * double[] weights = train.classWeights();   // of a Manifest: 0.5556 and 5 where 90 rows are of class 0, 10 of class 1
     * model.compile(new Adam(), Loss.softmaxCrossEntropy().classWeights(weights), Metric.accuracy());
     * }</pre>
     *
     * <p>As {@code class_weight} in Keras: the sum is divided by the number of samples N, {@code sum(w_i loss_i) / N}, where
     * PyTorch divides by the sum of the weights; and the weights count in training only. So {@code loss} in the history is
     * weighted; {@code val_loss}, evaluation and all metrics are not. Do not compare {@code loss} with {@code val_loss}. With
     * gradient descent, doubling all weights doubles the learning rate; the weights of a manifest average 1 over its rows.
     *
     * <p>In {@link #softmaxCrossEntropy()} weight k is that of class k; in {@link #binaryCrossEntropy()} there are two, of
     * label 0 and of label 1, and labels between them are refused. Where a sample has several labels, such as one for each pixel,
     * each has its own weight. A weight of 0 leaves a class out. If it is called again, the last weights count.
     *
     * <p>Refused: {@code classWeights must not be empty}; {@code classWeights must be finite floats of at least 0, got -1.0
     * for class 1}; {@code classWeights must hold a float above 0, got [0.0, 0.0]}; {@code classWeights must hold one weight
     * for each of the 2 classes of binaryCrossEntropy, got 3}; when the model is compiled {@code classWeights must hold one
     * weight for each of the 3 classes of the output (N, 3), got 2}; in a batch {@code label must be 0 or 1 where classes have
     * weights, got 0.5 at sample 3 of the batch}; {@code classWeights has no meaning with meanSquaredError}.
     *
     * <p>Example: logits (0, 0) for two samples of labels 0 and 1 with weights 0.5 and 2 give (0.5 + 2) log 2 / 2 = 0.8664 in
     * training, and log 2 = 0.6931 in evaluation.
     *
     * @param weights one for each class, in the order of the class indices
     */
    default Loss classWeights(double... weights) {
        throw new IllegalArgumentException("classWeights has no meaning with " + name());
    }
}
