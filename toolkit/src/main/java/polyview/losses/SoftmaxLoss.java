package polyview.losses;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import polyview.base.Shapes;

/** A loss for one class of several, from logits. */
interface SoftmaxLoss extends ClassLoss {

    /** What the targets are. */
    SoftmaxTargets targets();

    /** The same loss with other targets and weights. */
    Loss with(SoftmaxTargets others, Optional<ClassWeights> otherWeights);

    /** The numbers in its formula, for reports. */
    Map<String, String> formula();

    @Override
    default Loss classWeights(double... values) {
        return with(targets(), Optional.of(ClassWeights.of(values)));
    }

    @Override
    default Loss labelSmoothing(double amount) {
        return with(targets().smoothed(amount), weights());
    }

    @Override
    default Loss targetProbabilities() {
        return with(targets().asProbabilities(), weights());
    }

    @Override
    default Loss ignoring(double target) {
        if (targets().probabilities()) {
            throw new IllegalArgumentException("ignoring has no meaning with targetProbabilities of " + name());
        }
        return ClassLoss.super.ignoring(target);
    }

    @Override
    default Task task() {
        return Task.CLASSES;
    }

    @Override
    default ScoreForm wants() {
        return ScoreForm.LOGITS;
    }

    @Override
    default Shape targetShape(Shape output) {
        Shape shape = targets().shape(name(), output);
        weights()
                .ifPresent(w -> w.requireOneForEach(
                        output.get(output.numDimensions() - 1), "the output " + Shapes.text(output)));
        return shape;
    }

    @Override
    default TargetRange targets(Shape output) {
        return targets().range(output);
    }

    @Override
    default Operand<TFloat32> classes(Ops tf, Operand<TFloat32> target) {
        return targets().classes(tf, target);
    }

    @Override
    default Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>(formula());
        weights().ifPresent(w -> all.put("classWeights", w.values().toString()));
        if (targets().labelSmoothing() != 0) {
            all.put("labelSmoothing", Double.toString(targets().labelSmoothing()));
        }
        if (targets().probabilities()) {
            all.put("targets", "probabilities");
        }
        return all;
    }
}
