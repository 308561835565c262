package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import polyview.base.Checks;
import polyview.base.Shapes;

/** See {@link Loss#ntXent(double)}. */
record NtXent(double temperature) implements Loss {

    /** A logit that no softmax sees. */
    private static final float NEVER = -1e9f;

    NtXent {
        Checks.requirePositive("temperature", temperature);
    }

    @Override
    public String name() {
        return "ntXent";
    }

    @Override
    public Task task() {
        return Task.EMBEDDINGS;
    }

    @Override
    public Shape targetShape(Shape output) {
        int rank = output.numDimensions();
        if (rank < 2 || rank > 3 || output.get(rank - 1) < 2 || rank == 3 && output.get(1) < 1) {
            throw new IllegalArgumentException(
                    "ntXent needs embeddings (N, E) or views of them (N, V, E), with at least 2 numbers, got "
                            + Shapes.text(output));
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
        Operand<TFloat32> z = LossOps.unit(tf, anchors.embeddings(tf, scores));
        Groups groups = anchors.groups(tf, targets);
        Operand<TFloat32> similar =
                tf.math.mul(tf.linalg.matMul(z, z, MatMul.transposeB(true)), tf.constant((float) (1 / temperature)));
        Operand<TFloat32> logP = tf.nn.logSoftmax(tf.select(groups.itself(), tf.constant(NEVER), similar));
        Operand<TFloat32> same = Groups.numbers(tf, groups.same());
        Operand<TFloat32> count = tf.math.maximum(tf.sum(same, tf.array(1)), tf.constant(1f));
        Operand<TFloat32> ofAnchors = tf.math.neg(tf.math.div(tf.sum(tf.math.mul(same, logP), tf.array(1)), count));
        Operand<TBool> counting = Groups.any(tf, groups.same());
        return anchors.perSample(tf, Groups.meanOver(tf, ofAnchors, counting));
    }
}
