package polyview.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A loss that is a mean over positions: each pixel, label or number of a sample has a loss of its own.
 *
 * <p>It can leave out positions, see {@link #ignoring(double)}; a loss of your own that implements this interface instead of {@link
 * Loss} can too. Example, the squared error:
 *
 * <pre>{@code
 * record Squares() implements PositionLoss {
 *     public String name() { return "squares"; }
 *     public Task task() { return Task.NUMBERS; }
 *     public Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
 *         return tf.math.squaredDifference(LossOps.aligned(tf, scores, targets), targets);
 *     }
 * }
 * model.compile(new Adam(), new Squares().ignoring(-1));
 * }</pre>
 */
public interface PositionLoss extends Loss {

    /** The loss of each position: {@code (N, ...)}, samples first; a target that does not count comes as 0. */
    Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);

    /** The same in a training step; by default {@link #perPosition}. */
    default Operand<TFloat32> perTrainingPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return perPosition(tf, scores, targets);
    }

    @Override
    default Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return LossOps.meanOverPositions(tf, perPosition(tf, scores, targets));
    }

    @Override
    default Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return LossOps.meanOverPositions(tf, perTrainingPosition(tf, scores, targets));
    }

    @Override
    default Loss ignoring(double target) {
        return new IgnoringLoss(this, target);
    }
}
