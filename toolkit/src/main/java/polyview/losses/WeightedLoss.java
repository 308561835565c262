package polyview.losses;

import java.util.Map;
import java.util.Optional;

/** A loss whose samples have weights, which come with the data; see {@link Loss#sampleWeights()}. */
record WeightedLoss(Loss loss) implements ForwardingLoss {

    @Override
    public Loss around(Loss other) {
        return other.sampleWeights();
    }

    @Override
    public Map.Entry<String, String> option() {
        return Map.entry("sampleWeights", "true");
    }

    @Override
    public Optional<Boolean> fromLogits() {
        return loss.fromLogits();
    }

    @Override
    public Loss fromLogits(boolean logits) {
        return around(loss.fromLogits(logits));
    }

    @Override
    public Loss sampleWeights() {
        return this;
    }

    @Override
    public boolean hasSampleWeights() {
        return true;
    }
}
