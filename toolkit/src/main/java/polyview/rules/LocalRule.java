package polyview.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A rule that looks at one node after the other, and changes the graph around those where its pattern is found.
 *
 * <p>It goes over the graph until it finds nothing more; local rules are also repeated after one another, so that one may make
 * what another one looks for. So a place that was changed must not have the pattern any more.
 *
 * <p>Refused: a rule that goes on for ever ({@code rule Swap does not come to an end: it fired 1000 times in a graph of 40 nodes}).
 *
 * <p>Example, {@code Relu(Relu(x))} is {@code Relu(x)}:
 *
 * <pre>{@code
 * class OneRelu extends LocalRule {
 *     @Override protected Optional<String> rewrite(GraphEdit graph, NodeDef node) {
 *         boolean twice = node.getOp().equals("Relu") && graph.input(node, 0).getOp().equals("Relu");
 *         if (!twice || graph.isEnd(node.getName())) {
 *             return Optional.empty();
 *         }
 *         graph.redirect(node.getName(), node.getInput(0));
 *         graph.remove(node.getName());
 *         return Optional.of(node.getName());
 *     }
 * }
 * }</pre>
 */
public abstract class LocalRule implements GraphRule {

    /** More than any graph has of one pattern, for its size. */
    private static final int TIMES = 20;

    /** For subclasses. */
    protected LocalRule() {}

    /**
     * Changes the graph if the pattern is found at this node.
     *
     * @return the name of the node that tells where that was; empty where nothing was done
     */
    protected abstract Optional<String> rewrite(GraphEdit graph, NodeDef node);

    @Override
    public final GraphDef apply(GraphDef graph, Set<String> ends) {
        return rewriting(graph, ends).graph();
    }

    @Override
    public final Rewriting rewriting(GraphDef graph, Set<String> ends) {
        GraphEdit edit = new GraphEdit(graph, ends);
        List<String> places = rewriteAll(edit);
        return places.isEmpty() ? new Rewriting(graph, places) : new Rewriting(edit.graph(), places);
    }

    /**
     * Changes the graph wherever the pattern is found, until it is found no more.
     *
     * @return the nodes where it fired, one for each time
     */
    public final List<String> rewriteAll(GraphEdit graph) {
        List<String> places = new ArrayList<>();
        int most = TIMES * (graph.names().size() + 1);
        int before;
        do {
            before = places.size();
            for (String name : graph.names()) {
                // An earlier change of this round may have taken it away.
                graph.find(name).flatMap(node -> rewrite(graph, node)).ifPresent(places::add);
            }
            if (places.size() > most) {
                throw new IllegalStateException("rule " + name() + " does not come to an end: it fired " + places.size()
                        + " times in a graph of " + (most / TIMES - 1) + " nodes");
            }
        } while (places.size() > before);
        return places;
    }
}
