package polyview.models;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import polyview.layers.Layer;
import polyview.layers.SymbolicTensor;

/**
 * The layers of a network in the order in which Keras lists those of its models: those that are farthest from the outputs first, and
 * among equals those that a walk from the outputs back to the inputs meets first. Files of Keras number layers in it.
 */
final class KerasOrder {

    private final Map<Layer, Integer> met = new IdentityHashMap<>();
    private final Map<Layer, Integer> depths = new IdentityHashMap<>();
    private final List<SymbolicTensor> inputsFirst = new ArrayList<>();

    private KerasOrder(Network network) {
        Map<SymbolicTensor, Integer> taken = new IdentityHashMap<>();
        network.outputs().forEach(output -> walk(output, taken));
        Map<SymbolicTensor, Integer> distance = new IdentityHashMap<>();
        for (int i = inputsFirst.size() - 1; i >= 0; i--) {
            SymbolicTensor tensor = inputsFirst.get(i);
            Layer layer = tensor.layer().orElseThrow();
            int depth = Math.max(distance.getOrDefault(tensor, 0), depths.getOrDefault(layer, 0));
            depths.put(layer, depth);
            tensor.inputs().forEach(before -> distance.merge(before, depth + 1, Math::max));
        }
    }

    /** Each layer once; inputs are left out. */
    static List<Layer> of(Network network) {
        KerasOrder order = new KerasOrder(network);
        List<Layer> layers = new ArrayList<>(order.depths.keySet());
        layers.sort(
                Comparator.comparing((Layer layer) -> -order.depths.get(layer)).thenComparing(order.met::get));
        return layers;
    }

    /** Depth first, without recursion: networks may be deeper than the stack. */
    private void walk(SymbolicTensor output, Map<SymbolicTensor, Integer> taken) {
        Deque<SymbolicTensor> open = new ArrayDeque<>();
        enter(output, open, taken);
        while (!open.isEmpty()) {
            SymbolicTensor tensor = open.peek();
            int next = taken.get(tensor);
            if (next < tensor.inputs().size()) {
                taken.put(tensor, next + 1);
                enter(tensor.inputs().get(next), open, taken);
            } else {
                inputsFirst.add(open.pop());
            }
        }
    }

    private void enter(SymbolicTensor tensor, Deque<SymbolicTensor> open, Map<SymbolicTensor, Integer> taken) {
        if (tensor.layer().isPresent() && taken.putIfAbsent(tensor, 0) == null) {
            met.putIfAbsent(tensor.layer().get(), met.size());
            open.push(tensor);
        }
    }
}
