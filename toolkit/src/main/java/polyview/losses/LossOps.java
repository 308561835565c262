package polyview.losses;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import polyview.ops.MathOps;

/** Ops that losses have in common. */
public final class LossOps {

    private LossOps() {}

    /** The mean over all axes but the first: {@code (N, ...) -> (N)}; example: ((1, 3), (2, 0)) gives (2, 1). */
    public static Operand<TFloat32> meanOverPositions(Ops tf, Operand<TFloat32> losses) {
        int rank = losses.shape().numDimensions();
        int[] positions = IntStream.range(1, rank).toArray();
        return rank == 1 ? losses : tf.math.mean(losses, tf.constant(positions));
    }

    /**
     * The scores, checked to have the shape of the targets; another shape is refused when a batch is run.
     *
     * <p>Sizes of images may be unknown until a batch is there. A reshape would accept (4, 2) for (2, 4) and mix up the order, and
     * most ops would broadcast (4, 1) to (4, 4); AddN checks the shapes when it runs.
     */
    public static Operand<TFloat32> aligned(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return targets.shape().numDimensions() == 1
                ? tf.reshape(scores, tf.shape(targets))
                : tf.math.addN(List.of(scores, tf.zerosLike(targets)));
    }

    /** The scores of an output {@code (N, 1)} as {@code (N)} where the targets are; all others as they are. */
    public static Operand<TFloat32> onePerSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        boolean column = scores.shape().numDimensions() == 2 && scores.shape().get(1) == 1;
        return column && targets.shape().numDimensions() == 1 ? tf.reshape(scores, tf.shape(targets)) : scores;
    }

    /** The sum over all axes but the first: {@code (N, ...) -> (N)}; example: ((1, 3), (2, 0)) gives (4, 2). */
    public static Operand<TFloat32> sumOverPositions(Ops tf, Operand<TFloat32> losses) {
        int rank = losses.shape().numDimensions();
        int[] positions = IntStream.range(1, rank).toArray();
        return rank == 1 ? losses : tf.sum(losses, tf.constant(positions));
    }

    /**
     * Vectors along the last axis divided by their length: (3, 4) gives (0.6, 0.8). A length below 1e-6 counts as 1e-6, as in Keras,
     * so that (0, 0) stays as it is and no gradient is infinite.
     */
    public static Operand<TFloat32> unit(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> squares = tf.reduceSum(tf.math.square(x), tf.constant(-1), ReduceSum.keepDims(true));
        return tf.math.div(x, tf.math.sqrt(tf.math.maximum(squares, tf.constant(1e-12f))));
    }

    /** The Euclidean distances of all rows, {@code (M, E) -> (M, M)}; the gradient is 0 where a distance is. */
    static Operand<TFloat32> distances(Ops tf, Operand<TFloat32> x) {
        return MathOps.euclideanNorm(
                tf, tf.math.sub(tf.expandDims(x, tf.constant(1)), tf.expandDims(x, tf.constant(0))));
    }

    /** {@code log softmax(x)} over the last axis, which has so many classes. */
    static Operand<TFloat32> logSoftmax(Ops tf, Operand<TFloat32> x, long classes) {
        if (x.shape().numDimensions() == 2) {
            return tf.nn.logSoftmax(x);
        }
        return tf.reshape(tf.nn.logSoftmax(tf.reshape(x, tf.array(-1L, classes))), tf.shape(x));
    }

    /** {@code (1 - a) y + a share}: what label smoothing makes of targets. */
    static Operand<TFloat32> smoothed(Ops tf, Operand<TFloat32> y, double a, double share) {
        return a == 0 ? y : tf.math.add(tf.math.mul(y, tf.constant((float) (1 - a))), tf.constant((float) (a * share)));
    }

    static Shape oneNumberOrAll(Shape output) {
        boolean oneNumber = output.numDimensions() == 2 && output.get(1) == 1;
        return oneNumber ? Shape.scalar() : output.tail();
    }
}
