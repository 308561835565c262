package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/** See {@link Loss#batchContrastive(double)}. */
record BatchContrastive(double margin) implements Loss {

    BatchContrastive {
        Checks.requirePositive("margin", margin);
    }

    @Override
    public String name() {
        return "batchContrastive";
    }

    @Override
    public Task task() {
        return Task.EMBEDDINGS;
    }

    @Override
    public Shape targetShape(Shape output) {
        int rank = output.numDimensions();
        if (rank < 2 || rank > 3 || output.get(rank - 1) < 1 || rank == 3 && output.get(1) < 1) {
            throw new IllegalArgumentException(
                    "batchContrastive needs embeddings (N, E) or views of them (N, V, E), got " + Shapes.text(output));
        }
        return Shape.scalar();
    }

    @Override
    public TargetRange targets(Shape output) {
        return TargetRange.groups();
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Anchors anchors = Anchors.of(scores);
        Groups groups = anchors.groups(tf, targets);
        Operand<TFloat32> distances = LossOps.distances(tf, anchors.embeddings(tf, scores));
        Operand<TFloat32> missing = tf.nn.relu(tf.math.sub(tf.constant((float) margin), distances));
        return anchors.perSample(
                tf, tf.math.add(meanSquare(tf, distances, groups.same()), meanSquare(tf, missing, groups.other())));
    }

    /** Each pair stands in the matrix twice, which a mean does not see. */
    private static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> x, Operand<TBool> pairs) {
        Operand<TFloat32> kept = tf.math.mul(tf.math.square(x), Groups.numbers(tf, pairs));
        return Groups.meanOver(tf, tf.sum(kept, tf.array(1)), pairs);
    }
}
