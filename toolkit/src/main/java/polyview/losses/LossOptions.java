package polyview.losses;

/**
 * The options that some losses have. Each gives the same loss with the option set; a loss that does not have it refuses it.
 *
 * <p>Options may be combined in any order: {@code Loss.softmaxCrossEntropy().labelSmoothing(0.1).ignoring(255)}.
 */
public sealed interface LossOptions permits Loss {

    /** The name of the loss, for messages and reports. */
    String name();

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
     * <p>In losses for classes weight k is that of class k; in those for binary labels there are two, of label 0 and of label 1, and
     * labels between them are refused. Where a sample has several labels, such as one for each pixel, each has its own weight. Where
     * targets are probabilities of classes, the most likely class decides. A weight of 0 leaves a class out. If it is called again,
     * the last weights count.
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
        throw noMeaning("classWeights");
    }

    /**
     * The same loss, with targets that are less sure, as {@code label_smoothing} in Keras: of K classes, the target {@code y}
     * becomes {@code (1 - a) y + a / K}; a binary label becomes {@code (1 - a) y + a / 2}. In training and in evaluation; metrics see
     * the labels as they are.
     *
     * <p>Refused: {@code labelSmoothing must lie in [0, 1), got 1.0}; {@code labelSmoothing has no meaning with
     * meanSquaredError}.
     *
     * <p>Example: logits (0, log 3) of label 1 give -log(3/4) = 0.2877, and with a smoothing of 0.2 they give {@code -0.9
     * log(3/4) - 0.1 log(1/4) = 0.3975}.
     *
     * @param amount a, 0 for none
     */
    default Loss labelSmoothing(double amount) {
        throw noMeaning("labelSmoothing");
    }

    /**
     * The same loss for targets that hold a probability for each class, such as one-hot vectors, in place of a class index: {@code
     * CategoricalCrossentropy} of Keras. Targets have the shape of the output.
     *
     * <p>Refused: {@code target probability must lie in [0, 1], got 2.0 at sample 3 of the batch}; {@code target probabilities of a
     * sample must sum to 1, got 0.5 at sample 3 of the batch}; {@code targetProbabilities has no meaning with binaryCrossEntropy}.
     *
     * <p>Example: logits (0, 0) and the target (0.3, 0.7) give log 2 = 0.6931.
     */
    default Loss targetProbabilities() {
        throw noMeaning("targetProbabilities");
    }

    /**
     * The same loss, where positions with this target do not count, such as pixels that nobody has labelled: the mean is that over the
     * positions of the batch that count, as {@code ignore_index} in PyTorch and {@code ignore_class} in Keras. {@code Double.NaN}
     * stands for a target that is not a number.
     *
     * <p>A batch in which nothing counts has loss 0 and no gradient. {@code loss} and {@code val_loss} of a model with one output are
     * means over all positions that count; with several outputs each batch counts by its samples. Metrics get the positions that
     * count, one after another: scores {@code (M)} or {@code (M, K)} and targets {@code (M)}. With {@link #classWeights} the sum is
     * divided by the number of positions that count, not by their weights.
     *
     * <p>Refused: {@code ignoring(Infinity): the target must be a float or NaN}; {@code ignoring has no meaning with
     * cosineSimilarity}; when the model is compiled {@code nWayAccuracy needs all samples in their order, and the loss leaves out
     * those with target -1.0}.
     *
     * <p>Example: of the errors 1, 2 and 3 of mean squared error with targets (5, -1, 7), {@code ignoring(-1)} gives (1 + 9) / 2 = 5.
     */
    default Loss ignoring(double target) {
        throw noMeaning("ignoring");
    }

    /**
     * The same loss, told what the output holds: logits (true) or probabilities (false). Needed only where the last layers do not
     * show it; see {@link Loss#wants()}.
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
        Loss loss = (Loss) this;
        if (!loss.task().isClassification()) {
            throw noMeaning("fromLogits");
        }
        return new FromLogitsLoss(loss, logits);
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
        return new WeightedLoss((Loss) this);
    }

    private IllegalArgumentException noMeaning(String option) {
        return new IllegalArgumentException(option + " has no meaning with " + name());
    }
}
