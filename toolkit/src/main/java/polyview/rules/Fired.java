package polyview.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule that changed something in a compile.
 *
 * @param rule its name
 * @param pass {@code prediction} or {@code training}, for the copy of the layers that it changed; {@code shared} for what belongs
 *     to both, such as losses
 * @param times in how many places
 * @param layers the paths of the layers whose ops it changed, each once, such as {@code dual_conv2d/first}
 */
public record Fired(String rule, String pass, int times, List<String> layers) {

    /** Copies the list. */
    public Fired {
        layers = List.copyOf(layers);
    }

    /** One for each pass in which the rule fired, from the nodes where it did, such as {@code train/conv2d/Relu}. */
    public static List<Fired> of(String rule, List<String> places) {
        Map<String, List<String>> passes = new LinkedHashMap<>();
        for (String place : places) {
            passes.computeIfAbsent(pass(place), p -> new ArrayList<>()).add(place);
        }
        List<Fired> fired = new ArrayList<>();
        passes.forEach((pass, nodes) -> {
            Set<String> layers = new LinkedHashSet<>();
            nodes.forEach(node -> layers.add(layer(node)));
            layers.remove("");
            fired.add(new Fired(rule, pass, nodes.size(), List.copyOf(layers)));
        });
        return fired;
    }

    private static String pass(String node) {
        return GraphEdit.predicts(node) ? "prediction" : GraphEdit.trains(node) ? "training" : "shared";
    }

    private static String layer(String node) {
        if (!GraphEdit.predicts(node) && !GraphEdit.trains(node)) {
            return "";
        }
        int first = node.indexOf('/');
        return node.substring(first + 1, Math.max(first + 1, node.lastIndexOf('/')));
    }
}
