package polyview.losses;

import java.util.Map;
import java.util.Optional;

/** A loss that was told what the output holds; see {@link Loss#fromLogits(boolean)}. */
record FromLogitsLoss(Loss loss, boolean logits) implements ForwardingLoss {

    @Override
    public Loss around(Loss other) {
        return other.fromLogits(logits);
    }

    @Override
    public Map.Entry<String, String> option() {
        return Map.entry("fromLogits", Boolean.toString(logits));
    }

    @Override
    public Optional<Boolean> fromLogits() {
        return Optional.of(logits);
    }

    @Override
    public Loss fromLogits(boolean other) {
        return loss.fromLogits(other);
    }
}
