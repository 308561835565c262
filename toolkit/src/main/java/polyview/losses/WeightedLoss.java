package polyview.losses;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss whose samples have weights, which come with the data; see {@link Loss#sampleWeights()}. */
record WeightedLoss(Loss loss) implements Loss {

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
        return loss.fromLogits();
    }

    @Override
    public Loss fromLogits(boolean logits) {
        return loss.fromLogits(logits).sampleWeights();
    }

    @Override
    public Loss classWeights(double... weights) {
        return loss.classWeights(weights).sampleWeights();
    }

    @Override
    public Loss labelSmoothing(double amount) {
        return loss.labelSmoothing(amount).sampleWeights();
    }

    @Override
    public Loss targetProbabilities() {
        return loss.targetProbabilities().sampleWeights();
    }

    @Override
    public Loss ignoring(double target) {
        return loss.ignoring(target).sampleWeights();
    }

    @Override
    public Loss sampleWeights() {
        return this;
    }

    @Override
    public boolean hasSampleWeights() {
        return true;
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
        all.put("sampleWeights", "true");
        return all;
    }
}
