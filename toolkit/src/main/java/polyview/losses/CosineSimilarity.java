package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/** See {@link Loss#cosineSimilarity()}. */
record CosineSimilarity() implements Loss {

    @Override
    public String name() {
        return "cosineSimilarity";
    }

    @Override
    public Task task() {
        return Task.NUMBERS;
    }

    @Override
    public Shape targetShape(Shape output) {
        int rank = output.numDimensions();
        if (rank < 2 || output.get(rank - 1) == 1) {
            throw new IllegalArgumentException(
                    "cosineSimilarity needs an output (N, ..., K) of at least 2 numbers, got " + Shapes.text(output));
        }
        return output.tail();
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> product =
                tf.math.mul(LossOps.unit(tf, LossOps.aligned(tf, scores, targets)), LossOps.unit(tf, targets));
        return tf.math.neg(LossOps.meanOverPositions(tf, tf.reduceSum(product, tf.constant(-1))));
    }
}
