package polyview.training;

import java.util.Optional;
import polyview.models.Objective;

/** What training makes small; each is the mean over the samples of a batch. */
public sealed interface Loss extends Objective permits ClassLoss, MeanSquaredError {

    /**
     * For classes given as indices: {@code -log softmax(x)[label]}.
     *
     * <p>Output {@code (N, K)}, targets {@code (N)}; or {@code (N, H, W, K)} and {@code (N, H, W)}, averaged over the
     * positions. The output holds any numbers (logits); where it ends in a softmax, what came before it is used, which is
     * exact where the softmax underflows.
     *
     * <p>Refused: {@code label must be one of the classes 0 to 9, got 10.0 at sample 3 of the batch}.
     *
     * <p>Example: logits (0, 0) give log 2 = 0.6931 for either label.
     */
    static Loss softmaxCrossEntropy() {
        return new SoftmaxCrossEntropy(Optional.empty());
    }

    /**
     * For yes or no: {@code log(1 + exp(x)) - x y}, with y in 0 to 1.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both {@code (N, K)} or {@code (N, H, W, C)}, averaged over all
     * but the samples. The output holds any numbers (logits); where it ends in a sigmoid, what came before it is used.
     *
     * <p>Refused: {@code label must lie in [0, 1], got 2.0 at sample 3 of the batch}.
     *
     * <p>Example: logit 0 gives log 2 = 0.6931 for either label.
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy(Optional.empty());
    }

    /**
     * For numbers: {@code (x - y)^2}, averaged over all but the samples.
     *
     * <p>Output {@code (N, 1)} and targets {@code (N)}, or both of one shape.
     *
     * <p>Example: (1, 2) against (1, 4) gives 2.
     */
    static Loss meanSquaredError() {
        return new MeanSquaredError();
    }

    /**
     * The same loss, with a weight for each class: training makes the mean of {@code w[label] loss} small.
     *
     * <pre>{@code
     * double[] weights = train.classWeights();   // of a Manifest: 0.5556 and 5 where 90 rows are of class 0, 10 of class 1
     * model.compile(new Adam(), Loss.softmaxCrossEntropy().classWeights(weights), Metric.accuracy());
     * }</pre>
     *
     * <p>As {@code class_weight} in Keras: the sum is divided by the number of samples N, {@code sum(w_i loss_i) / N}, where
     * PyTorch divides by the sum of the weights; and the weights count in training alone. So {@code loss} in the history has
     * them, {@code val_loss}, evaluation and all metrics have not, and {@code loss} and {@code val_loss} cannot be compared.
     * With gradient descent, weights twice as large act as twice the learning rate; those of a manifest average 1 over its
     * rows.
     *
     * <p>In {@link #softmaxCrossEntropy()} weight k is that of class k; in {@link #binaryCrossEntropy()} there are two, of
     * label 0 and of label 1, and labels between them are refused. Where a sample has several labels, as one for each pixel,
     * the loss of each gets the weight of its own. A weight of 0 leaves a class out. Called again, the last weights count.
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
    Loss classWeights(double... weights);
}
