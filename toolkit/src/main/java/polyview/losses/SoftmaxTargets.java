package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import polyview.base.Checks;
import polyview.base.Shapes;

/**
 * What the targets of a softmax are: class indices or a probability for each class, smoothed or not.
 *
 * @param probabilities whether there is a number for each class
 * @param labelSmoothing what is spread evenly over the classes
 */
record SoftmaxTargets(boolean probabilities, double labelSmoothing) {

    static final SoftmaxTargets INDICES = new SoftmaxTargets(false, 0);

    SoftmaxTargets {
        Checks.requireFraction("labelSmoothing", labelSmoothing);
    }

    SoftmaxTargets smoothed(double amount) {
        return new SoftmaxTargets(probabilities, amount);
    }

    SoftmaxTargets asProbabilities() {
        return new SoftmaxTargets(true, labelSmoothing);
    }

    /** The shape of one target; an output without classes is refused. */
    Shape shape(String loss, Shape output) {
        int rank = output.numDimensions();
        if (rank < 2 || output.get(rank - 1) < 2) {
            throw new IllegalArgumentException(
                    loss + " needs an output (N, ..., K) of at least 2 classes, got " + Shapes.text(output));
        }
        return probabilities ? output.tail() : output.subShape(1, rank - 1);
    }

    TargetRange range(Shape output) {
        return probabilities ? TargetRange.distribution() : TargetRange.classes(output.get(output.numDimensions() - 1));
    }

    /** A probability for each of the classes, in the shape of the scores. */
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> targets, long classes) {
        Operand<TFloat32> sure = probabilities
                ? targets
                : tf.oneHot(
                        tf.dtypes.cast(targets, TInt32.class),
                        tf.constant((int) classes),
                        tf.constant(1f),
                        tf.constant(0f));
        return LossOps.smoothed(tf, sure, labelSmoothing, 1.0 / classes);
    }

    /** The class of each position. */
    Operand<TFloat32> classes(Ops tf, Operand<TFloat32> targets) {
        if (!probabilities) {
            return targets;
        }
        Operand<TInt64> likeliest = tf.math.argMax(targets, tf.constant(-1));
        return tf.dtypes.cast(likeliest, TFloat32.class);
    }
}
