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
        Operand<TFloat32> costs =
                tf.math.add(squares(tf, distances, groups.same()), squares(tf, missing, groups.other()));
        // Each pair stands in the matrix twice, which a mean does not see.
        return anchors.perSample(
                tf, Groups.meanOver(tf, tf.sum(costs, tf.array(1)), tf.math.logicalNot(groups.itself())));
    }

    private static Operand<TFloat32> squares(Ops tf, Operand<TFloat32> x, Operand<TBool> pairs) {
        return tf.math.mul(tf.math.square(x), Groups.numbers(tf, pairs));
    }
}
