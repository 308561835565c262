package polyview.losses;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss around another one, with one more option: it is the other one in all that it does not override. */
interface ForwardingLoss extends Loss {

    /** The loss inside. */
    Loss loss();

    /** The same option around another loss. */
    Loss around(Loss other);

    /** The option for reports: its name and its value. */
    Map.Entry<String, String> option();

    @Override
    default String name() {
        return loss().name();
    }

    @Override
    default Task task() {
        return loss().task();
    }

    @Override
    default Shape targetShape(Shape output) {
        return loss().targetShape(output);
    }

    @Override
    default TargetRange targets(Shape output) {
        return loss().targets(output);
    }

    @Override
    default ScoreForm wants() {
        return loss().wants();
    }

    @Override
    default Loss classWeights(double... weights) {
        return around(loss().classWeights(weights));
    }

    @Override
    default Loss labelSmoothing(double amount) {
        return around(loss().labelSmoothing(amount));
    }

    @Override
    default Loss targetProbabilities() {
        return around(loss().targetProbabilities());
    }

    @Override
    default Loss ignoring(double target) {
        return around(loss().ignoring(target));
    }

    @Override
    default Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return loss().perSample(tf, scores, targets);
    }

    @Override
    default Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return loss().perTrainingSample(tf, scores, targets);
    }

    @Override
    default Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>(loss().settings());
        all.put(option().getKey(), option().getValue());
        return all;
    }
}
