package polyview.losses;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss for binary labels, from logits. */
interface BinaryLoss extends ClassLoss {

    /** What is spread evenly over yes and no. */
    double smoothing();

    /** The same loss with another smoothing and other weights. */
    Loss with(double otherSmoothing, Optional<ClassWeights> otherWeights);

    /** The numbers in its formula, for reports. */
    Map<String, String> formula();

    /** The loss of each label, of logits in the shape of the targets. */
    Operand<TFloat32> ofLogits(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y);

    @Override
    default Operand<TFloat32> perPosition(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return ofLogits(tf, LossOps.aligned(tf, scores, targets), LossOps.smoothed(tf, targets, smoothing(), 0.5));
    }

    @Override
    default Loss classWeights(double... values) {
        return with(smoothing(), Optional.of(ClassWeights.of(values).requireOneForEach(2, name())));
    }

    @Override
    default Loss labelSmoothing(double amount) {
        return with(amount, weights());
    }

    @Override
    default Task task() {
        return Task.LABELS;
    }

    @Override
    default ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    default TargetRange targets(Shape output) {
        return weights().isPresent()
                ? new TargetRange("label must be 0 or 1 where classes have weights", 0, 1, true)
                : TargetRange.unit();
    }

    @Override
    default Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(formula());
        weights().ifPresent(w -> all.put("classWeights", w.values().toString()));
        if (smoothing() != 0) {
            all.put("labelSmoothing", Double.toString(smoothing()));
        }
        return all;
    }
}
