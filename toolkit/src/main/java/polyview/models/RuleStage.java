package polyview.models;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import polyview.base.Startup;

/** The stage of a compile that applies {@link GraphRule}s, one after the other, to the forward graph. */
final class RuleStage {

    static {
        Startup.begin();
    }

    private RuleStage() {}

    /** The graph that the rules make of it, which the caller closes. */
    static Graph rewritten(Graph forward, Set<String> ends, List<GraphRule> rules) {
        GraphDef def = forward.toGraphDef();
        Graph graph = new Graph();
        try {
            for (GraphRule rule : rules) {
                def = Objects.requireNonNull(
                        rule.apply(def, ends), () -> "rule " + rule.name() + " must give a graph, got null");
                requireEnds(rule, def, ends);
                // Each rule is read on its own, so that a message names the one that is wrong.
                graph.close();
                graph = imported(rule, def);
            }
            return graph;
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    private static void requireEnds(GraphRule rule, GraphDef def, Set<String> ends) {
        Set<String> there = new HashSet<>();
        for (NodeDef node : def.getNodeList()) {
            there.add(node.getName());
        }
        for (String end : ends) {
            if (!there.contains(end)) {
                throw new IllegalArgumentException("rule " + rule.name() + " took away the node " + end);
            }
        }
    }

    private static Graph imported(GraphRule rule, GraphDef def) {
        Graph graph = new Graph();
        try {
            graph.importGraphDef(def);
            return graph;
        } catch (IllegalArgumentException | TensorFlowException e) {
            graph.close();
            throw new IllegalArgumentException(
                    "rule " + rule.name() + " gave a graph that TensorFlow refuses: " + e.getMessage(), e);
        }
    }
}
