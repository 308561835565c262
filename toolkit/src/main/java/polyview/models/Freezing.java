package polyview.models;

import java.util.Map;
import java.util.function.Predicate;
import polyview.layers.Layer;

/** Sets which layers of a network training may change. */
final class Freezing {

    private Freezing() {}

    /** Layers and parts of layers for which something holds. */
    static void freeze(Network network, Predicate<Layer> which) {
        network.layerPaths().values().stream().filter(which).forEach(layer -> layer.trainable(false));
    }

    /** One layer, those around it, and all that come later; refused where one around it has weights of its own. */
    static void unfreezeFrom(Network network, String from) {
        network.layer(from);
        Map<String, Layer> layers = network.layerPaths();
        layers.forEach((path, layer) -> {
            if (from.startsWith(path + "/") && !layer.weights().isEmpty()) {
                throw new IllegalArgumentException(
                        "unfreezeFrom " + from + " would free weights before it: " + path + " has " + layer.weights());
            }
        });
        boolean reached = false;
        for (Map.Entry<String, Layer> entry : layers.entrySet()) {
            String path = entry.getKey();
            reached |= path.equals(from);
            if (reached || from.startsWith(path + "/")) {
                entry.getValue().trainable(true);
            }
        }
    }
}
