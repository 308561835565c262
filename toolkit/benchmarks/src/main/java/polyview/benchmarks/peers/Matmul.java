package polyview.benchmarks.peers;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What the processor gives at the most: the product of two matrices of 2048 x 2048 floats. */
public final class Matmul {

    private static final int SIZE = 2048;

    private Matmul() {}

    /** The operations of one product. */
    public static double operations() {
        return 2.0 * SIZE * SIZE * SIZE;
    }

    /** The fastest of the steps: noise only ever adds. */
    static double milliseconds(int warmUp, int steps) {
        try (Graph graph = new Graph();
                TFloat32 values = TFloat32.tensorOf(Shape.of(SIZE, SIZE), data -> data.scalars()
                        .forEachIndexed((at, one) -> one.setFloat((at[0] + at[1]) % 7 - 3)))) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> matrix = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(SIZE, SIZE)));
            Operand<TFloat32> product = tf.linalg.matMul(matrix, matrix);
            try (Session session = new Session(graph)) {
                double fastest = Double.POSITIVE_INFINITY;
                for (int i = -warmUp; i < steps; i++) {
                    long start = System.nanoTime();
                    session.runner()
                            .feed(matrix, values)
                            .addTarget(product.op())
                            .run()
                            .close();
                    fastest = i < 0 ? fastest : Math.min(fastest, (System.nanoTime() - start) / 1e6);
                }
                return fastest;
            }
        }
    }
}
