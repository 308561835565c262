package polyview.rules;

import java.util.Objects;
import java.util.Set;
import org.tensorflow.proto.GraphDef;

/**
 * A rule that puts a better graph in the place of a model's graph: fewer ops, faster ones, another precision.
 *
 * <p>It is given to {@code Model.rules} and runs in each compile, before gradients are taken, so that these come from the new
 * graph. The graph holds the layers twice, for prediction and for training, and the losses. The names of the nodes tell the
 * layers: {@code predict/conv2d/Conv2d}, {@code train/conv2d/Conv2d}. A rule keeps no values, only ops. A model has {@link
 * Rules#standard} without being told; a rule of one's own sees the graph before they do.
 *
 * <p>Refused: no graph ({@code rule Fold must give a graph, got null}), one that lacks an end ({@code rule Fold took away the node output.0}), and one that TensorFlow cannot
 * read ({@code rule Fold gave a graph that TensorFlow refuses: ...}).
 *
 * <p>Example, a rule that only looks:
 *
 * <pre>{@code
 * model.rules((graph, ends) -> {
 *     System.out.println(graph.getNodeCount() + " nodes");
 *     return graph;
 * });
 * }</pre>
 *
 * <p>A rule that changes a place here and there is most easily a {@link LocalRule}.
 */
public interface GraphRule {

    /**
     * The graph that takes the place of this one.
     *
     * @param graph the graph
     * @param ends the names of the nodes that must still be there, with the same meaning: inputs, outputs, weights, losses
     */
    GraphDef apply(GraphDef graph, Set<String> ends);

    /** What messages and {@code model.explain()} call it: the name of the class unless it has another. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Whether it sees the whole graph, with gradients and update, instead of the layers and losses alone; false by default. */
    default boolean afterGradients() {
        return false;
    }

    /** The new graph, and the nodes at which it differs: what {@code model.explain()} counts; by default all that are gone or other. */
    default Rewriting rewriting(GraphDef graph, Set<String> ends) {
        GraphDef made =
                Objects.requireNonNull(apply(graph, ends), () -> "rule " + name() + " must give a graph, got null");
        return Rewriting.between(graph, made);
    }
}
