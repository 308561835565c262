package polyview.losses;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss that was told what the output holds; see {@link Loss#fromLogits(boolean)}. */
record FromLogitsLoss(Loss loss, boolean logits) implements Loss {

    @Override
    public String name() {
        return loss.name();
    }

    @Override
    public Task task() {
        return loss.task();
    }

    @Override
    public Shape targetShape(Shape output) {
        return loss.targetShape(output);
    }

    @Override
    public TargetRange targets(Shape output) {
        return loss.targets(output);
    }

    @Override
    public ScoreForm wants() {
        return loss.wants();
    }

    @Override
    public Optional<Boolean> fromLogits() {
        return Optional.of(logits);
    }

    @Override
    public Loss fromLogits(boolean other) {
        return loss.fromLogits(other);
    }

    @Override
    public Loss classWeights(double... weights) {
        return loss.classWeights(weights).fromLogits(logits);
    }

    @Override
    public Loss labelSmoothing(double amount) {
        return loss.labelSmoothing(amount).fromLogits(logits);
    }

    @Override
    public Loss targetProbabilities() {
        return loss.targetProbabilities().fromLogits(logits);
    }

    @Override
    public Loss ignoring(double target) {
        return loss.ignoring(target).fromLogits(logits);
    }

    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return loss.perSample(tf, scores, targets);
    }

    @Override
    public Operand<TFloat32> perTrainingSample(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> targets) {
        return loss.perTrainingSample(tf, scores, targets);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>(loss.settings());
        all.put("fromLogits", Boolean.toString(logits));
        return all;
    }
}
