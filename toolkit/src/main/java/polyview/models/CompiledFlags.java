package polyview.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.layers.Layer;
import polyview.layers.Weight;

/**
 * Which layers and weights training may change, as a compile saw it: a flag that is set later takes effect when the model is
 * compiled again, and until then a step is refused.
 */
final class CompiledFlags {

    private final Map<Weight, Network.Slot> weights;
    private final Map<String, Layer> layers;
    private final Map<String, Boolean> trainable = new LinkedHashMap<>();

    CompiledFlags(Network network) {
        this.weights = network.weights();
        this.layers = network.layerPaths();
        layers.forEach((path, layer) -> trainable.put(path, layer.trainable()));
    }

    /** Every weight with the flag that counts. */
    Map<Weight, Network.Slot> weights() {
        return weights;
    }

    /** The flags that were set since, each in words. */
    List<String> changed() {
        List<String> changed = new ArrayList<>();
        layers.forEach((path, layer) -> {
            if (layer.trainable() != trainable.get(path)) {
                changed.add("trainable of " + path + " was set to " + layer.trainable());
            }
        });
        return changed;
    }

    /** Refuses a step that would not do what the flags say now. */
    void requireUnchanged() {
        List<String> changed = changed();
        if (!changed.isEmpty()) {
            throw new IllegalStateException(String.join(", ", changed)
                    + " after compile: compile again, so that it takes effect, or set it back");
        }
    }
}
