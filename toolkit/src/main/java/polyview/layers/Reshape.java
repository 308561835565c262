package polyview.layers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import polyview.base.Shapes;

/**
 * The same elements in another shape, row-major; the batch is kept: {@code (N, ...) -> (N, t1, t2, ...)}.
 *
 * <p>One size of the target may be -1: it is computed from the others. Unknown sizes of the input are allowed; the number of
 * elements is then checked when the model runs.
 *
 * <p>Refused: {@code targetShape must be positive or -1, got 0}; {@code targetShape may hold -1 once, got [-1, -1]}; and
 * another number of elements ({@code reshape to (N, 5, 2) needs 10 elements in each sample, got (N, 3, 4)}).
 *
 * <p>Example: {@code new Reshape(3, 4)} and {@code new Reshape(3, -1)} take (N, 12) to (N, 3, 4).
 */
public final class Reshape extends StandardLayer<Reshape> {

    private final long[] targetShape;

    /** The shape of one sample; no size at all turns (N, 1) into (N). */
    public Reshape(long... targetShape) {
        for (long size : targetShape) {
            if (size <= 0 && size != -1) {
                throw new IllegalArgumentException("targetShape must be positive or -1, got " + size);
            }
        }
        if (LongStream.of(targetShape).filter(size -> size == -1).count() > 1) {
            throw new IllegalArgumentException("targetShape may hold -1 once, got " + Arrays.toString(targetShape));
        }
        this.targetShape = targetShape.clone();
    }

    @Override
    protected Reshape self() {
        return this;
    }

    @Override
    protected Operand<TFloat32> call(Call c, Operand<TFloat32> x) {
        Ops tf = c.tf();
        Shape sample = x.shape().tail();
        if (sample.hasUnknownDimension()) {
            // With -1 for the batch, a wrong target would change the number of samples; the true number makes it fail.
            Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
            int[] target = LongStream.of(targetShape).mapToInt(Math::toIntExact).toArray();
            return tf.reshape(x, tf.concat(List.of(batch, tf.constant(target)), tf.constant(0)));
        }
        long[] target = fill(x.shape(), sample.size());
        return tf.reshape(x, tf.constant(target));
    }

    /** The target with the batch, and with a number in place of -1. */
    private long[] fill(Shape input, long elements) {
        Shape target = Shape.of(-1).append(Shape.of(targetShape));
        long given = LongStream.of(targetShape).filter(size -> size != -1).reduce(1, Math::multiplyExact);
        boolean open = LongStream.of(targetShape).anyMatch(size -> size == -1);
        if (open ? elements % given != 0 : elements != given) {
            throw new IllegalArgumentException(displayName() + " to " + Shapes.text(target) + " needs "
                    + (open ? "a multiple of " : "") + Shapes.count(given, "element") + " in each sample, got "
                    + Shapes.text(input));
        }
        long[] filled = target.asArray();
        for (int axis = 1; axis < filled.length; axis++) {
            filled[axis] = filled[axis] == -1 ? elements / given : filled[axis];
        }
        return filled;
    }
}
