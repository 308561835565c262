package polyview.models;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.rules.GraphEdit;

/**
 * A graph without the nodes that nothing leads to from its ends.
 *
 * <p>The gradients leave many behind, such as zeros for outputs that nobody reads: a seventh of the graph of a deep network,
 * which TensorFlow would import and place with the rest.
 */
final class NeededNodes {

    private NeededNodes() {}

    /** The nodes that the ends need, in the order of the graph; its functions are kept. */
    static GraphDef of(GraphDef graph, Collection<String> ends) {
        Map<String, NodeDef> nodes = new HashMap<>();
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        Set<String> needed = new HashSet<>(ends);
        Deque<String> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            for (String input : nodes.get(open.pop()).getInputList()) {
                String before = GraphEdit.nodeOf(input);
                if (needed.add(before)) {
                    open.push(before);
                }
            }
        }
        if (needed.size() == nodes.size()) {
            return graph;
        }
        GraphDef.Builder kept = graph.toBuilder().clearNode();
        graph.getNodeList().stream()
                .filter(node -> needed.contains(node.getName()))
                .forEach(kept::addNode);
        return kept.build();
    }
}
