package polyview.losses;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss whose targets are class indices: training may count some classes more than others. */
interface ClassLoss extends Loss {

    /** The weights of the classes in training; empty where all count the same. */
    Optional<ClassWeights> weights();

    /** The loss of each label, in the shape of the targets. */
    Operand<TFloat32> perLabel(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets);

    @Override
    default Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return LossOps.meanOverPositions(tf, perLabel(tf, scores, targets));
    }

    @Override
    default Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> losses = perLabel(tf, scores, targets);
        return LossOps.meanOverPositions(
                tf, weights().map(w -> w.times(tf, losses, targets)).orElse(losses));
    }
}
