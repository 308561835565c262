package polyview.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import polyview.layers.Layer;
import polyview.layers.Weight;

/**
 * A weight of a model as a file of Keras would name it.
 *
 * @param outer the outermost layer that it belongs to
 * @param inside the path from there to its own layer; empty where that is the outermost
 * @param place its own layer by kind and number, as {@code functional/conv2d_1}
 * @param weight its name, in the words of Keras: {@code moving_mean}
 * @param index which of its layer's weights it is
 * @param learned whether gradients change it
 * @param shape its shape
 * @param path its path in the model
 */
record KerasTarget(
        String outer,
        String inside,
        String place,
        String weight,
        int index,
        boolean learned,
        Shape shape,
        String path) {

    /** The path of its layer. */
    String layer() {
        return inside.isEmpty() ? outer : outer + "/" + inside;
    }

    /** The weights of a network, in Keras' order. */
    static List<KerasTarget> of(Network network) {
        return new Walk(network).among(named(KerasOrder.of(network), network.layerNames()));
    }

    /** The same for what stands inside one layer, as if that were a model. */
    static List<KerasTarget> inside(Network network, String layer) {
        return new Walk(network).among(parts(network, network.layer(layer)));
    }

    private static Map<String, Layer> named(List<Layer> layers, Map<Layer, String> names) {
        Map<String, Layer> named = new LinkedHashMap<>();
        layers.forEach(layer -> named.put(names.get(layer), layer));
        return named;
    }

    private static Map<String, Layer> parts(Network network, Layer layer) {
        Map<Layer, String> names = new LinkedHashMap<>();
        List<String> known = network.partNames(layer);
        for (int i = 0; i < known.size(); i++) {
            names.put(layer.parts().get(i), known.get(i));
        }
        List<Layer> order = layer instanceof NetworkLayer model ? KerasOrder.of(model.network()) : layer.parts();
        return named(order, names);
    }

    /** Goes through layers and their parts, and tells each weight once. */
    private static final class Walk {

        private final Network network;
        private final Map<Weight, Network.Slot> slots;
        private final Set<Weight> told = new HashSet<>();
        private final List<KerasTarget> targets = new ArrayList<>();

        private Walk(Network network) {
            this.network = network;
            this.slots = network.weights();
        }

        private List<KerasTarget> among(Map<String, Layer> layers) {
            layersOf(layers, "", "", "");
            return targets;
        }

        private void layersOf(Map<String, Layer> layers, String outer, String inside, String place) {
            Map<String, Integer> counts = new HashMap<>();
            layers.forEach((name, layer) -> {
                String kind = layer instanceof NetworkLayer ? "functional" : layer.kind();
                int before = counts.merge(kind, 1, Integer::sum) - 1;
                String numbered = before == 0 ? kind : kind + "_" + before;
                String here = place.isEmpty() ? numbered : place + "/" + numbered;
                String first = outer.isEmpty() ? name : outer;
                String rest = outer.isEmpty() ? "" : inside.isEmpty() ? name : inside + "/" + name;
                add(layer, first, rest, here);
                layersOf(parts(network, layer), first, rest, here);
            });
        }

        private void add(Layer layer, String outer, String inside, String place) {
            for (int i = 0; i < layer.weights().size(); i++) {
                Weight weight = layer.weights().get(i);
                if (told.add(weight)) {
                    String name = weight.name()
                            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                            .toLowerCase(Locale.ROOT);
                    String path = slots.get(weight).path();
                    targets.add(new KerasTarget(outer, inside, place, name, i, weight.learned(), weight.shape(), path));
                }
            }
        }
    }
}
