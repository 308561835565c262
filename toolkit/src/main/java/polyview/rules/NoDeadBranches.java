package polyview.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.NodeDef;

/**
 * Takes away what no end of the graph needs: layers whose output leads nowhere, and what other rules have left over.
 *
 * <p>A step never ran it; the graph becomes smaller, and files with it. It fires once for each branch, at its last node.
 */
public final class NoDeadBranches extends LocalRule {

    /** The rule, which has no settings. */
    public NoDeadBranches() {}

    @Override
    protected Optional<String> rewrite(GraphEdit graph, NodeDef node) {
        if (!isDead(graph, node)) {
            return Optional.empty();
        }
        remove(graph, node);
        return Optional.of(node.getName());
    }

    private static boolean isDead(GraphEdit graph, NodeDef node) {
        return !graph.isEnd(node.getName()) && graph.users(node.getName()).isEmpty();
    }

    /** With all that led to it alone; a loop, as branches are long. */
    private static void remove(GraphEdit graph, NodeDef last) {
        Deque<NodeDef> dead = new ArrayDeque<>(List.of(last));
        while (!dead.isEmpty()) {
            NodeDef node = dead.pop();
            graph.remove(node.getName());
            node.getInputList().stream()
                    .map(GraphEdit::nodeOf)
                    .distinct()
                    .map(graph::node)
                    .filter(before -> isDead(graph, before))
                    .forEach(dead::push);
        }
    }
}
