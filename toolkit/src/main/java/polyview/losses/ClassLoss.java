package polyview.losses;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss for classes or labels: training may count some classes more than others. */
interface ClassLoss extends PositionLoss {

    /** The weights of the classes in training; empty where all count the same. */
    Optional<ClassWeights> weights();

    /** The class index of each position. */
    default Operand<TFloat32> classes(Ops tf, Operand<TFloat32> targets) {
        return targets;
    }

    @Override
    default Operand<TFloat32> perTrainingPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        Operand<TFloat32> losses = perPosition(tf, scores, targets);
        return weights().map(w -> w.times(tf, losses, classes(tf, targets))).orElse(losses);
    }
}
