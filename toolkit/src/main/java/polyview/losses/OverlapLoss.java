package polyview.losses;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * A loss for masks: 1 minus the overlap of what is predicted and what is there, for each sample and class, averaged over the classes.
 * {@link Loss#dice()}, {@link Loss#iou()} and {@link Loss#tversky} make it.
 *
 * <p>With probabilities p and masks y, {@code TP = sum(p y)}, {@code FP = sum(p (1 - y))} and {@code FN = sum((1 - p) y)} over the
 * pixels of a sample, the overlap is {@code (TP + s) / (TP + alpha FP + beta FN + s)}: the Tversky index. Alpha and beta of 1/2 make
 * it the Dice coefficient, {@code (2 TP + 2 s) / (sum p + sum y + 2 s)}, and 1 the intersection over union. The smoothing s is 1/2
 * for Dice and 1 for the others where nothing is said, so that a class that neither is there nor is predicted costs nothing.
 *
 * <p>Of binary masks: an output {@code (N, ..., C)} with targets of the same shape, each channel a mask of its own. {@link
 * #ofClasses}: an output {@code (N, ..., K)} with class indices {@code (N, ...)}. It wants probabilities ({@link Loss#wants()}).
 * Keras' {@code Dice} and {@code Tversky} sum over the whole batch; here each sample counts the same.
 *
 * <p>Options: {@link #smoothing}, {@link #ofClasses}, and then {@link #classWeights}, with which training minimizes the mean of {@code
 * w_k loss_k} over the classes.
 *
 * <p>Refused: {@code alpha must be a finite number of at least 0, got -1.0}, beta too; {@code smoothing must be positive, got 0.0};
 * {@code classWeights of dice has a meaning behind ofClasses() only}; when the model is compiled {@code dice needs an output of masks (N, ..., C), got (N, 3)}; in a batch, targets that are no labels.
 *
 * <p>Example: probabilities (0.5, 1) of the mask (1, 1) have TP 1.5, FP 0 and FN 0.5: Dice gives 1 - 2 / 2.25 = 0.1111, IoU 1 - 2.5 /
 * 3 = 0.1667.
 *
 * @param name as in messages
 * @param alpha what a pixel costs that is predicted and not there
 * @param beta what a pixel costs that is there and not predicted
 * @param smoothing s
 * @param indices whether targets are class indices
 * @param weights of the classes in training; empty where all count the same
 */
public record OverlapLoss(
        String name, double alpha, double beta, double smoothing, boolean indices, List<Double> weights)
        implements Loss {

    /** Checks the numbers; a copy of the weights is kept. */
    public OverlapLoss {
        requireCost("alpha", alpha);
        requireCost("beta", beta);
        Checks.requirePositive("smoothing", smoothing);
        weights = weights.isEmpty() ? List.of() : new ClassWeights(weights).values();
        if (!indices && !weights.isEmpty()) {
            throw new IllegalArgumentException("classWeights of " + name + " has a meaning behind ofClasses() only");
        }
    }

    private static void requireCost(String argument, double value) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(argument + " must be a finite number of at least 0, got " + value);
        }
    }

    /** The same with another smoothing; a small one makes small masks count as much as large ones, and gradients large. */
    public OverlapLoss smoothing(double other) {
        return new OverlapLoss(name, alpha, beta, other, indices, weights);
    }

    /** The same for one class of several at each pixel: targets are class indices, and the model ends in a softmax or in logits. */
    public OverlapLoss ofClasses() {
        return new OverlapLoss(name, alpha, beta, smoothing, true, weights);
    }

    @Override
    public OverlapLoss classWeights(double... values) {
        if (!indices) {
            throw new IllegalArgumentException("classWeights of " + name + " has a meaning behind ofClasses() only");
        }
        return new OverlapLoss(
                name, alpha, beta, smoothing, true, ClassWeights.of(values).values());
    }

    @Override
    public Task task() {
        return indices ? Task.CLASSES : Task.LABELS;
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.PROBABILITIES;
    }

    @Override
    public Shape targetShape(Shape output) {
        int rank = output.numDimensions();
        if (rank < 3 || indices && output.get(rank - 1) < 2) {
            throw new IllegalArgumentException(name + " needs an output of masks "
                    + (indices ? "(N, ..., K) of at least 2 classes" : "(N, ..., C)") + ", got "
                    + Shapes.text(output));
        }
        if (!weights.isEmpty()) {
            new ClassWeights(weights).requireOneForEach(output.get(rank - 1), "the output " + Shapes.text(output));
        }
        return indices ? output.subShape(1, rank - 1) : output.tail();
    }

    @Override
    public TargetRange targets(Shape output) {
        return indices ? TargetRange.classes(output.get(output.numDimensions() - 1)) : TargetRange.unit();
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return tf.math.mean(perClass(tf, scores, targets), tf.array(1));
    }

    @Override
    public Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> losses = perClass(tf, scores, targets);
        return tf.math.mean(
                weights.isEmpty() ? losses : tf.math.mul(losses, new ClassWeights(weights).inOrder(tf)), tf.array(1));
    }

    /** {@code (N, K)}. */
    private Operand<TFloat32> perClass(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        int rank = scores.shape().numDimensions();
        Operand<TFloat32> y =
                indices ? SoftmaxTargets.INDICES.of(tf, targets, scores.shape().get(rank - 1)) : targets;
        Operand<TFloat32> p = LossOps.aligned(tf, scores, y);
        Operand<TFloat32> both = sum(tf, tf.math.mul(p, y));
        Operand<TFloat32> tooMuch = tf.math.sub(sum(tf, p), both);
        Operand<TFloat32> missed = tf.math.sub(sum(tf, y), both);
        Operand<TFloat32> s = tf.constant((float) smoothing);
        Operand<TFloat32> wrong = tf.math.add(
                tf.math.mul(tf.constant((float) alpha), tooMuch), tf.math.mul(tf.constant((float) beta), missed));
        // 1 minus the overlap, with nothing taken from 1.
        return tf.math.div(wrong, tf.math.add(tf.math.add(both, wrong), s));
    }

    private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
        return tf.sum(
                x, tf.constant(IntStream.range(1, x.shape().numDimensions() - 1).toArray()));
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(Map.of(
                "alpha", Double.toString(alpha),
                "beta", Double.toString(beta),
                "smoothing", Double.toString(smoothing),
                "targets", indices ? "classes" : "masks"));
        if (!weights.isEmpty()) {
            all.put("classWeights", weights.toString());
        }
        return all;
    }
}
