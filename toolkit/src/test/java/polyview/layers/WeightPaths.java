package polyview.layers;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The weights of a layer and of its parts, by path within the layer. */
final class WeightPaths {

    private WeightPaths() {}

    static Map<String, Weight> of(Layer layer) {
        Map<String, Weight> found = new LinkedHashMap<>();
        collect(layer, "", found);
        return found;
    }

    private static void collect(Layer layer, String prefix, Map<String, Weight> found) {
        for (Weight weight : layer.weights()) {
            if (!found.containsValue(weight)) {
                found.put(prefix + weight.name(), weight);
            }
        }
        Set<String> taken = new HashSet<>();
        for (Layer part : layer.parts()) {
            String name = part.displayName();
            for (int i = 1; !taken.add(name); i++) {
                name = part.displayName() + "_" + i;
            }
            collect(part, prefix + name + "/", found);
        }
    }
}
