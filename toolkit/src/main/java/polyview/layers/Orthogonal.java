package polyview.layers;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A random orthogonal matrix times a gain, by QR of a normal draw; see {@link Initializer#orthogonal}.
 *
 * @param gain the length of each row or column
 */
record Orthogonal(float gain) implements Initializer {

    @Override
    public Operand<TFloat32> draw(Ops tf, Shape shape, Operand<TInt64> seed) {
        int rank = shape.numDimensions();
        if (rank < 2) {
            throw new IllegalArgumentException("orthogonal takes a weight of at least two axes, got " + shape);
        }
        long columns = shape.get(rank - 1);
        long rows = shape.size() / columns;
        // QR gives orthogonal columns, so a wide matrix is drawn tall and transposed.
        Shape tall = Shape.of(Math.max(rows, columns), Math.min(rows, columns));
        Qr<TFloat32> qr = tf.linalg.qr(Initializer.randomNormal(1).draw(tf, tall, seed));
        Operand<TFloat32> diagonal = tf.linalg.matrixDiagPart(qr.r(), tf.constant(0), tf.constant(0f));
        // With a positive diagonal in R, Q is uniformly distributed over all orthogonal matrices (Mezzadri 2007).
        Operand<TFloat32> even = tf.math.mul(qr.q(), tf.math.sign(diagonal));
        Operand<TFloat32> matrix = rows < columns ? tf.linalg.transpose(even, tf.array(1, 0)) : even;
        return tf.math.mul(tf.reshape(matrix, tf.constant(shape.asArray())), tf.constant(gain));
    }
}
