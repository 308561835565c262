package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import polyview.base.Shapes;
import polyview.ops.MathOps;
import polyview.ops.Sampling;

/** See {@link Loss#targetRegistrationError()}. */
record PointDistance() implements Loss {

    @Override
    public String name() {
        return "targetRegistrationError";
    }

    @Override
    public Task task() {
        return Task.NUMBERS;
    }

    @Override
    public Shape targetShape(Shape output) {
        if (output.numDimensions() != 4 || output.get(3) != 2) {
            throw new IllegalArgumentException(
                    "targetRegistrationError needs a field (N, H, W, 2), got " + Shapes.text(output));
        }
        return Shape.of(Shape.UNKNOWN_SIZE, 4);
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        // (N, P, 1, 2): as many rows as there are points, and one column.
        Operand<TFloat32> moves =
                Sampling.withNearestOutside(tf, scores, column(tf, targets, 0), column(tf, targets, 1));
        Operand<TFloat32> points = tf.slice(targets, tf.array(0, 0, 0), tf.array(-1, -1, 2));
        Operand<TFloat32> partners = tf.slice(targets, tf.array(0, 0, 2), tf.array(-1, -1, 2));
        // In 64 bits, as Sampling says.
        Operand<TFloat64> way = tf.math.sub(wide(tf, partners), wide(tf, points));
        Operand<TFloat64> missed = tf.math.sub(wide(tf, tf.reshape(moves, tf.shape(points))), way);
        Operand<TFloat32> rounded = tf.dtypes.cast(missed, TFloat32.class);
        return tf.math.mean(MathOps.euclideanNorm(tf, rounded), tf.array(1));
    }

    private static Operand<TFloat64> wide(Ops tf, Operand<TFloat32> x) {
        return tf.dtypes.cast(x, TFloat64.class);
    }

    private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> targets, int which) {
        return tf.slice(targets, tf.array(0, 0, which), tf.array(-1, -1, 1));
    }
}
