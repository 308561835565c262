package polyview.training;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.data.FloatArray;
import polyview.layers.Shapes;
import polyview.models.Objective;

/** What training makes small; each is the mean over the samples of a batch. */
public sealed interface Loss extends Objective {

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
        return new SoftmaxCrossEntropy();
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
        return new BinaryCrossEntropy();
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

    /** See {@link #softmaxCrossEntropy()}. */
    record SoftmaxCrossEntropy() implements Loss {
        @Override
        public String name() {
            return "softmaxCrossEntropy";
        }

        @Override
        public Shape targetShape(Shape output) {
            int rank = output.numDimensions();
            if (rank < 2 || output.get(rank - 1) < 2) {
                throw new IllegalArgumentException(
                        "softmaxCrossEntropy needs an output (N, ..., K) of at least 2 classes, got "
                                + Shapes.text(output));
            }
            return output.subShape(1, rank - 1);
        }

        @Override
        public Operand<TFloat32> scores(Operand<TFloat32> output) {
            return before("Softmax", output);
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
            long classes = scores.shape().get(scores.shape().numDimensions() - 1);
            // The dense form: the sparse one has no gradient in TensorFlow Java.
            Operand<TFloat32> wanted = tf.oneHot(
                    tf.dtypes.cast(targets, TInt32.class),
                    tf.constant((int) classes),
                    tf.constant(1f),
                    tf.constant(0f));
            Operand<TFloat32> x = aligned(tf, scores, wanted);
            if (scores.shape().numDimensions() == 2) {
                return tf.nn.softmaxCrossEntropyWithLogits(x, wanted).loss();
            }
            Operand<TFloat32> flat = tf.nn.softmaxCrossEntropyWithLogits(
                            tf.reshape(x, tf.array(-1L, classes)), tf.reshape(wanted, tf.array(-1L, classes)))
                    .loss();
            return overPositions(tf, tf.reshape(flat, tf.shape(targets)));
        }

        @Override
        public void check(FloatArray targets, Shape output) {
            long classes = output.get(output.numDimensions() - 1);
            requireEach(
                    targets,
                    "label must be one of the classes 0 to " + (classes - 1),
                    label -> label >= 0 && label < classes && label == Math.rint(label));
        }
    }

    /** See {@link #binaryCrossEntropy()}. */
    record BinaryCrossEntropy() implements Loss {
        @Override
        public String name() {
            return "binaryCrossEntropy";
        }

        @Override
        public Shape targetShape(Shape output) {
            return oneNumberOrAll(output);
        }

        @Override
        public Operand<TFloat32> scores(Operand<TFloat32> output) {
            return before("Sigmoid", output);
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
            Operand<TFloat32> x = aligned(tf, scores, targets);
            return overPositions(tf, tf.math.sub(tf.math.softplus(x), tf.math.mul(x, targets)));
        }

        @Override
        public void check(FloatArray targets, Shape output) {
            requireEach(targets, "label must lie in [0, 1]", label -> label >= 0 && label <= 1);
        }
    }

    /** See {@link #meanSquaredError()}. */
    record MeanSquaredError() implements Loss {
        @Override
        public String name() {
            return "meanSquaredError";
        }

        @Override
        public Shape targetShape(Shape output) {
            return oneNumberOrAll(output);
        }

        @Override
        public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
            return overPositions(tf, tf.math.squaredDifference(aligned(tf, scores, targets), targets));
        }

        @Override
        public void check(FloatArray targets, Shape output) {
            requireEach(targets, "target must be a finite number", Double::isFinite);
        }
    }

    /**
     * Refuses the first target that breaks a rule, with its sample.
     *
     * <p>Samples are counted within the batch: its order is not that of the data set where samples are shuffled.
     */
    private static void requireEach(FloatArray targets, String rule, DoublePredicate holds) {
        float[] values = targets.values();
        for (int i = 0; i < values.length; i++) {
            if (!holds.test(values[i])) {
                int sample = i / (values.length / targets.size(0));
                throw new IllegalArgumentException(
                        rule + ", got " + values[i] + " at sample " + sample + " of the batch");
            }
        }
    }

    private static Shape oneNumberOrAll(Shape output) {
        boolean oneNumber = output.numDimensions() == 2 && output.get(1) == 1;
        return oneNumber ? Shape.scalar() : output.tail();
    }

    /**
     * The scores in the shape of the targets: {@code (N, 1)} becomes {@code (N)}, anything else must have that shape.
     *
     * <p>Sizes of images may be unknown until a batch is there. A reshape would take (4, 2) for (2, 4) and spoil the order, and
     * most ops would spread (4, 1) over (4, 4): AddN is one that checks the shapes when it runs.
     */
    private static Operand<TFloat32> aligned(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        if (targets.shape().numDimensions() == 1 && scores.shape().numDimensions() == 2) {
            return tf.reshape(scores, tf.shape(targets));
        }
        return tf.math.addN(List.of(scores, tf.zerosLike(targets)));
    }

    private static Operand<TFloat32> overPositions(Ops tf, Operand<TFloat32> losses) {
        int rank = losses.shape().numDimensions();
        int[] positions = IntStream.range(1, rank).toArray();
        return rank == 1 ? losses : tf.math.mean(losses, tf.constant(positions));
    }

    /** What went into an op of this type, where the output is one. */
    private static Operand<TFloat32> before(String type, Operand<TFloat32> output) {
        boolean found =
                output.asOutput().op() instanceof GraphOperation op && op.type().equals(type);
        return found ? ((GraphOperation) output.asOutput().op()).input(0).expect(TFloat32.class) : output;
    }
}
