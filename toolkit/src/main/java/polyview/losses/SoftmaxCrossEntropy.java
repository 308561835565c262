package polyview.losses;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;

/** See {@link Loss#softmaxCrossEntropy()}. */
record SoftmaxCrossEntropy(Optional<ClassWeights> weights) implements ClassLoss {

    @Override
    public Loss classWeights(double... values) {
        return new SoftmaxCrossEntropy(Optional.of(ClassWeights.of(values)));
    }

    @Override
    public String name() {
        return "softmaxCrossEntropy";
    }

    @Override
    public Task task() {
        return Task.CLASSES;
    }

    @Override
    public Shape targetShape(Shape output) {
        int rank = output.numDimensions();
        if (rank < 2 || output.get(rank - 1) < 2) {
            throw new IllegalArgumentException(
                    "softmaxCrossEntropy needs an output (N, ..., K) of at least 2 classes, got "
                            + Shapes.text(output));
        }
        weights.ifPresent(w -> w.requireOneForEach(output.get(rank - 1), "the output " + Shapes.text(output)));
        return output.subShape(1, rank - 1);
    }

    @Override
    public ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    public Operand<TFloat32> perLabel(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        long classes = scores.shape().get(scores.shape().numDimensions() - 1);
        // The dense form: the sparse one has no gradient in TensorFlow Java.
        Operand<TFloat32> oneHot = tf.oneHot(
                tf.dtypes.cast(targets, TInt32.class), tf.constant((int) classes), tf.constant(1f), tf.constant(0f));
        Operand<TFloat32> x = LossOps.aligned(tf, scores, oneHot);
        if (scores.shape().numDimensions() == 2) {
            return tf.nn.softmaxCrossEntropyWithLogits(x, oneHot).loss();
        }
        Operand<TFloat32> flat = tf.nn.softmaxCrossEntropyWithLogits(
                        tf.reshape(x, tf.array(-1L, classes)), tf.reshape(oneHot, tf.array(-1L, classes)))
                .loss();
        return tf.reshape(flat, tf.shape(targets));
    }

    @Override
    public TargetRange targets(Shape output) {
        return TargetRange.classes(output.get(output.numDimensions() - 1));
    }
}
