package polyview.training;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.data.FloatArray;

/** What several losses do: shapes of targets, checks of them, and means over positions. */
final class LossOps {

    private LossOps() {}

    /**
     * Refuses the first target that breaks a rule, with its sample.
     *
     * <p>Samples are counted within the batch: its order is not that of the data set where samples are shuffled.
     */
    static void requireEach(FloatArray targets, String rule, DoublePredicate holds) {
        float[] values = targets.values();
        for (int i = 0; i < values.length; i++) {
            if (!holds.test(values[i])) {
                int sample = i / (values.length / targets.size(0));
                throw new IllegalArgumentException(
                        rule + ", got " + values[i] + " at sample " + sample + " of the batch");
            }
        }
    }

    static Shape oneNumberOrAll(Shape output) {
        boolean oneNumber = output.numDimensions() == 2 && output.get(1) == 1;
        return oneNumber ? Shape.scalar() : output.tail();
    }

    /**
     * The scores in the shape of the targets: {@code (N, 1)} becomes {@code (N)}, anything else must have that shape.
     *
     * <p>Sizes of images may be unknown until a batch is there. A reshape would take (4, 2) for (2, 4) and spoil the order, and
     * most ops would spread (4, 1) over (4, 4): AddN is one that checks the shapes when it runs.
     */
    static Operand<TFloat32> aligned(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        if (targets.shape().numDimensions() == 1 && scores.shape().numDimensions() == 2) {
            return tf.reshape(scores, tf.shape(targets));
        }
        return tf.math.addN(List.of(scores, tf.zerosLike(targets)));
    }

    static Operand<TFloat32> overPositions(Ops tf, Operand<TFloat32> losses) {
        int rank = losses.shape().numDimensions();
        int[] positions = IntStream.range(1, rank).toArray();
        return rank == 1 ? losses : tf.math.mean(losses, tf.constant(positions));
    }

    /** What went into an op of this type, where the output is one. */
    static Operand<TFloat32> before(String type, Operand<TFloat32> output) {
        boolean found =
                output.asOutput().op() instanceof GraphOperation op && op.type().equals(type);
        return found ? ((GraphOperation) output.asOutput().op()).input(0).expect(TFloat32.class) : output;
    }
}
