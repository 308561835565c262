package polyview.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a rule has made of a graph.
 *
 * @param graph the new graph
 * @param places the nodes where the rule fired, one for each time; none where it found nothing to do
 */
public record Rewriting(GraphDef graph, List<String> places) {

    /** Refused: {@code graph must not be null}. */
    public Rewriting {
        Objects.requireNonNull(graph, "graph must not be null");
        places = List.copyOf(places);
    }

    /** With the nodes of the first graph that are gone or other in the second one as places. */
    static Rewriting between(GraphDef before, GraphDef after) {
        Map<String, NodeDef> there = new HashMap<>();
        after.getNodeList().forEach(node -> there.put(node.getName(), node));
        List<String> places = new ArrayList<>();
        for (NodeDef node : before.getNodeList()) {
            if (!node.equals(there.get(node.getName()))) {
                places.add(node.getName());
            }
        }
        return new Rewriting(after, places);
    }
}
